from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from misconduct.audit.models import AuditEvent
from officers.models import UnitScope
from tests.factories import CaseFactory, ClockFactory, SubjectFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def clocks_on(response):
    return [line.clock for line in response.context["lines"]]


@pytest.mark.parametrize(
    ("role", "status"),
    [("caseworker", 200), ("investigator", 200), ("manager", 200), ("auditor", 200), ("administrator", 403)],
)
def test_whoever_sees_cases_sees_their_deadlines(signed_in, role, status):
    assert signed_in(role).get("/clocks/").status_code == status


def test_a_wrong_method_is_405(signed_in):
    assert signed_in("manager").post("/clocks/").status_code == 405


def test_the_latest_comes_first_and_says_how_late(signed_in):
    late = ClockFactory(due_on=date(2026, 3, 19))
    later = ClockFactory(due_on=date(2026, 3, 10))
    response = signed_in().get("/clocks/")
    assert clocks_on(response) == [later, late]
    assert "10 days late" in response.text
    assert "1 day late" in response.text


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("overdue", {"yesterday"}),
        ("today", {"today"}),
        ("week", {"today", "in 7 days"}),
        ("later", {"in 8 days"}),
        ("none", {"open"}),
        ("", {"yesterday", "today", "in 7 days", "in 8 days", "open"}),
        ("breached", {"yesterday", "met late"}),
        ("unexplained", {"yesterday", "met late"}),
    ],
)
def test_each_tab_holds_what_it_says(signed_in, today, when, expected):
    days = {"yesterday": -1, "today": 0, "in 7 days": 7, "in 8 days": 8}
    made = {ClockFactory(due_on=today + timedelta(days=n)).pk: name for name, n in days.items()}
    made[ClockFactory(definition="notice-of-investigation", due_on=None).pk] = "open"
    made[ClockFactory(met=True, satisfied_on=date(2026, 3, 8)).pk] = "met late"
    made[ClockFactory(met=True).pk] = "met"
    made[ClockFactory(definition="response-to-papers").pk] = "lapsed"
    response = signed_in("manager").get(f"/clocks/?when={when}")
    assert {made[clock.pk] for clock in clocks_on(response)} == expected


@pytest.mark.parametrize("definition", ["mandatory-referral", "response-to-papers"])
def test_a_paused_deadline_is_still_open_and_not_overdue(signed_in, today, definition):
    paused = ClockFactory(definition=definition, paused_since=date(2026, 3, 5))
    client = signed_in("manager")
    assert clocks_on(client.get("/clocks/?when=overdue")) == []
    assert clocks_on(client.get("/clocks/?when=breached")) == []
    assert clocks_on(client.get("/clocks/?when=")) == [paused]


def test_mine_are_those_of_my_cases_and_my_teams_those_of_my_units(signed_in):
    unit = UnitFactory()
    client = signed_in("caseworker")
    UnitScope.objects.create(user=client.user, unit=unit)
    mine = ClockFactory(case__investigator=client.user)
    team = ClockFactory(case__unit=UnitFactory(parent=unit))
    other = ClockFactory()
    assert clocks_on(client.get("/clocks/?whose=mine")) == [mine]
    assert clocks_on(client.get("/clocks/?whose=team")) == [team]
    assert clocks_on(client.get("/clocks/")) == [mine, team, other]


def test_deadlines_narrow_by_kind_investigator_and_unit(signed_in):
    client = signed_in("manager")
    wanted = ClockFactory(case__investigator=client.user)
    ClockFactory(definition="panel-report")
    assert clocks_on(client.get("/clocks/?kind=mandatory-referral")) == [wanted]
    assert clocks_on(client.get(f"/clocks/?owner={client.user.pk}")) == [wanted]
    assert clocks_on(client.get(f"/clocks/?unit={wanted.case.unit.pk}")) == [wanted]


def test_the_tabs_count_what_the_other_filters_leave(signed_in, today):
    client = signed_in("manager")
    ClockFactory(case__investigator=client.user, due_on=today - timedelta(days=1))
    ClockFactory(due_on=today - timedelta(days=1))
    ClockFactory(due_on=today + timedelta(days=1))
    tabs = client.get("/clocks/?whose=mine&page=1").context["tabs"]
    assert {tab.label: tab.count for tab in tabs if tab.count} == {"Overdue": 1, "Reason needed": 1, "All running": 1}
    assert "page=" not in tabs[0].url


def test_what_cannot_be_read_gives_nothing_and_says_so(signed_in):
    ClockFactory()
    response = signed_in().get("/clocks/?when=never")
    assert response.status_code == 400
    assert clocks_on(response) == []


def test_deadlines_of_cases_out_of_sight_are_not_there_and_not_counted(signed_in):
    ClockFactory(case__sealed=True)
    ClockFactory(case=SubjectFactory(officer__account=(client := signed_in("manager")).user).case)
    response = client.get("/clocks/")
    assert clocks_on(response) == []
    assert [tab.count for tab in response.context["tabs"]] == [0] * 6


def test_the_page_says_whom_a_deadline_is_counted_for(signed_in):
    subject = SubjectFactory(officer__surname="Named")
    ClockFactory(case=subject.case, about=f"cases.subject:{subject.pk}")
    assert "Named" in signed_in().get("/clocks/").text


def test_reading_the_list_is_on_record_with_its_cases(signed_in):
    clock = ClockFactory()
    signed_in().get("/clocks/?when=overdue")
    event = AuditEvent.objects.get(action="clock.list_viewed")
    assert event.touched == [f"cases.case:{clock.case.pk}"]


def test_the_list_costs_as_many_queries_for_many_as_for_few(signed_in, django_assert_num_queries):
    client = signed_in("manager")
    _one_with_subject()
    client.get("/clocks/")
    with CaptureQueriesContext(connection) as few:
        client.get("/clocks/")
    for _ in range(20):
        _one_with_subject()
    with django_assert_num_queries(len(few)):
        client.get("/clocks/")


def test_it_is_listed_50_a_page(signed_in):
    case = CaseFactory()
    for n in range(51):
        ClockFactory(case=case, started_on=date(2026, 1, 1) + timedelta(days=n), due_on=date(2026, 3, 1))
    response = signed_in("manager").get("/clocks/?page=2")
    assert len(clocks_on(response)) == 1


def _one_with_subject():
    subject = SubjectFactory()
    ClockFactory(case=subject.case, about=f"cases.subject:{subject.pk}")
