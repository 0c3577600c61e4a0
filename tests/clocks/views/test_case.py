from datetime import date

import pytest

from cases.clocks.kinds import MilestoneKind
from tests.factories import CaseFactory, ClockFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def papers(**fields):
    return ClockFactory(
        definition="response-to-papers",
        about="x.y:1",
        started_by__kind=MilestoneKind.PAPERS_SERVED,
        started_by__about="x.y:1",
        due_on=date(2026, 3, 25),
        **fields,
    )


def test_the_bar_of_the_case_says_what_is_due_next(signed_in):
    clock = ClockFactory()
    ClockFactory(case=clock.case, started_on=date(2026, 3, 5), due_on=date(2026, 3, 30))
    response = signed_in().get(f"/cases/{clock.case.pk}/")
    next_due = response.context["next_due"]
    assert (next_due.label, next_due.due_on, next_due.is_late) == (clock.label, clock.due_on, True)
    assert "5 March 2026, 15 days late" in response.text
    assert "Next due" not in signed_in().get(f"/cases/{CaseFactory().pk}/").text


def test_the_page_of_deadlines_tells_what_was_missed_and_why(signed_in):
    client = signed_in()
    clock = ClockFactory(
        met=True,
        satisfied_on=date(2026, 3, 9),
        breach_reason="Bank holiday cover failed.",
        breach_reason_by=client.user,
        breach_reason_at="2026-03-10T12:00Z",
    )
    page = client.get(f"/cases/{clock.case.pk}/deadlines/").text
    assert "Met late" in page
    assert "Bank holiday cover failed." in page
    assert "SI 2020/2 regs 4, 7 and 9" in page


@pytest.mark.parametrize(
    ("role", "explain", "extend"),
    [("caseworker", True, True), ("manager", True, True), ("auditor", False, False)],
)
def test_links_to_forms_are_for_whoever_may_use_them(signed_in, role, explain, extend):
    clock = papers()
    ClockFactory(case=clock.case)
    page = signed_in(role).get(f"/cases/{clock.case.pk}/deadlines/").text
    assert ("Say why it was missed" in page) is explain
    assert ("/extend/" in page) is extend


@pytest.mark.parametrize("form", ["extend", "explain"])
def test_forms_are_for_their_roles_and_scope(signed_in, form):
    clock = papers()
    path = f"/cases/{clock.case.pk}/deadlines/{clock.pk}/{form}/"
    assert signed_in("caseworker").get(path).status_code == 200
    assert signed_in("auditor").get(path).status_code == 403
    assert signed_in("administrator").get(path).status_code == 403
    other = f"/cases/{CaseFactory().pk}/deadlines/{clock.pk}/{form}/"
    assert signed_in("manager").get(other).status_code == 404


def test_an_extension_is_recorded(signed_in):
    clock = papers()
    path = f"/cases/{clock.case.pk}/deadlines/{clock.pk}/extend/"
    answers = {"until": "2026-04-08", "granted_on": "2026-03-18", "granted_by": "Jo Hale, chair", "reason": "Illness"}
    boxes = _boxes(answers)
    response = signed_in("caseworker").post(path, {**boxes, "version": clock.case.version})
    assert response.status_code == 302
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 4, 8)


def test_a_refused_extension_keeps_what_was_typed(signed_in):
    clock = papers()
    path = f"/cases/{clock.case.pk}/deadlines/{clock.pk}/extend/"
    answers = {"until": "2026-03-24", "granted_on": "2026-03-18", "granted_by": "Jo Hale, chair", "reason": "Illness"}
    response = signed_in("caseworker").post(path, {**_boxes(answers), "version": clock.case.version})
    assert response.status_code == 422
    assert "The new last day must be after 25 March 2026" in response.text
    assert "Illness" in response.text


def test_a_reason_is_recorded_and_an_overtaken_one_is_told(signed_in):
    clock = ClockFactory()
    path = f"/cases/{clock.case.pk}/deadlines/{clock.pk}/explain/"
    client = signed_in("caseworker")
    assert client.post(path, {"reason": "Abroad", "version": clock.case.version}).status_code == 302
    assert client.post(path, {"reason": "Ill", "version": clock.case.version}).status_code == 409
    clock.refresh_from_db()
    assert clock.breach_reason == "Abroad"


def test_the_list_of_cases_narrows_to_those_with_an_overdue_deadline(signed_in):
    late = ClockFactory().case
    CaseFactory()
    response = signed_in("manager").get("/cases/?overdue=on")
    assert list(response.context["page_obj"]) == [late]


def _boxes(answers):
    found = {}
    for name, value in answers.items():
        if name.endswith(("until", "_on")):
            year, month, day = value.split("-")
            found |= {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}
        else:
            found[name] = value
    return found
