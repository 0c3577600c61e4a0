"""The inspection itself: a page that breaks the rules does not pass."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]

GOOD = """<!DOCTYPE html><html lang="en-GB"><head><title>Cases</title></head>
<body><main><h1>Cases</h1><a href="/">Home</a>{}</main></body></html>"""


def test_a_plain_page_passes(inspector):
    inspector.page.set_content(GOOD.format(""))
    inspector.inspect()
    assert inspector.broken == []


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<h1>Again</h1>", "2 first-level headings"),
        ('<button tabindex="2">Save</button>', "its own tab order"),
        ('<button tabindex="-1">Save</button>', "Tab does not lead to"),
        ("<a>Nowhere</a>", "a link to nowhere"),
        ('<div role="button" tabindex="0">Save</div>', "pressed but no button"),
        ('<p style="cursor: pointer">Open</p>', "looks pressed but is no button"),
        ('<p style="width: 2000px">Wide</p>', "scrolls sideways at 1280"),
        ('<p style="width: 600px">Wide</p>', "scrolls sideways at 375"),
        ('<p style="color: #999; background: #aaa">Faint</p>', "color-contrast"),
        ('<input type="text">', "label"),
        ("<script>throw new Error('broken script')</script>", "broken script"),
    ],
)
def test_a_page_that_breaks_a_rule_is_told(inspector, html, complaint):
    inspector.page.set_content(GOOD.format(html))
    inspector.inspect()
    assert any(complaint in told for told in inspector.broken), inspector.broken
