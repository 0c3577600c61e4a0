"""The file of flags tells what became of each decision, as far as the reader may know."""

import csv
import io
from datetime import date

import pytest

from cases.flags.models import FollowUp, SecondReading
from misconduct.accounts.roles import RoleName
from reports.actions import exports
from reports.exports.registry import EXPORTS
from tests.factories import CaseFactory, FlagFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.usefixtures("committed")


def exported():
    auditor, export = UserFactory(role=RoleName.AUDITOR), EXPORTS["flag-decisions"]
    run = exports.start(export=export, filters={}, reason="Return", by=auditor)
    body = b"".join(exports.stream(run=run, export=export, by=auditor))
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def decided(**fields):
    flag = FlagFactory(reviewed=True)
    return flag.reviews.create(decision="welfare", reason="Read.", decided_by=UserFactory(), **fields)


def test_what_came_in_the_year_after_a_decision_stands_in_its_row():
    decided(later_cases=3, later_proven=1, later_not_proven=2)
    decided()
    assert [row["outcome_at_12m"] for row in exported()] == ["3 later cases, 1 proven, 2 not proven", ""]


def test_what_came_after_is_left_out_where_a_case_on_the_person_is_withheld():
    review = decided(later_cases=3, later_proven=1, later_not_proven=2)
    SubjectFactory(officer=review.flag.officer, case=CaseFactory(sealed=True))
    assert [row["outcome_at_12m"] for row in exported()] == [""]


def test_the_second_reader_and_the_follow_up_stand_beside_the_decision():
    review = decided()
    reader, owner = UserFactory(username="reader"), UserFactory()
    SecondReading.objects.create(review=review, verdict="agreed", read_by=reader, decided_by=review.decided_by)
    FollowUp.objects.create(
        review=review,
        what="Talk.",
        owner=owner,
        due_on=date(2026, 3, 4),
        done_on=date(2026, 3, 3),
        done_by=owner,
        outcome="Well.",
    )
    (row,) = exported()
    assert (row["second_reader"], row["second_reading"]) == ("reader", "agreed")
    assert (row["follow_up"], row["follow_up_due_on"], row["follow_up_done_on"]) == (
        "Talk.",
        "2026-03-04",
        "2026-03-03",
    )
    assert row["follow_up_outcome"] == "Well."
