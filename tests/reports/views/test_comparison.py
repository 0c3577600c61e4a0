"""Counts beside chance, and units beside the time people served in them."""

from datetime import date

import pytest

from misconduct.audit.models import AuditEvent
from tests.factories import OfficerFactory, PostingFactory, UnitFactory
from tests.reports.history import matter

pytestmark = pytest.mark.django_db
PAGE = "/reports/comparison/"
PERIOD = {"from_date": "2024-01-01", "to_date": "2025-12-31"}


def in_post(unit=None, *, cases=0, appointed_on=date(2010, 1, 1), left_on=None):
    """Somebody posted to a unit for the whole of their service, with so many cases there."""
    officer = OfficerFactory(appointed_on=appointed_on, left_on=left_on)
    if unit:
        PostingFactory(officer=officer, unit=unit, starts_on=appointed_on, ends_on=left_on)
    for n in range(cases):
        matter(officer, date(2024, 1 + n, 5), subject__unit_at_time=unit)
    return officer


@pytest.mark.parametrize(
    ("role", "status"),
    [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)],
)
def test_it_is_for_those_who_read_reports(signed_in, role, status):
    assert signed_in(role).get(PAGE).status_code == status


def test_it_only_reads_and_is_on_record(signed_in):
    client = signed_in("manager")
    assert client.post(PAGE).status_code == 405
    client.get(PAGE, PERIOD)
    assert AuditEvent.objects.get(action="dashboard.viewed").after["page"] == "fair comparison"


def test_whoever_sees_some_units_only_is_shown_no_rate(signed_in):
    in_post(UnitFactory(), cases=3)
    client = signed_in("manager", is_force_wide=False)
    answer = client.get(PAGE, PERIOD)
    assert "counted" not in answer.context
    assert "You see the cases of some units only" in answer.content.decode()


def test_people_and_the_time_they_served_are_counted_in_the_period(signed_in):
    in_post(cases=2)
    in_post()
    in_post(left_on=date(2024, 1, 1))
    in_post(appointed_on=date(2025, 1, 1), cases=0)
    counted = signed_in("manager").get(PAGE, PERIOD).context["counted"]
    assert (counted.people, counted.cases) == (3, 2)
    # Two people for 731 days and one for 365.
    assert counted.person_years == pytest.approx((2 * 731 + 365) / 365.25)
    assert [band.people for band in counted.bands][:4] == [2, 0, 1, 0]
    assert sum(band.by_chance for band in counted.bands) == pytest.approx(3)


def test_a_unit_far_above_the_others_stands_first_and_a_small_one_is_not_compared(signed_in):
    many, usual, tiny = UnitFactory(name="Many"), UnitFactory(name="Usual"), UnitFactory(name="Tiny")
    for _ in range(10):
        in_post(many, cases=4)
        in_post(usual, cases=0)
        in_post(usual, cases=0)
    in_post(tiny, cases=1)
    answer = signed_in("manager").get(PAGE, PERIOD)
    standings = {point.name: point.standing for point, _, _ in answer.context["points"]}
    assert standings == {"Many": "far_above", "Usual": "far_below", "Tiny": "too_small"}
    first = answer.context["points"][0][0]
    assert (first.name, first.cases, first.years) == ("Many", 40, pytest.approx(10 * 731 / 365.25))
    assert first.interval.low < first.rate < first.interval.high


def test_equal_rates_lie_within_the_limits_however_long_people_served(signed_in):
    busy, quiet = UnitFactory(name="Busy"), UnitFactory(name="Quiet")
    for _ in range(8):
        in_post(busy, cases=2)
        in_post(quiet, cases=1, appointed_on=date(2025, 1, 1))
    answer = signed_in("manager").get(PAGE, PERIOD)
    assert {point.standing for point, _, _ in answer.context["points"]} == {"within"}


def test_a_period_that_cannot_be_read_is_refused_beside_its_field(signed_in):
    answer = signed_in("manager").get(PAGE, {"from_date": "2025-01-01", "to_date": "2024-01-01"})
    assert answer.status_code == 400
    assert "must be the same as or after" in answer.content.decode()


def test_without_postings_or_cases_it_says_so(signed_in):
    page = signed_in("manager").get(PAGE, PERIOD).content.decode()
    assert "No cases in this period" in page
    assert "No postings in this period" in page


def test_query_count_is_constant(signed_in, django_assert_max_num_queries):
    client = signed_in("manager")
    in_post(UnitFactory(), cases=1)
    with django_assert_max_num_queries(20) as few:
        client.get(PAGE, PERIOD)
    for _ in range(5):
        in_post(UnitFactory(), cases=2)
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE, PERIOD)
