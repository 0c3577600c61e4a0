from datetime import date

import pytest

from cases.periods.models import PeriodReview
from tests.constraints import assert_refused, constraint_names
from tests.factories import CaseFactory, OfficerFactory, PeriodFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


def period(**fields):
    fields.setdefault("officer", OfficerFactory())
    return PeriodFactory.build(recorded_by=UserFactory(), **fields)


def suspension(**fields):
    return PeriodFactory.build(suspension=True, subject=SubjectFactory(), recorded_by=UserFactory(), **fields)


def criminal(**fields):
    return period(kind="criminal", case=CaseFactory(), **fields)


def second_suspension():
    held = PeriodFactory(suspension=True, ends_on=DAY, end_reason="Over")
    return suspension(officer=held.officer, starts_on=DAY)


def review(**fields):
    fields.setdefault("period", PeriodFactory(suspension=True))
    return PeriodReview(**{"reviewed_on": DAY, "decision": "continue", "recorded_by": UserFactory()} | fields)


def second_review():
    held = review(reasons="As before.")
    held.save()
    return review(period=held.period, reasons="Again.")


BROKEN = {
    "period_starts_before_it_ends": (lambda: period(ends_on=date(2026, 3, 1)), "It cannot end before it starts."),
    "period_suspension_considered_redeployment": (
        lambda: suspension(redeployment_reasons=""),
        "A suspension needs the reasons why temporary redeployment is unsuitable.",
    ),
    "period_suspension_has_a_ground": (
        lambda: suspension(is_prejudice=False),
        "A suspension needs prejudice to the investigation, or the public interest.",
    ),
    "period_suspension_is_authorised": (
        lambda: suspension(authorised_by=""),
        "A suspension needs the senior officer who authorised it, and the pay.",
    ),
    "period_belongs_to_its_case": (lambda: period(kind="criminal"), "Say in which case it was ordered."),
    "period_ends_for_a_reason": (lambda: suspension(ends_on=DAY), "Enter why it ends."),
    "period_conviction_has_day_and_offence": (
        lambda: criminal(convicted_on=DAY),
        "A conviction needs its day and its offence.",
    ),
    "period_indictable_only_names_its_allegation": (
        lambda: criminal(convicted_on=DAY, convicted_of="Robbery", is_indictable_only=True),
        "Choose the allegation that the conviction is for.",
    ),
    "period_told_before_confirmed": (
        lambda: suspension(told_on=DAY, confirmed_on=date(2026, 3, 31)),
        "It is confirmed in writing on or after the day it was told.",
    ),
    "period_one_at_a_time": (second_suspension, "This person already has such a period on some of these days."),
    "period_review_once_a_day": (second_review, "A review of that day is already recorded."),
    "period_review_has_reasons": (lambda: review(reasons=""), "Enter the reasons of the review."),
}


def test_every_constraint_is_here():
    assert set(BROKEN) == constraint_names("periods")


@pytest.mark.parametrize("name", BROKEN)
def test_constraint_is_refused_by_model_and_database(name):
    broken, message = BROKEN[name]
    assert_refused(broken, name, message)


def test_a_restriction_may_run_beside_a_suspension_and_the_next_one_after_it():
    held = PeriodFactory(suspension=True, ends_on=DAY, end_reason="Over")
    suspension(officer=held.officer, starts_on=date(2026, 4, 2)).save()
    suspension(
        officer=held.officer, kind="restriction", case=SubjectFactory(officer=held.officer).case, starts_on=DAY
    ).save()
    assert held.officer.periods.count() == 3
