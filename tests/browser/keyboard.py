"""A person at the keyboard, as the tests of a real browser play one."""

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 120
NAVIGATION = 20_000  # milliseconds, for a busy machine


class Keyboard:
    """Somebody who has no mouse: reaches everything with Tab, and fails where Tab does not lead."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def reach(self, target: Locator, *, back: bool = False) -> None:
        """Press Tab until the control has the focus; Shift and Tab to go back."""
        for _ in range(MOST_STOPS):
            if target.evaluate("control => control === document.activeElement"):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def type_into(self, label: str | re.Pattern[str], text: str, *, back: bool = False) -> None:
        self.reach(self.page.get_by_label(label).first, back=back)
        self.page.keyboard.type(text)

    def write(self, label: str, text: str) -> None:
        """In the place of whatever stands in a box of the page's own content."""
        self.reach(self.main.get_by_label(label).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, label: str) -> None:
        """Pick a radio button: Tab to its group, then the arrow keys."""
        self._pick(self.page.get_by_role("radio"), self.page.get_by_role("radio", name=label, exact=True))

    def answer(self, question: str | re.Pattern[str], label: str) -> None:
        """Pick a radio button of one question among several."""
        group = self.main.get_by_role("group", name=question).first
        self._pick(group.get_by_role("radio"), group.get_by_role("radio", name=label, exact=True))

    def tick(self, label: str) -> None:
        self.reach(self.main.get_by_role("checkbox", name=label).first)
        self.page.keyboard.press("Space")

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button of the page's own content."""
        self.reach(self.main.get_by_role("button", name=name, exact=True).first)
        self.enter()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow a link by its name, also the part of it that only a screen reader says."""
        self.reach(self.main.get_by_role("link", name=name, exact=True).first)
        self.enter()

    def type_date(self, question: str, day: date) -> None:
        group = self.page.get_by_role("group", name=question)
        for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.reach(group.get_by_label(box))
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(str(number))

    def send_empty(self, button: str) -> None:
        """Send a form without its answers: the summary of errors has the focus, and its first link leads to a box."""
        self.press(button)
        summary = self.page.locator(".govuk-error-summary")
        expect(summary).to_be_focused()
        link = summary.get_by_role("link").first
        self.page.keyboard.press("Tab")
        expect(link).to_be_focused()
        self.page.keyboard.press("Enter")
        wanted = (link.get_attribute("href") or "").removeprefix("#")
        expect(self.page.locator(f"[id='{wanted}']")).to_be_focused()

    def enter(self) -> None:
        """Press Enter and wait for the page that it leads to."""
        with self.page.expect_navigation(wait_until="load", timeout=NAVIGATION):
            self.page.keyboard.press("Enter")

    def _pick(self, radios: Locator, target: Locator) -> None:
        """Tab stops once at a group: at the button that is chosen, otherwise at the first."""
        chosen = radios.and_(self.page.locator(":checked"))
        self.reach(chosen.first if chosen.count() else radios.first)
        self.page.keyboard.press("Space")
        for _ in range(MOST_STOPS):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not lead to {target}")
