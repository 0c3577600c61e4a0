from datetime import UTC, date, datetime

import pytest

from cases.flags.models import Flag, FlagReview
from misconduct.audit.models import AuditEvent
from officers.models import Unit
from tests.factories import FlagFactory, PostingFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def people_on(response):
    return [flag.officer.surname for flag in response.context["object_list"]]


@pytest.mark.parametrize(
    ("role", "status"),
    [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)],
)
def test_only_those_who_review_or_audit_see_flags(signed_in, role, status):
    assert signed_in(role).get("/flags/").status_code == status


def test_flags_cannot_be_posted_to(signed_in):
    assert signed_in("manager").post("/flags/").status_code == 405


def test_flags_to_review_come_first_due_first(signed_in):
    FlagFactory(officer__surname="Later", due_on=date(2026, 3, 18))
    FlagFactory(officer__surname="Overdue", due_on=date(2026, 3, 1))
    FlagFactory(officer__surname="Done", reviewed=True)
    response = signed_in("manager").get("/flags/")
    assert people_on(response) == ["Overdue", "Later"]
    assert [(tab.label, tab.count) for tab in response.context["tabs"]] == [
        ("To review", 2),
        ("Waiting for a second reader", 0),
        ("Reviewed", 1),
        ("Replaced by a newer flag", 0),
        ("All", 3),
    ]
    assert "by 3 days" in response.content.decode()


def test_the_reviewed_stand_under_their_own_tab(signed_in):
    FlagFactory(officer__surname="Waiting")
    FlagFactory(officer__surname="Done", reviewed=True)
    assert people_on(signed_in("manager").get("/flags/?status=reviewed")) == ["Done"]


def test_nobody_finds_a_flag_on_themselves(signed_in, person):
    manager = person("manager")
    FlagFactory(officer__account=manager)
    response = signed_in(user=manager).get("/flags/")
    assert people_on(response) == []
    assert response.context["tabs"][0].count == 0


def test_flags_narrow_by_rule_unit_assignment_and_lateness(signed_in):
    client = signed_in("manager")
    flag = FlagFactory(officer__surname="Wanted", assigned_to=client.user, due_on=date(2026, 3, 1))
    top = UnitFactory(code="TOP")
    PostingFactory(officer=flag.officer, unit=UnitFactory(parent=top))
    FlagFactory(officer__surname="Other")
    for query in (f"unit={top.pk}", "assigned=me", "overdue=on"):
        assert people_on(client.get(f"/flags/?{query}")) == ["Wanted"]
    assert people_on(client.get("/flags/?assigned=nobody")) == ["Other"]
    assert people_on(client.get("/flags/?rule=cases-in-12-months")) == []
    assert Unit.objects.count() == 2


def test_flags_narrow_by_what_was_decided(signed_in):
    client = signed_in("manager")
    for decision in ("no_action", "welfare"):
        flag = FlagFactory(officer__surname=decision, reviewed=True)
        FlagReview.objects.create(flag=flag, decision=decision, reason="Read.", decided_by=client.user)
    FlagFactory(officer__surname="undecided")
    for decision, found in (("any", ["no_action", "welfare"]), ("acted", ["welfare"]), ("no_action", ["no_action"])):
        assert people_on(client.get(f"/flags/?status=&decision={decision}")) == found


def test_flags_sort_by_the_heading_asked_for(signed_in):
    FlagFactory(officer__surname="Ash", due_on=date(2026, 3, 9))
    FlagFactory(officer__surname="Yew", due_on=date(2026, 3, 8))
    client = signed_in("manager")
    assert people_on(client.get("/flags/?sort=name")) == ["Ash", "Yew"]
    assert people_on(client.get("/flags/?sort=-name")) == ["Yew", "Ash"]


def test_a_filter_that_cannot_be_read_shows_no_flags_and_says_so(signed_in):
    FlagFactory()
    response = signed_in("manager").get("/flags/?rule=nonsense")
    assert response.status_code == 400
    assert people_on(response) == []


def test_an_empty_queue_says_what_would_appear(signed_in):
    page = signed_in("manager").get("/flags/").content.decode()
    assert "No flag to review" in page
    assert "No flag matches these filters" in signed_in("manager").get("/flags/?assigned=me").content.decode()


def test_the_list_puts_flags_and_people_on_record(signed_in):
    flag = FlagFactory()
    signed_in("manager").get("/flags/")
    event = AuditEvent.objects.get(action="flag.list_viewed")
    assert {f"flags.flag:{flag.pk}", f"officers.officer:{flag.officer_id}"} <= set(event.touched)


def test_flag_list_query_count_is_constant(signed_in, django_assert_max_num_queries):
    client = signed_in("manager")
    for _ in range(2):
        FlagFactory()
    with django_assert_max_num_queries(20) as few:
        client.get("/flags/")
    for _ in range(18):
        FlagFactory(assigned_to=client.user)
    with django_assert_max_num_queries(len(few)):
        client.get("/flags/")
    assert Flag.objects.count() == 20


def test_the_queue_goes_by_tier_and_then_by_lateness(signed_in):
    FlagFactory(officer__surname="Last", tier=4, due_on=date(2026, 3, 1))
    FlagFactory(officer__surname="Second", tier=1, due_on=date(2026, 3, 5))
    FlagFactory(officer__surname="First", tier=1, due_on=date(2026, 3, 2))
    client = signed_in("manager")
    assert people_on(client.get("/flags/")) == ["First", "Second", "Last"]
    assert people_on(client.get("/flags/?sort=-tier")) == ["Last", "First", "Second"]
    assert people_on(client.get("/flags/?tier=4")) == ["Last"]


def test_escalated_flags_are_marked_and_can_be_asked_for(signed_in):
    FlagFactory(officer__surname="Escalated", due_on=date(2026, 3, 1), escalated_at=datetime(2026, 3, 2, tzinfo=UTC))
    FlagFactory(officer__surname="Late", due_on=date(2026, 3, 1))
    client = signed_in("manager")
    response = client.get("/flags/?escalated=on")
    assert people_on(response) == ["Escalated"]
    assert "Escalated" in response.text
    home = client.get("/").text
    assert "1 flag escalated" in home
    assert "/flags/?escalated=on" in home


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("fired_from_day=45&fired_from_month=1&fired_from_year=2026", "Nothing was looked for"),
        ("fired_from_day=1&fired_from_month=3&fired_from_year=2026", "No flag matches these filters"),
        ("tier=9", "Nothing was looked for"),
        ("", "No flag to review"),
    ],
)
def test_an_empty_queue_says_whether_a_filter_made_it_so(signed_in, query, said):
    assert said in signed_in("manager").get(f"/flags/?{query}").text
