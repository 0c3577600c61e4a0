"""What the database refuses of particulars, findings on them, readings of a history and outcomes."""

from datetime import date

import pytest

from cases.models import HistoryView, Outcome, Particular, ParticularFinding
from tests.cases.actions.conftest import code
from tests.constraints import assert_refused
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    OfficerFactory,
    ParticularFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
RULING_CONSTRAINTS = {
    "particular_number_once",
    "particular_says_something",
    "particular_finding_one_in_force",
    "particular_finding_has_a_date_and_a_person",
    "history_view_counts_its_matters",
    "outcome_career_break_not_negative",
}


def finding(particular, **columns):
    made = {"value": code("finding", "misconduct"), "decided_on": date(2026, 6, 1), "decided_by": UserFactory()}
    return ParticularFinding(particular=particular, **(made | columns))


def test_two_particulars_cannot_have_one_number():
    first = ParticularFactory()
    assert_refused(
        lambda: Particular(pair=first.pair, number=1, text="Again.", added_by=first.added_by),
        "particular_number_once",
        "This allegation already has a particular of that number.",
    )


def test_a_particular_cannot_be_empty():
    assert_refused(
        lambda: Particular(pair=AllegationSubjectFactory(), number=1, text="", added_by=UserFactory()),
        "particular_says_something",
        "A particular has a number from 1 and says what is alleged.",
    )


def test_a_particular_has_one_finding_in_force():
    particular = ParticularFactory()
    finding(particular).save()
    assert_refused(
        lambda: finding(particular),
        "particular_finding_one_in_force",
        "Somebody has just recorded this finding. Read theirs before you add yours.",
    )


def test_a_finding_has_a_date_and_a_person():
    assert_refused(
        lambda: finding(ParticularFactory(), decided_by=None),
        "particular_finding_has_a_date_and_a_person",
        "A finding needs its date and the person who recorded it.",
    )


def test_a_reading_counts_from_zero():
    assert_refused(
        lambda: HistoryView(case=CaseFactory(), officer=OfficerFactory(), viewer=UserFactory(), matter_count=-1),
        "history_view_counts_its_matters",
        "The number of matters read cannot be below zero.",
    )


def test_a_career_break_is_not_negative():
    columns = {"value": code("outcome", "written-warning"), "decided_on": date(2026, 6, 1)}
    assert_refused(
        lambda: Outcome(pair=AllegationSubjectFactory(), decided_by=UserFactory(), career_break_days=-1, **columns),
        "outcome_career_break_not_negative",
        "A career break lasts for no days or more.",
    )
