"""Every form can be sent by a browser that runs no script: it has a button, a token and, for files, the right type."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from misconduct.accounts.roles import ROLES, RoleName
from tests.architecture.test_urls import PAGES, opens
from tests.architecture.world import arguments

pytestmark = pytest.mark.django_db
ORDER = (
    *(RoleName.MANAGER, RoleName.CASEWORKER, RoleName.INVESTIGATOR),
    *(RoleName.ADMINISTRATOR, RoleName.AUDITOR, RoleName.LINE_MANAGER),
)


class Forms(HTMLParser):
    """The forms of a page, each with its attributes and its controls."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict, list[dict]]] = []
        self.is_inside = False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.found.append((given, []))
            self.is_inside = True
        elif self.is_inside and tag in {"input", "button", "select", "textarea"}:
            self.found[-1][1].append({"tag": tag, **given})

    def handle_endtag(self, tag):
        self.is_inside = self.is_inside and tag != "form"


def faults(attributes, controls):
    """What keeps a form from being sent without script."""
    is_post = (attributes.get("method") or "get").lower() == "post"
    sends = [one for one in controls if one.get("type") == "submit" or (one["tag"] == "button" and "type" not in one)]
    asks = [one for one in controls if one["tag"] != "button" and one.get("type") not in {"hidden", "submit"}]
    if asks and not sends:
        yield f"no button sends {attributes}"
    if is_post and not any(one.get("name") == "csrfmiddlewaretoken" for one in controls):
        yield f"no token in {attributes}"
    if any(one.get("type") == "file" for one in controls) and attributes.get("enctype") != "multipart/form-data":
        yield f"files would not be sent by {attributes}"


@pytest.mark.parametrize("address", [page for page in PAGES if opens(page)], ids=str)
def test_every_form_of_a_page_can_be_sent_without_script(address, signed_in):
    role = next(role for role in ORDER if address.view.permission in ROLES[role].permissions)
    client = signed_in(role)
    response = client.get(reverse(address.name, kwargs=arguments(address, client.user)), follow=True)
    if not response["Content-Type"].startswith("text/html"):
        return
    page = Forms()
    page.feed(response.content.decode())
    assert [fault for form in page.found for fault in faults(*form)] == []


TOKEN = '<input type="hidden" name="csrfmiddlewaretoken">'


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (
            f'<form method="post">{TOKEN}<input name="note"><button type="button">Send</button></form>',
            "no button sends",
        ),
        ('<form method="post"><input name="note"><button>Send</button></form>', "no token"),
        (f'<form method="post">{TOKEN}<input type="file"><button>Send</button></form>', "files would not be sent"),
    ],
)
def test_a_form_that_needs_script_is_found(html, fault):
    page = Forms()
    page.feed(html)
    assert [said for form in page.found for said in faults(*form)][0].startswith(fault)
