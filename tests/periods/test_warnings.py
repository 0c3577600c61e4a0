from datetime import date

import pytest

from cases.periods.warnings import live_on, was_live
from tests.factories import CaseFactory, OfficerFactory, OutcomeFactory, PeriodFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    """Somebody with a warning from 1 January to 31 December 2025."""
    outcome = OutcomeFactory(live_from=date(2025, 1, 1), live_to=date(2025, 12, 31))
    return outcome.pair.subject.officer


@pytest.mark.parametrize(
    ("day", "live"), [(date(2024, 12, 31), False), (date(2025, 1, 1), True), (date(2025, 12, 31), True)]
)
def test_a_warning_is_live_on_its_days_both_included(officer, day, live):
    assert was_live(officer, day) is live


def test_a_career_break_keeps_a_warning_alive_past_its_written_end(officer):
    assert not was_live(officer, date(2026, 1, 29))
    PeriodFactory(officer=officer, starts_on=date(2025, 6, 1), ends_on=date(2025, 6, 29))
    assert was_live(officer, date(2026, 1, 29))
    assert not was_live(officer, date(2026, 1, 30))


def test_a_suspension_or_probation_puts_nothing_off(officer):
    PeriodFactory(officer=officer, kind="probation", starts_on=date(2025, 6, 1), ends_on=date(2025, 6, 29))
    assert not was_live(officer, date(2026, 1, 1))


def test_a_superseded_warning_and_somebody_else_s_count_for_nothing(officer):
    assert not was_live(OfficerFactory(), date(2025, 6, 1))
    outcome = officer.subjects.get().pairs.get().outcomes.get()
    outcome.superseded_at = "2025-02-01T00:00Z"
    outcome.save()
    assert not was_live(officer, date(2025, 6, 1))


def test_a_rule_counts_a_sealed_warning_and_a_page_does_not_show_it(person):
    case = CaseFactory(sealed=True)
    officer = SubjectFactory(case=case).officer
    pair = OutcomeFactory(
        pair__allegation__case=case,
        pair__subject=officer.subjects.get(),
        live_from=date(2025, 1, 1),
        live_to=date(2025, 12, 31),
    ).pair
    day = date(2025, 6, 1)
    assert [warning.officer_id for warning in live_on([officer.pk], day)] == [pair.subject.officer_id]
    assert live_on([officer.pk], day, viewer=person("manager")) == []


def test_two_queries_whatever_the_number(officer, django_assert_num_queries):
    other = OutcomeFactory(live_from=date(2025, 1, 1), live_to=date(2025, 12, 31)).pair.subject.officer
    with django_assert_num_queries(2):
        assert len(live_on([officer.pk, other.pk], date(2025, 6, 1))) == 2
