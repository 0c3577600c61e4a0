"""The pages: set from plain data, so that nothing filled in can do more than be read."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from cases.notices import catalogue, letters
from cases.notices.letters import Block
from cases.notices.pdf import Letter, as_pdf
from misconduct.core.errors import Refused
from tests.factories.notices import typed

EVERY = [
    pytest.param(template, regime, id=f"{template.slug}-{regime}")
    for template in catalogue.templates().values()
    for regime in template.regimes
]
LETTER = Letter(
    title="Notice of investigation",
    reference="TS/CM/2026/00001/N1",
    dated="4 March 2026",
    marking="OFFICIAL-SENSITIVE",
    address=["Sam Carver", "1 Invented Street"],
    blocks=[Block("paragraph", ("Dear Sam Carver,",))],
    signature=["Robin Exampleton", "Caseworker"],
    has_receipt=True,
    is_draft=False,
    made_at=datetime(2026, 3, 4, 9, tzinfo=UTC),
)
HOSTILE = {
    "markup": "*bold* _it_ = Heading #lorem(9) $x^2$ <label> @ref \\ // comment `raw` [x] {y}",
    "code": '#eval("1+1") #read("/etc/passwd") #import "x.typ": * #sys.inputs #panic("x")',
    "braces": "{signatory} {{x}} {0.__class__} %(x)s ${HOME}",
    "right to left": "\u202eabc\u202c אבג \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "long": "x" * 10_000,
    "many lines": "\n".join("line" for _ in range(500)),
    "html": "<script>alert(1)</script>&amp;",
    "joined": "a\u200bb\u00adc\u200dd e\u0301 ﬁ",
}


def text_of(pdf):
    """What stands on each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(("template", "regime"), EVERY)
def test_every_letter_is_set_under_every_regime_it_is_written_for(template, regime):
    values = {one.key: typed(one) for one in template.fields(regime)}
    blocks = letters.merge(template.text(regime), values | catalogue.law(regime=regime, record_type="CM"))
    pdf = as_pdf(replace(LETTER, title=template.title, blocks=blocks, has_receipt=template.receipt))
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid:part" in pdf
    assert b"/StructTreeRoot" in pdf


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_filled_in_stays_text(text):
    blocks = [Block("paragraph", (text,)), Block("bullets", (text, text)), Block("facts", facts=(("Said", text),))]
    pdf = as_pdf(replace(LETTER, title=text[:300], address=[text[:300]], signature=[text[:300]], blocks=blocks))
    assert pdf.startswith(b"%PDF-")


def test_markup_and_code_stand_on_the_page_as_they_were_typed():
    said = '#eval("1+1") *not bold* #read("/etc/passwd") $x$'
    [page] = text_of(as_pdf(replace(LETTER, blocks=[Block("paragraph", (said,))])))
    assert said in " ".join(page.split())


@pytest.mark.parametrize("sign", ["\U0001f600", "中", "\x00", "\x07"])
def test_a_sign_that_the_typefaces_cannot_show_is_refused_and_not_left_out(sign):
    with pytest.raises(Refused, match="A letter cannot show"):
        as_pdf(replace(LETTER, blocks=[Block("paragraph", (f"He wrote {sign} to her.",))]))


def test_the_same_letter_gives_the_same_bytes():
    first, second = as_pdf(LETTER), as_pdf(LETTER)
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def test_a_page_says_which_it_is_what_it_belongs_to_and_how_it_is_marked(settings):
    settings.FORCE_NAME = "Northmere Police"
    long = [Block("paragraph", ("Words and words. " * 40,)) for _ in range(8)]
    pages = text_of(as_pdf(replace(LETTER, blocks=long)))
    assert "Northmere Police" in pages[0]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "OFFICIAL-SENSITIVE" in page
        assert "TS/CM/2026/00001/N1" in page


def test_only_a_draft_is_marked_as_one():
    assert "DRAFT" in text_of(as_pdf(replace(LETTER, is_draft=True)))[0]
    assert "DRAFT" not in text_of(as_pdf(LETTER))[0]


def test_a_letter_is_handed_to_the_layout_as_plain_data():
    assert json.loads(json.dumps(LETTER.as_data()))["blocks"][0]["lines"] == ["Dear Sam Carver,"]
