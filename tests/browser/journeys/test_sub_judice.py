"""A case that stands still for criminal proceedings, and goes on where it stood."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.urls import ResolverMatch, resolve

from cases.models import Case
from cases.stages import Stage
from cases.views.case_page import PARTS
from misconduct.accounts.roles import Permission
from tests.browser.journeys.desk import Desk
from tests.factories import CaseFactory, PartyFactory
from tests.factories.investigations import ready_to_investigate
from tests.factories.notices import issue_notice, serve_notice, subject_with_severity

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
SERVED, CHARGED, ACQUITTED = date(2026, 3, 4), date(2026, 3, 9), date(2026, 6, 8)
STATEMENT = "Officer’s statement and documents"
# Contact with the people of the case and what befalls the persons; who holds the case, sees it, and what it belongs to.
GOES_ON = {"contacts", "periods"}
ALSO = {
    "cases:resume",
    "cases:assign",
    "cases:unassign",
    "cases:seal",
    "cases:unseal",
    "cases:access_give",
    "cases:link_add",
}
LINKS = "[...document.querySelectorAll('main a[href], main [formaction]')].map(one => one.href || one.formAction)"


@pytest.fixture
def case() -> Case:
    """A case under investigation, with a complainant to keep informed."""
    case = CaseFactory(reference="TS/PC-S/2026/11006", record_type="PC-S", stage=Stage.INVESTIGATION, regime="2025")
    PartyFactory(case=case, name="Dana Sample")
    return ready_to_investigate(case)


def test_a_case_stands_still_for_criminal_proceedings_and_goes_on_where_it_stood(desks, on, case):
    on(SERVED)
    serve_notice(issue_notice(subject_with_severity(case)))
    desk, colleague = desks["manager"], desks["caseworker"]

    on(CHARGED)
    desk.open(f"/cases/{case.pk}/")
    desk.tab("Deadlines")
    assert "18 March 2026" in _deadline(desk)
    colleague.open(f"/cases/{case.pk}/edit/")
    _the_case_is_suspended(desk)
    _a_change_that_was_under_way_is_refused(colleague)
    assert _offered(desk, case) <= ALSO
    _a_contact_is_logged(desk, case)

    on(ACQUITTED)
    desk.open(f"/cases/{case.pk}/")
    desk.tab("Deadlines")
    assert "Paused since 9 March 2026" in _deadline(desk)
    _the_case_is_resumed(desk)
    case.refresh_from_db()
    assert (case.stage, case.stage_before_suspension) == (Stage.INVESTIGATION, "")
    desk.tab("Deadlines")
    assert "17 June 2026 At first 18 March 2026, paused for 91 days" in _deadline(desk)
    desk.tab("Timeline")
    desk.read("Suspended for criminal proceedings", "Resumed")


def _the_case_is_suspended(desk: Desk) -> None:
    """Once it is said for which proceedings, which the form asks for."""
    desk.tab("Overview")
    desk.follow("Suspend for criminal proceedings")
    desk.press("Suspend case")
    desk.refused("Enter which criminal proceedings the case waits for")
    desk.write("Which criminal proceedings it waits for", "Charged with assault; Wessbridge Crown Court.")
    desk.write("Decided on behalf of", "The appropriate authority")
    desk.press("Suspend case")
    desk.told("The case is suspended.")
    desk.read("only contact with people and suspensions from duty go on", "goes on at “Investigation”")


def _a_change_that_was_under_way_is_refused(colleague: Desk) -> None:
    """Somebody had the form open: first it says that the case changed, then that it stands still."""
    colleague.write("Where", "Market Street")
    colleague.write("Why the details change", "A witness said so.")
    colleague.press("Save changes")
    colleague.refused("Robin Weatherby changed this case")
    colleague.press("Save changes")
    colleague.refused("This case is suspended for criminal proceedings. Resume it first.")


def _the_case_is_resumed(desk: Desk) -> None:
    desk.tab("Overview")
    desk.press("Resume case at investigation")
    desk.write("How the criminal proceedings ended", "Acquitted on 5 June 2026.")
    desk.press("Resume case")
    desk.told("The case goes on at “Investigation”.")
    desk.read("From 9 March 2026 to 8 June 2026", "Acquitted on 5 June 2026.")


def _deadline(desk: Desk) -> str:
    """What the page of deadlines says of the officer's statement, in one line."""
    return " ".join(desk.main.get_by_role("row").filter(has_text=STATEMENT).first.inner_text().split())


def _offered(desk: Desk, case: Case) -> set[str]:
    """Everything to be done that the pages of the case lead to, but for what goes on in a suspended case."""
    found: set[ResolverMatch] = set()
    for _, tab in PARTS:
        desk.tab(tab)
        links = [urlsplit(link).path for link in desk.page.evaluate(LINKS)]
        found |= {resolve(path) for path in links if path.startswith(f"/cases/{case.pk}/")}
    to_do = {one for one in found if one.func.view_class.permission is not Permission.CASE_VIEW}
    return {one.view_name for one in to_do if one.namespace not in GOES_ON}


def _a_contact_is_logged(desk: Desk, case: Case) -> None:
    desk.tab("Contact log")
    desk.follow("Dana Sample")
    desk.pick("Who made contact", "From us")
    desk.select("How", "Phone")
    desk.pick("What it was for", "Progress update")
    desk.write("What was said", "The matter waits for the Crown Court.")
    desk.press("Log this contact")
    desk.read("The matter waits for the Crown Court.")
