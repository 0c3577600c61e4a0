"""Somebody of professional standards at a real browser: what they read, press and type, by the words on the page."""

from datetime import date

from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from misconduct.accounts.models import User
from tests.browser.inspection import session_cookie

PATIENCE = 15_000  # milliseconds, for a busy machine


class Desk:
    """One person's own browser. Every control is found by its name, as a person or a screen reader finds it."""

    def __init__(self, browser: Browser, address: str, user: User, *, has_script: bool = True) -> None:
        self.user = user
        self.address = address
        self.context = browser.new_context(
            base_url=address, viewport={"width": 1280, "height": 900}, java_script_enabled=has_script
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()

    def sign_in(self) -> None:
        """Sessions end after half an hour of doing nothing, and so between two days of a journey."""
        client = Client()
        client.force_login(self.user)
        self.context.add_cookies([session_cookie(client, self.address)])

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def open(self, address: str) -> None:
        self.page.goto(address)

    def read(self, *texts: str) -> None:
        """The page says this."""
        for text in texts:
            expect(self.main.get_by_text(text).first).to_be_visible(timeout=PATIENCE)

    def told(self, message: str) -> None:
        """The page says in its banner what was just done."""
        expect(self.page.get_by_role("alert").get_by_text(message).first).to_be_visible(timeout=PATIENCE)

    def refused(self, message: str) -> None:
        """The form came back with this at its top."""
        expect(self.page.locator(".govuk-error-summary").get_by_text(message).first).to_be_visible(timeout=PATIENCE)

    def press(self, name: str) -> None:
        """A button, or a link: only the step that leads looks like a button."""
        named = {"name": name, "exact": True}
        self._arrive(self.main.get_by_role("button", **named).or_(self.main.get_by_role("link", **named)).first)

    def press_first(self, words: str) -> None:
        """The first button whose name has these words."""
        self._arrive(self.main.get_by_role("button", name=words).first)

    def follow(self, name: str) -> None:
        """A link, by its whole name: also the part that only a screen reader says."""
        self._arrive(self.main.get_by_role("link", name=name, exact=True).first)

    def follow_first(self, words: str) -> None:
        """The first link whose name has these words."""
        self._arrive(self.main.get_by_role("link", name=words).first)

    def tab(self, name: str) -> None:
        """A part of the case's page; its tab may carry a number."""
        tabs = self.page.get_by_role("navigation", name="Parts of this case")
        self._arrive(tabs.get_by_role("link").filter(has_text=name).first)

    def unfold(self, summary: str) -> None:
        self.main.locator("summary").filter(has_text=summary).first.click()

    def write(self, label: str, text: str) -> None:
        self.main.get_by_label(label).first.fill(text)

    def questions(self) -> list[str]:
        """Every question that is answered with one of several radio buttons, in its order."""
        asked = self.main.locator("fieldset:has(input[type=radio]) > legend")
        return [words.strip() for words in asked.all_inner_texts()]

    def pick(self, question: str, answer: str) -> None:
        """A radio button of a question."""
        self._question(question).get_by_role("radio", name=answer, exact=True).check()

    def tick(self, label: str) -> None:
        self.main.get_by_role("checkbox", name=label).first.check()

    def select(self, label: str, option: str) -> None:
        """The option that starts with these words."""
        control = self.main.get_by_label(label).first
        words = control.locator("option").evaluate_all("options => options.map(option => option.text)")
        control.select_option(label=next((one for one in words if one.strip().startswith(option)), option))

    def date(self, question: str, day: date) -> None:
        group = self._question(question)
        for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(box, exact=True).fill(str(number))

    def fill_in_gaps(self, text: str) -> None:
        """The same words in every empty box for words, the first answer to every question without one."""
        for box in self.main.locator("input[type=text]:not([inputmode]), textarea").all():
            if not box.input_value():
                box.fill(text)
        for group in self.main.locator("fieldset:has(input[type=radio])").all():
            if not group.locator("input:checked").count():
                group.get_by_role("radio").first.check()

    def _question(self, words: str) -> Locator:
        return self.main.get_by_role("group", name=words).first

    def _arrive(self, control: Locator) -> None:
        """Press it and wait for the page it leads to."""
        with self.page.expect_navigation(wait_until="domcontentloaded", timeout=PATIENCE):
            control.click()
