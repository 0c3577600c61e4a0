"""A conduct matter from signing in to a served notice, by two people who use no mouse."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
import time_machine
from playwright.sync_api import expect

from cases.models import Case, Decision
from cases.stages import Stage
from misconduct.accounts.models import User
from tests.browser import tab_order
from tests.browser.journeys.conftest import LONDON
from tests.browser.keyboard import Keyboard
from tests.factories import AllegationSubjectFactory, OfficerFactory, UnitFactory, UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
TODAY = date(2026, 3, 4)
PASSWORD = "tangerine-orbit-kettle"
HEADINGS = ("culpability", "harm", "aggravating factors", "mitigating factors")
ANY_LOG = re.compile("^Log this case")


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel(datetime.combine(TODAY, time(9, 30), tzinfo=LONDON)):
        yield


@pytest.fixture
def keys(inspector) -> Keyboard:
    return Keyboard(inspector.page)


@pytest.mark.usefixtures("today")
def test_a_conduct_matter_is_taken_from_sign_in_to_a_served_notice_by_keyboard_alone(keys):
    officer = OfficerFactory(number="4821", forenames="Rowan", surname="Achebe")
    AllegationSubjectFactory(subject__officer=officer, allegation__case__received_on=date(2025, 6, 3))
    UnitFactory(name="Eastgate")
    investigator = _person("hathersage", "investigator")
    _person("millbank", "caseworker")
    _person("weatherby", "manager")
    keys.page.goto("/")

    _sign_in(keys, "millbank")
    _log(keys)
    case = Case.objects.latest("logged_at")
    _triage(keys)
    _assess(keys)
    _sign_out(keys)

    _sign_in(keys, "weatherby")
    _find(keys, case)
    _appoint(keys, investigator)
    _serve_notice(keys)
    _is_on_record(case, investigator)


def _is_on_record(case: Case, investigator: User) -> None:
    case.refresh_from_db()
    assert (case.stage, case.investigator) == (Stage.ASSESSMENT, investigator)
    severity = Decision.objects.get(pair__allegation__case=case, kind=Decision.Kind.SEVERITY)
    assert (severity.value.code, severity.decided_by.username) == ("misconduct", "millbank")
    assert severity.assessment.harm == "As the recording shows."
    assert (severity.assessment.history_view.viewer.username, severity.assessment.history_view.matter_count) == (
        "millbank",
        1,
    )
    declared = case.assignments.get().declarations.get()
    assert (declared.has_conflict, declared.declared_by.username) == (False, "weatherby")
    service = case.notices.get().services.get()
    assert (service.given_on, service.recorded_by.username) == (TODAY, "weatherby")


def _person(name: str, role: str) -> User:
    user = UserFactory(username=name, role=role, first_name="Robin", last_name=name.capitalize())
    user.set_password(PASSWORD)
    user.save()
    return user


def _sign_in(keys: Keyboard, name: str) -> None:
    _form(keys, "Sign in")
    keys.type_into("User name", name, back=True)
    keys.type_into(re.compile("^Password"), PASSWORD)
    keys.enter()
    expect(keys.page.get_by_role("button", name="Sign out")).to_be_visible()


def _sign_out(keys: Keyboard) -> None:
    keys.reach(keys.page.get_by_role("button", name="Sign out"), back=True)
    keys.enter()
    expect(keys.page.get_by_role("heading", name="Sign in")).to_be_visible()


def _in_order(keys: Keyboard) -> None:
    assert tab_order.faults(keys.page) == []


def _form(keys: Keyboard, submit: str) -> None:
    """The form that is open, as Tab goes through it, and sent as it stands."""
    _in_order(keys)
    keys.send_empty(submit)


def _log(keys: Keyboard) -> None:
    keys.press("Log a case")
    _form(keys, "Continue")
    keys.choose("Conduct matter")
    keys.press("Continue")
    _form(keys, "Save and continue")
    keys.type_into("How was it received?", "Line", back=True)
    keys.type_date("When was it received?", TODAY)
    keys.press("Save and continue")
    keys.type_date("When did it happen?", date(2026, 3, 1))
    keys.write("Where did it happen?", "Market Street")
    keys.press("Save and continue")
    keys.type_into("Which unit is it about?", "East")
    keys.press("Save and continue")
    _form(keys, "Save and continue")
    keys.write("What happened?", "A supervisor saw him push a man against a wall.")
    keys.press("Save and continue")
    keys.type_into("Find the person", "achebe")
    keys.enter()
    _form(keys, "Add this person")
    keys.choose("Rowan Achebe (4821)")
    keys.press("Add this person")
    keys.press("Continue")
    _form(keys, "Add this allegation")
    keys.type_into("Category", "B4", back=True)
    keys.write("In a sentence, what is alleged?", "Pushed a man against a wall.")
    keys.press("Add this allegation")
    keys.press("Continue")
    keys.press(ANY_LOG)
    expect(keys.page.get_by_role("heading", name="The case is logged")).to_be_visible()
    keys.press("Open the case")


def _triage(keys: Keyboard) -> None:
    keys.press("Start triage")
    keys.press("Record triage facts")
    _form(keys, "Save triage facts")
    for question, why in (
        ("Has anybody who handles this case an interest in it?", "Who was asked, and what is done about it"),
        ("Is anybody at urgent risk?", "What was considered, and what is done"),
        ("Is suspension or restriction of anybody to be decided?", "Why, or why not"),
    ):
        keys.answer(question, "No")
        keys.write(why, "Asked and considered: there is none.")
    keys.press("Save triage facts")
    _told(keys, "Triage facts recorded.")
    keys.press("Check for referral to the IOPC")
    _form(keys, "Save answers")
    for question in _questions(keys):
        keys.answer(question, "No")
        keys.page.keyboard.press("Tab")
        keys.page.keyboard.type("By what is known today.")
    keys.press("Save answers")
    _told(keys, "No referral is due.")
    keys.press("Start assessment")


def _assess(keys: Keyboard) -> None:
    keys.press("Assess severity")
    keys.follow(re.compile("^Record Severity"))
    keys.follow("Read the history")
    expect(keys.main.get_by_role("table", name="Every other matter").locator("tbody tr")).to_have_count(1)
    _in_order(keys)
    keys.press("I have read this history")
    _form(keys, "Record assessment")
    keys.tick("Intentional")
    for heading in HEADINGS:
        keys.write(f"What shows the {heading}", "As the recording shows.")
    keys.write("What the earlier matters show together with this one", "Force was alleged before.")
    keys.answer("Severity", "Misconduct")
    keys.answer("Likely to go to", "Misconduct meeting")
    keys.write("Reasons", "Taken together, by what is known.")
    keys.press("Record assessment")
    _told(keys, "recorded: Misconduct.")


def _find(keys: Keyboard, case: Case) -> None:
    keys.type_into("Search by case reference", case.reference)
    keys.enter()
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text(case.reference)


def _appoint(keys: Keyboard, investigator: User) -> None:
    keys.press("Assign an investigator")
    _form(keys, "Assign")
    keys.type_into("Investigator", str(investigator)[:8], back=True)
    for question in _questions(keys):
        keys.answer(question, "No")
    keys.press("Assign")
    _told(keys, f"Assigned to {investigator}")
    keys.press("Approve terms of reference")
    _form(keys, "Approve")
    keys.write("Terms of reference", "Who pushed whom, and why.")
    keys.press("Approve")


def _serve_notice(keys: Keyboard) -> None:
    _tab(keys, "Notices")
    keys.press("Write a notice")
    keys.follow("Notice of investigation")
    _in_order(keys)
    keys.press("Save and check")
    expect(keys.page.get_by_text("It cannot be issued yet. Missing:")).to_be_visible()
    keys.press("Fill in what is missing")
    keys.answer("How it will be given", "Handed to the person")
    keys.write("How to reach the investigator", "01632 960001")
    keys.press("Save and check")
    keys.press("Issue this notice")
    _told(keys, "Record how it was given.")
    keys.follow("Record how it was given")
    _form(keys, "Record it")
    keys.write("Proof", "Handed over by the line manager, who signed for it.")
    keys.press("Record it")
    _told(keys, "Recorded. It counts as given on")


def _tab(keys: Keyboard, name: str) -> None:
    tabs = keys.page.get_by_role("navigation", name="Parts of this case")
    keys.reach(tabs.get_by_role("link").filter(has_text=name).first)
    keys.enter()
    expect(tabs.get_by_role("link").filter(has_text=name).first).to_have_attribute("aria-current", "page")


def _questions(keys: Keyboard) -> list[str]:
    asked = keys.main.locator("fieldset:has(input[type=radio]) > legend")
    return [words.strip() for words in asked.all_inner_texts()]


def _told(keys: Keyboard, message: str) -> None:
    expect(keys.page.get_by_role("alert").get_by_text(message).first).to_be_visible()
