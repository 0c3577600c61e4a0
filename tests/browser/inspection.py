"""What every page must keep to in a real browser, wide and on a phone."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.test import Client
from playwright.sync_api import Error, Page, Response

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}

# The browser says so of every answer of 400 and above, wanted or not.
ANSWERED_WITH_A_REFUSAL = "Failed to load resource: the server responded with a status of 4"

STRUCTURE = """() => {
    const shown = part => part.outerHTML.slice(0, 160);
    const all = selector => [...document.querySelectorAll(selector)];
    const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
    const pressed = controls + ', label, option';
    const found = [];
    if (all('h1').length !== 1) found.push(`${all('h1').length} first-level headings`);
    if (!document.title.trim() || document.title.trim().startsWith('–')) found.push('no title');
    all('[tabindex]').filter(part => part.tabIndex > 0)
        .forEach(part => found.push(`its own tab order: ${shown(part)}`));
    all(controls).filter(part => part.tabIndex < 0 && part.checkVisibility() && !part.closest('[role=tablist]'))
        .forEach(part => found.push(`Tab does not lead to: ${shown(part)}`));
    all('a:not([href])').forEach(part => found.push(`a link to nowhere: ${shown(part)}`));
    all('[onclick], [role=button]').filter(part => !part.matches(controls))
        .forEach(part => found.push(`pressed but no button: ${shown(part)}`));
    all('body *').filter(part => !part.closest(pressed) && getComputedStyle(part).cursor === 'pointer')
        .forEach(part => found.push(`looks pressed but is no button: ${shown(part)}`));
    return found;
}"""


def session_cookie(client: Client, address: str) -> dict[str, str]:
    """The session of somebody who is signed in, for a browser that visits the address."""
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


class Inspector:
    """Holds the page that is open to the rules, and remembers everything that breaks one."""

    def __init__(self, page: Page, assert_accessible: Callable[[Page], None]) -> None:
        self.page = page
        self.assert_accessible = assert_accessible
        self.broken: list[str] = []
        self.console: list[str] = []
        page.on("console", lambda said: self.console.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def open(self, address: str) -> Response | None:
        """Opens an address at desktop width. None where it is a file to keep and no page."""
        self.page.set_viewport_size(WIDE)
        try:
            return self.page.goto(address)
        except Error as refusal:
            if "Download is starting" in str(refusal):
                return None
            raise

    def inspect(self, *, with_axe: bool = True) -> None:
        """Everything at desktop width, then whether the page keeps to the width of a phone."""
        self._note(self.page.evaluate(STRUCTURE))
        if with_axe:
            self._note_inaccessible()
        self._note_width()
        self.page.set_viewport_size(PHONE)
        self._note_width()
        self._note([said for said in self.console if not said.startswith(ANSWERED_WITH_A_REFUSAL)])
        self.console.clear()

    def inspect_on_a_phone(self) -> None:
        """The page opened again as a phone opens it: panels start closed there."""
        self.page.set_viewport_size(PHONE)
        self.page.reload()
        self._note_inaccessible()
        self._note_width()

    def expect_status(self, response: Response | None, status: HTTPStatus) -> None:
        if response is None or response.status != status:
            self._note([f"answered {response and response.status}, not {status}"])

    def _note_inaccessible(self) -> None:
        try:
            self.assert_accessible(self.page)
        except AssertionError as violations:
            self._note(str(violations).splitlines())

    def _note_width(self) -> None:
        if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            width = self.page.viewport_size and self.page.viewport_size["width"]
            self._note([f"scrolls sideways at {width}"])

    def _note(self, complaints: list[str]) -> None:
        self.broken += [f"{self.page.url}: {complaint}" for complaint in complaints]
