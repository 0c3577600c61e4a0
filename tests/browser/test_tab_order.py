"""What `tab_order` says of pages on which the keyboard goes astray."""

import pytest

from tests.browser import tab_order

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]
PAGE = '<a class="govuk-skip-link" href="#">Skip</a><main>{}</main>'
FIRST, SECOND = '<input id="first">', '<input id="second">'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (f"<p>{FIRST}</p><p>{SECOND}</p>", None),
        (f'{FIRST}<input id="second" style="outline: none">', "the focus cannot be seen at INPUT second"),
        (f'{FIRST}<button id="second" tabindex="-1">Send</button>', "Tab stops at"),
        (
            f'<div style="display: flex; flex-direction: column-reverse">{FIRST}{SECOND}</div>',
            "INPUT second comes after INPUT first",
        ),
        (
            f'{FIRST}<div style="position: fixed; inset: 0; background: white"></div>',
            "what has the focus is hidden: INPUT first",
        ),
    ],
    ids=["nothing", "no mark", "not reached", "upside down", "covered"],
)
def test_a_fault_of_the_keyboard_is_found(inspector, content, fault):
    inspector.page.set_content(PAGE.format(content))
    found = tab_order.faults(inspector.page)
    assert (fault is None and found == []) or any(fault in one for one in found)
