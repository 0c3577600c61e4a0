from datetime import date

import pytest

from cases.clocks.actions import extensions
from cases.clocks.kinds import MilestoneKind
from cases.models import Case
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, OutOfScope, Refused
from tests.factories import CaseFactory, ClockFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def clock():
    """The response to papers served on 4 March 2026: its last day is the 25th."""
    return ClockFactory(
        definition="response-to-papers",
        about="x.y:1",
        started_by__kind=MilestoneKind.PAPERS_SERVED,
        started_by__about="x.y:1",
        due_on=date(2026, 3, 25),
    )


def extend(clock, **changes):
    given = {
        "by": UserFactory(),
        "case": clock.case,
        "clock": clock,
        "until": date(2026, 4, 8),
        "granted_on": date(2026, 3, 18),
        "granted_by": "Jo Hale, chair",
        "reason": "The officer is ill.",
        **changes,
    }
    return extensions.extend(**given)


def test_an_extension_moves_the_last_day_and_says_who_and_why(clock):
    extend(clock)
    clock.refresh_from_db()
    assert (clock.original_due_on, clock.due_on) == (date(2026, 3, 25), date(2026, 4, 8))
    event = AuditEvent.objects.get(action="clock.extended")
    assert (event.reason, event.after["granted_by"], event.before["until"]) == (
        "The officer is ill.",
        "Jo Hale, chair",
        "2026-03-25",
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"until": date(2026, 3, 25)}, "The new last day must be after 25 March 2026, the last day now."),
        ({"granted_on": date(2026, 3, 21)}, "The day it was granted must be today or in the past."),
        (
            {"granted_on": date(2026, 3, 3)},
            "The day it was granted must be on or after 4 March 2026, when the time began to run.",
        ),
        ({"granted_by": " "}, "Enter who granted the extension."),
        ({"reason": " "}, "Enter why the time is extended."),
    ],
)
def test_an_extension_that_makes_no_sense_is_refused(clock, changes, message):
    with pytest.raises(Refused) as refusal:
        extend(clock, **changes)
    assert refusal.value.message == message


def test_what_has_run_out_cannot_be_extended(clock):
    clock.due_on = date(2026, 3, 17)
    clock.save()
    with pytest.raises(Refused, match="What has run out cannot be extended"):
        extend(clock)


def test_what_the_law_does_not_let_be_extended_is_not():
    with pytest.raises(Refused, match="The law does not let anybody extend this deadline"):
        extend(ClockFactory())


def test_what_is_over_cannot_be_extended(clock):
    clock.ended_on = date(2026, 3, 10)
    clock.save()
    with pytest.raises(Refused, match="This deadline is over"):
        extend(clock)


def test_an_investigator_does_not_extend(clock):
    with pytest.raises(NotAllowed):
        extend(clock, by=UserFactory(role="investigator"))


def test_nobody_extends_in_a_case_out_of_sight(clock):
    Case.objects.filter(pk=clock.case.pk).update(is_sealed=True)
    with pytest.raises(OutOfScope):
        extend(clock)


def test_a_closed_case_is_not_extended(clock):
    closed = CaseFactory(closed=True)
    with pytest.raises(Refused, match="closed"):
        extend(clock, case=closed)
