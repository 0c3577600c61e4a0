"""Somebody's cases beside the time they served, and beside the others of the unit."""

from datetime import date

import pytest

from cases.flags.exposure import exposure_of
from misconduct.accounts.permissions import SystemActor
from tests.factories import CaseFactory, FlagFactory, OfficerFactory, PostingFactory, SubjectFactory, UnitFactory

pytestmark = pytest.mark.django_db
WINDOW = {"window_from": date(2024, 3, 4), "window_to": date(2026, 3, 4)}
YEARS = 730 / 365.25


def posted(unit, *, cases=0, appointed_on=date(2010, 1, 1), left_on=None, **fields):
    officer = OfficerFactory(appointed_on=appointed_on, left_on=left_on)
    PostingFactory(officer=officer, unit=unit, starts_on=appointed_on, ends_on=left_on)
    for n in range(cases):
        case = CaseFactory(received_on=date(2025, 1 + n, 5), **fields)
        SubjectFactory(officer=officer, case=case, unit_at_time=unit)
    return officer


def exposure(officer, viewer=None):
    return exposure_of(FlagFactory(officer=officer, **WINDOW), viewer or SystemActor("test"))


def test_cases_are_counted_in_the_years_in_post_within_the_window():
    found = exposure(posted(UnitFactory(), cases=3))
    assert (found.cases, found.years) == (3, pytest.approx(YEARS))
    assert found.rate == pytest.approx(3 / YEARS)
    assert found.interval.low < found.rate < found.interval.high


def test_the_others_of_the_unit_give_what_to_expect():
    unit = UnitFactory()
    for _ in range(4):
        posted(unit, cases=1)
    found = exposure(posted(unit, cases=3))
    assert (found.other_people, found.other_cases) == (4, 4)
    assert found.other_years == pytest.approx(4 * YEARS)
    assert found.expected == pytest.approx(1)
    # P(3 or more | 1 expected) = 1 - e^-1 (1 + 1 + 1/2) = 0.0803.
    assert found.one_in == 12
    assert found.force_people == 5
    assert found.by_chance == pytest.approx(5 * 0.0803, abs=1e-3)


def test_how_many_by_chance_is_not_worked_out_from_the_rounded_one_in():
    """P(1 or more | 1 expected) = 1 - e^-1 = 0.632: about one person in two, and 3.2 of five people."""
    unit = UnitFactory()
    for _ in range(4):
        posted(unit, cases=1)
    found = exposure(posted(unit, cases=1))
    assert found.one_in == 2
    assert found.by_chance == pytest.approx(5 * 0.632, abs=1e-2)


def test_a_posting_whose_first_day_is_not_known_has_begun():
    unit = UnitFactory()
    for _ in range(4):
        posted(unit, cases=1)
    officer = OfficerFactory(appointed_on=date(2010, 1, 1))
    PostingFactory(officer=officer, unit=unit, starts_on=None)
    assert exposure(officer).unit == str(unit)


def test_whoever_left_before_the_window_is_no_part_of_the_force_of_that_time():
    unit = UnitFactory()
    posted(unit, left_on=date(2024, 3, 4))
    posted(unit, appointed_on=date(2026, 3, 4))
    assert exposure(posted(unit)).force_people == 1


def test_a_busy_unit_leads_to_expect_more_than_a_quiet_one():
    busy, quiet = UnitFactory(), UnitFactory()
    for _ in range(4):
        posted(busy, cases=4)
        posted(quiet, cases=1)
    at_busy, at_quiet = exposure(posted(busy, cases=4)), exposure(posted(quiet, cases=4))
    assert at_busy.expected > at_quiet.expected
    assert at_busy.one_in < at_quiet.one_in


def test_too_little_time_of_others_is_not_compared_with():
    unit = UnitFactory()
    posted(unit, cases=1)
    found = exposure(posted(unit, cases=3))
    assert (found.is_compared, found.other_rate, found.expected, found.one_in) == (False, None, None, None)


def test_without_time_in_post_there_is_nothing_to_compare():
    assert exposure(OfficerFactory(appointed_on=None)) is None
    assert exposure(posted(UnitFactory(), left_on=date(2020, 1, 1))) is None
    assert exposure_of(FlagFactory(officer=None, unit=UnitFactory()), SystemActor("test")) is None


def test_cases_withheld_from_the_reader_are_not_counted(person):
    officer = posted(UnitFactory(), cases=3, is_sealed=True)
    assert exposure(officer, person("manager")).cases == 0


def test_the_page_says_it_to_whoever_sees_the_whole_force(signed_in):
    unit = UnitFactory()
    for _ in range(4):
        posted(unit, cases=1)
    flag = FlagFactory(officer=posted(unit, cases=3), **WINDOW)
    page = signed_in("manager").get(flag.get_absolute_url()).content.decode()
    assert "about 1 person in 12 would have so many or more by chance alone" in page
    assert "Of the 5 people of the force who served in that time, that would be about 0.4." in page
