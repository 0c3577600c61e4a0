"""Setting a letter as a PDF with typst: tagged, archivable in any reader, the same bytes for the same letter.

What is filled in is handed to the layout as data. Nothing of it is ever read as markup, so no text can run anything.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from cases.notices.letters import Block
from misconduct.core.errors import Refused

_FOLDER = Path(__file__).parent
_CANNOT_SHOW = re.compile(r"the text `(.*)` could not be displayed")


@dataclass(frozen=True)
class Letter:
    """Everything that stands on the pages of one letter, ready to be set."""

    title: str
    reference: str
    dated: str
    marking: str
    address: Sequence[str]
    blocks: Sequence[Block]
    signature: Sequence[str]
    has_receipt: bool
    is_draft: bool
    made_at: datetime

    def as_data(self) -> dict[str, Any]:
        """Plain lists and words, for the typesetter."""
        return {
            "force": settings.FORCE_NAME,
            "from": settings.LETTER_ADDRESS,
            "title": self.title,
            "reference": self.reference,
            "dated": self.dated,
            "marking": self.marking,
            "address": list(self.address),
            "blocks": [block.as_data() for block in self.blocks],
            "signature": list(self.signature),
            "receipt": self.has_receipt,
            "draft": self.is_draft,
        }


def as_pdf(letter: Letter) -> bytes:
    """The letter as a tagged PDF (PDF/UA-1). Raises Refused for a sign that its typefaces cannot show."""
    try:
        pdf = typst.compile(
            _FOLDER / "letter.typ",
            root=_FOLDER,
            font_paths=[_FOLDER / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(letter.as_data())},
            pdf_standards=["ua-1"],
            timestamp=int(letter.made_at.timestamp()),
        )
    except typst.TypstError as error:
        found = _CANNOT_SHOW.search(str(error))
        if found is None:
            raise
        raise Refused(f"A letter cannot show {found.group(1)}. Write it in words.") from error
    if not isinstance(pdf, bytes):
        raise TypeError("The typesetter gave no PDF.")
    return pdf
