"""The fairness monitor: who sees it, what it counts, and that it says nothing of small groups."""

from datetime import date

import pytest
from django.utils import timezone

from cases.flags.models import FlagReview, SecondReading
from misconduct.audit.models import AuditEvent
from tests.factories import FlagFactory, OfficerFactory, UserFactory
from tests.reports.history import matter

pytestmark = pytest.mark.django_db
PAGE = "/reports/fairness/"
PERIOD = {"from_date": "2024-01-01", "to_date": "2026-12-31"}


def people(ethnicity, number, *, cases=0):
    made = []
    for _ in range(number):
        officer = OfficerFactory(appointed_on=date(2010, 1, 1), ethnicity=ethnicity, sex="F")
        for n in range(cases):
            matter(officer, date(2024, 1 + n, 5))
        made.append(officer)
    return made


def stages(answer, grouping=0):
    return {one["figures"].stage.value: one["figures"] for one in answer.context["groupings"][grouping]["stages"]}


@pytest.mark.parametrize(
    ("role", "status"),
    [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)],
)
def test_it_is_for_those_who_read_reports(signed_in, role, status):
    assert signed_in(role).get(PAGE).status_code == status


def test_it_only_reads_and_is_on_record(signed_in):
    client = signed_in("auditor")
    assert client.post(PAGE).status_code == 405
    client.get(PAGE, PERIOD)
    assert AuditEvent.objects.get(action="dashboard.viewed").after["page"] == "fairness monitor"


def test_whoever_sees_some_units_only_is_shown_nothing(signed_in):
    people("A", 6, cases=1)
    assert "groupings" not in signed_in("manager", is_force_wide=False).get(PAGE, PERIOD).context


def test_every_stage_is_counted_by_group(signed_in):
    (one, two, *_), _ = people("A", 10, cases=2), people("B", 6, cases=1)
    manager = signed_in("manager")
    flag = FlagFactory(officer=one, reviewed=True, fired_at=timezone.now())
    FlagReview.objects.create(flag=flag, decision="welfare", reason="Read.", decided_by=manager.user)
    FlagFactory(officer=two, fired_at=timezone.now())
    found = stages(manager.get(PAGE, PERIOD | {"to_date": timezone.localdate().isoformat()}))
    assert {cell.label: cell.count for cell in found["allegation"].cells} == {"A": 20, "B": 6}
    assert {cell.label: (cell.count, cell.of) for cell in found["flag"].cells} == {"A": (2, 10), "B": (0, 6)}
    assert {cell.label: (cell.count, cell.of) for cell in found["decision"].cells} == {"A": (1, 2), "B": (0, 0)}
    assert {cell.label: (cell.count, cell.of) for cell in found["action"].cells} == {"A": (1, 1), "B": (0, 0)}


def test_a_decision_that_was_sent_back_is_neither_decided_nor_acted_on(signed_in):
    (one, *_), decider, manager = people("A", 6, cases=1), UserFactory(role="manager"), signed_in("manager")
    flag = FlagFactory(officer=one, fired_at=timezone.now())
    review = FlagReview.objects.create(flag=flag, decision="vetting", reason="Read.", decided_by=decider)
    SecondReading.objects.create(
        review=review, verdict="sent_back", reason="Not weighed.", decided_by=decider, read_by=manager.user
    )
    found = stages(manager.get(PAGE, PERIOD | {"to_date": timezone.localdate().isoformat()}))
    assert [(cell.count, cell.of) for cell in found["decision"].cells] == [(0, 1)]
    assert [(cell.count, cell.of) for cell in found["action"].cells] == [(0, 0)]


def test_those_of_whom_the_group_is_not_recorded_are_counted_and_named(signed_in):
    people("A", 6, cases=1)
    people("", 3, cases=1)
    page = signed_in("manager").get(PAGE, PERIOD).content.decode()
    assert "Ethnicity is not recorded for 3 of them" in page


def test_an_interval_that_leaves_out_1_without_an_alarm_is_named_and_explained(signed_in):
    people("A", 40, cases=1)
    people("B", 20, cases=1)
    people("C", 6, cases=2)
    page = " ".join(signed_in("manager").get(PAGE, PERIOD).text.split())
    assert "No alarm: with all 8 comparisons by ethnicity allowed for" in page
    assert "leaves out 1 for C at “Allegations”, 2.00 times the largest group" in page


def test_reports_made_about_one_group_too_often_raise_the_alarm(signed_in):
    people("A", 40, cases=1)
    people("B", 20, cases=6)
    page = signed_in("manager").get(PAGE, PERIOD).content.decode()
    assert "That is more than chance" in page


def test_an_alarm_without_a_ratio_says_that_a_rate_is_zero(signed_in):
    people("A", 40, cases=1)
    people("B", 20)
    page = " ".join(signed_in("manager").get(PAGE, PERIOD).text.split())
    assert "B: at the stage “allegation” one of the two rates is zero, beside the largest group." in page


def test_equal_groups_raise_none(signed_in):
    people("A", 40, cases=1)
    people("B", 20, cases=1)
    assert "No alarm" in signed_in("manager").get(PAGE, PERIOD).content.decode()


def test_query_count_is_constant(signed_in, django_assert_max_num_queries):
    client = signed_in("manager")
    people("A", 6, cases=1)
    with django_assert_max_num_queries(22) as few:
        client.get(PAGE, PERIOD)
    people("B", 6, cases=2)
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE, PERIOD)
