"""A person at the keyboard, as the tests of a real browser play one."""

import re
from datetime import date

from playwright.sync_api import Locator, Page

MOST_STOPS = 80


class Keyboard:
    """Somebody who has no mouse: reaches everything with Tab, and fails where Tab does not lead."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        """Press Tab until the control has the focus."""
        for _ in range(MOST_STOPS):
            if target.evaluate("control => control === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def type_into(self, label: str | re.Pattern[str], text: str) -> None:
        self.reach(self.page.get_by_label(label).first)
        self.page.keyboard.type(text)

    def choose(self, label: str) -> None:
        """Pick a radio button: Tab to its group, then the arrow keys."""
        target = self.page.get_by_role("radio", name=label, exact=True)
        self.reach(self.page.get_by_role("radio").first)
        self.page.keyboard.press("Space")
        for _ in range(MOST_STOPS):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not lead to {label}")

    def press(self, name: str) -> None:
        """Press a button or follow a link."""
        main = self.page.locator("main")
        self.reach(main.get_by_role("button", name=name, exact=True))
        self.page.keyboard.press("Enter")

    def type_date(self, question: str, day: date) -> None:
        group = self.page.get_by_role("group", name=question)
        for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.reach(group.get_by_label(box))
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(str(number))
