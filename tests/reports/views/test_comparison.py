"""Counts beside chance, and units beside the time people served in them."""

from datetime import date

import pytest

from misconduct.audit.models import AuditEvent
from tests.factories import OfficerFactory, PostingFactory, SubjectFactory, UnitFactory
from tests.reports.history import matter

pytestmark = pytest.mark.django_db
PAGE = "/reports/comparison/"
PERIOD = {"from_date": "2024-01-01", "to_date": "2025-12-31"}


def in_post(unit=None, *, cases=0, appointed_on=date(2010, 1, 1), left_on=None, supervisor=None):
    """Somebody posted to a unit for the whole of their service, with so many cases there."""
    officer = OfficerFactory(appointed_on=appointed_on, left_on=left_on)
    if unit or supervisor:
        PostingFactory(officer=officer, unit=unit, starts_on=appointed_on, ends_on=left_on, supervisor=supervisor)
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
    standings = {point.name: point.standing for point, _, _, _ in answer.context["points"]}
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
    assert {point.standing for point, _, _, _ in answer.context["points"]} == {"within"}


def test_supervisors_are_compared_by_the_people_under_them_for_the_time_they_were(signed_in):
    many, usual, few = (OfficerFactory(surname=name, appointed_on=None) for name in ("Many", "Usual", "Few"))
    for _ in range(10):
        in_post(supervisor=many, cases=4)
        in_post(supervisor=usual)
        in_post(supervisor=usual)
    in_post(supervisor=few, cases=1)
    answer = signed_in("manager").get(PAGE, PERIOD)
    points = answer.context["led_points"]
    found = {person: (point.standing, point.people, point.cases) for point, _, _, person in points}
    assert found == {many: ("far_above", 10, 40), usual: ("far_below", 20, 0), few: ("too_small", 1, 1)}
    first, *_, person = points[0]
    assert (person, first.years) == (many, pytest.approx(10 * 731 / 365.25))
    assert f"officers.officer:{many.pk}" in AuditEvent.objects.get(action="dashboard.viewed").touched


def test_a_case_counts_under_the_supervisor_of_its_day(signed_in):
    before, after = OfficerFactory(appointed_on=None), OfficerFactory(appointed_on=None)
    officer = OfficerFactory()
    change = date(2024, 7, 1)
    PostingFactory(officer=officer, supervisor=before, starts_on=date(2020, 1, 1), ends_on=change)
    PostingFactory(officer=officer, supervisor=after, starts_on=change)
    for day in (date(2024, 6, 30), change, date(2024, 7, 2)):
        matter(officer, day)
    points = signed_in("manager").get(PAGE, PERIOD).context["led_points"]
    assert {person: point.cases for point, _, _, person in points} == {before: 1, after: 2}


def test_nobody_is_shown_their_own_people(signed_in):
    client = signed_in("manager")
    in_post(supervisor=OfficerFactory(account=client.user, surname="Owndale"), cases=2)
    answer = client.get(PAGE, PERIOD)
    assert answer.context["led_points"] == []
    assert "Owndale" not in answer.content.decode()


def test_sealed_cases_count_for_no_supervisor(signed_in):
    leader = OfficerFactory(appointed_on=None)
    officer = in_post(supervisor=leader)
    SubjectFactory(officer=officer, case__received_on=date(2024, 3, 3), case__is_sealed=True)
    ((point, *_),) = signed_in("manager").get(PAGE, PERIOD).context["led_points"]
    assert point.cases == 0


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
    in_post(UnitFactory(), cases=1, supervisor=OfficerFactory())
    with django_assert_max_num_queries(22) as few:
        client.get(PAGE, PERIOD)
    for _ in range(5):
        in_post(UnitFactory(), cases=2, supervisor=OfficerFactory())
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE, PERIOD)
