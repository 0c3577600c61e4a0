from datetime import date

import pytest

from cases.clocks.models import Milestone
from cases.periods.actions import reviews, suspensions
from cases.periods.actions.reviews import ReviewDetails
from cases.periods.actions.suspensions import Grounds
from cases.periods.models import Period
from misconduct.audit.models import AuditEvent
from misconduct.audit.querysets import key_of
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import CaseFactory, PeriodFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db
START = date(2026, 3, 2)


def grounds(**changes):
    given = {
        "redeployment_reasons": "No post without access to the same systems.",
        "is_prejudice": True,
        "is_public_interest": False,
        "ground_reasons": "Witnesses serve on the same team.",
        "authorised_by": "Nicola Sample",
        "authorised_rank": "deputy-chief-constable",
    }
    return Grounds(**given | changes)


def a_review(day, **changes):
    given = {"decision": "continue", "reasons": "Both conditions are still met.", "authorised_by": "Nicola Sample"}
    return ReviewDetails(reviewed_on=day, **given | {"authorised_rank": "chief-constable"} | changes)


def reached(period):
    rows = Milestone.objects.standing().filter(about=key_of(period)).order_by("reached_on", "id")
    return [(milestone.kind, milestone.reached_on) for milestone in rows]


@pytest.fixture
def manager(person):
    return person("manager")


@pytest.fixture
def subject():
    return SubjectFactory()


def test_suspend_keeps_the_evidence_and_starts_the_clocks(manager, subject):
    days = {"starts_on": START, "told_on": START, "confirmed_on": date(2026, 3, 4)}
    period = suspensions.suspend(by=manager, subject=subject, grounds=grounds(), **days)
    assert period.officer == subject.officer
    assert reached(period) == [
        ("suspension_started", START),
        ("suspension_told", START),
        ("suspension_confirmed", date(2026, 3, 4)),
    ]
    assert AuditEvent.objects.get(action="suspension.imposed").after["authority"] == (
        "Deputy Chief Constable Nicola Sample"
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"redeployment_reasons": " "}, "redeployment_reasons"),
        ({"is_prejudice": False}, "conditions"),
        ({"ground_reasons": ""}, "ground_reasons"),
        ({"authorised_by": ""}, "authorised_by"),
        ({"authorised_rank": "superintendent"}, "authorised_rank"),
        ({"pay": "half"}, "pay"),
    ],
    ids=["the first condition", "the second", "its evidence", "the senior officer", "their rank", "pay"],
)
def test_suspend_refuses_whatever_condition_is_missing(manager, subject, changes, field):
    with pytest.raises(Refused) as refusal:
        suspensions.suspend(by=manager, subject=subject, starts_on=START, grounds=grounds(**changes))
    assert refusal.value.field == field
    assert not Period.objects.exists()


def test_the_public_interest_alone_is_enough(manager, subject):
    given = grounds(is_prejudice=False, is_public_interest=True)
    assert suspensions.suspend(by=manager, subject=subject, starts_on=START, grounds=given)


def test_nobody_is_suspended_twice_on_one_day_nor_from_a_day_to_come(manager, subject):
    suspensions.suspend(by=manager, subject=subject, starts_on=START, grounds=grounds())
    again = SubjectFactory(officer=subject.officer)
    with pytest.raises(Refused, match="already has such a period"):
        suspensions.suspend(by=manager, subject=again, starts_on=date(2026, 3, 9), grounds=grounds())
    with pytest.raises(Refused, match="today or in the past"):
        suspensions.suspend(by=manager, subject=SubjectFactory(), starts_on=date(2999, 1, 1), grounds=grounds())


def test_somebody_not_yet_identified_cannot_be_suspended(manager):
    with pytest.raises(Refused, match="not yet identified"):
        suspensions.suspend(by=manager, subject=SubjectFactory(unidentified=True), starts_on=START, grounds=grounds())


@pytest.mark.parametrize("role", ["caseworker", "investigator", "auditor"])
def test_suspend_is_for_those_who_decide_it(person, subject, role):
    with pytest.raises(NotAllowed):
        suspensions.suspend(by=person(role), subject=subject, starts_on=START, grounds=grounds())


def test_suspend_needs_the_case_in_sight_open_and_unchanged(manager, subject):
    with pytest.raises(OutOfScope):
        suspensions.suspend(
            by=UserFactory(role="manager", is_force_wide=False), subject=subject, starts_on=START, grounds=grounds()
        )
    closed = SubjectFactory(case=CaseFactory(closed=True))
    with pytest.raises(Refused, match="closed"):
        suspensions.suspend(by=manager, subject=closed, starts_on=START, grounds=grounds())
    with pytest.raises(ChangedMeanwhile):
        suspensions.suspend(by=manager, subject=subject, starts_on=START, grounds=grounds(), version=9)


def test_restrict_says_what_they_may_not_do(manager, subject):
    given = {"starts_on": START, "reasons": "Pending interview", "authorised_by": "Chief Inspector Sam Sample"}
    with pytest.raises(Refused, match="may not do"):
        suspensions.restrict(by=manager, subject=subject, description="", **given)
    period = suspensions.restrict(by=manager, subject=subject, description="No contact with the public.", **given)
    assert reached(period) == [("suspension_started", START)]


def test_when_they_were_told_can_be_kept_later_and_put_right(manager):
    period = PeriodFactory(suspension=True)
    with pytest.raises(Refused, match="at least one"):
        suspensions.tell(by=manager, period=period, told_on=None, confirmed_on=None)
    with pytest.raises(Refused, match="on or after"):
        suspensions.tell(by=manager, period=period, told_on=date(2026, 3, 4), confirmed_on=date(2026, 3, 3))
    suspensions.tell(by=manager, period=period, told_on=date(2026, 3, 2), confirmed_on=date(2026, 3, 5))
    suspensions.tell(by=manager, period=period, told_on=date(2026, 3, 3), confirmed_on=date(2026, 3, 5))
    assert reached(period) == [
        ("suspension_told", date(2026, 3, 3)),
        ("suspension_confirmed", date(2026, 3, 5)),
    ]


def test_a_review_on_day_28_needs_no_reason_and_on_day_29_it_does(manager):
    on_time, late = PeriodFactory(suspension=True), PeriodFactory(suspension=True)
    reviews.review(by=manager, period=on_time, details=a_review(date(2026, 3, 30)))
    with pytest.raises(Refused, match="was due by 30 March 2026") as refusal:
        reviews.review(by=manager, period=late, details=a_review(date(2026, 3, 31)))
    assert refusal.value.field == "late_reason"
    given = a_review(date(2026, 3, 31), late_reason="The authority was on leave.")
    assert reviews.review(by=manager, period=late, details=given).late_reason == "The authority was on leave."
    assert reached(late) == [("suspension_reviewed", date(2026, 3, 31))]


def test_each_review_counts_from_the_one_before(manager):
    period = PeriodFactory(suspension=True)
    for day in (date(2026, 3, 30), date(2026, 4, 27)):
        reviews.review(by=manager, period=period, details=a_review(day))
    with pytest.raises(Refused, match="after the review before"):
        reviews.review(by=manager, period=period, details=a_review(date(2026, 4, 1)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reasons": ""}, "reasons"),
        ({"authorised_by": ""}, "authorised_by"),
        ({"authorised_rank": "inspector"}, "authorised_rank"),
        ({"decision": "vary"}, "description"),
    ],
)
def test_review_refuses_and_names_the_field(manager, changes, field):
    period = PeriodFactory(suspension=True)
    with pytest.raises(Refused) as refusal:
        reviews.review(by=manager, period=period, details=a_review(date(2026, 3, 20), **changes))
    assert refusal.value.field == field


def test_a_review_may_end_it_and_then_there_is_nothing_to_review(manager):
    period = PeriodFactory(suspension=True)
    reviews.review(by=manager, period=period, details=a_review(date(2026, 3, 20), decision="end"))
    period.refresh_from_db()
    assert (period.ends_on, period.ended_by) == (date(2026, 3, 20), manager)
    assert reached(period)[-1] == ("suspension_ended", date(2026, 3, 20))
    with pytest.raises(Refused, match="nothing to review"):
        reviews.review(by=manager, period=period, details=a_review(date(2026, 3, 21)))


def test_end_keeps_why_and_happens_once(manager):
    period = PeriodFactory(suspension=True)
    with pytest.raises(Refused, match="why it ends"):
        suspensions.end(by=manager, period=period, ends_on=date(2026, 3, 20), reason="")
    with pytest.raises(Refused, match="before it starts"):
        suspensions.end(by=manager, period=period, ends_on=date(2026, 3, 1), reason="Over")
    suspensions.end(by=manager, period=period, ends_on=date(2026, 3, 20), reason="Redeployed to Training.")
    with pytest.raises(Refused, match="already ended"):
        suspensions.end(by=manager, period=period, ends_on=date(2026, 3, 20), reason="Again")
