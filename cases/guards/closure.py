"""The closure checklist (domain notes §10, story 12): what must be so before a case may end."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from cases.clocks.counting import due_on
from cases.clocks.definitions import definition
from cases.clocks.kinds import MilestoneKind
from cases.closure import second_person
from cases.stages import RecordType
from misconduct.core.wording import listed, uk_date

if TYPE_CHECKING:
    from cases.models import Case

REVIEW = "review-application"


def everyone_told(case: "Case") -> str | None:
    """SI 2020/2 regulation 34: complainants and interested persons are told of the outcome."""
    told = _about(case, MilestoneKind.OUTCOME_TOLD)
    missing = [party for party in case.parties.wanting_updates() if f"contacts.party:{party.pk}" not in told]
    if missing:
        return f"Tell {listed(missing)} the outcome, and log it."
    return None


def subjects_notified(case: "Case") -> str | None:
    """Every identified subject has been given notice of how it ended for them."""
    told = _about(case, MilestoneKind.OUTCOME_NOTIFIED)
    subjects = case.subjects.identified().select_related("officer")
    missing = [subject for subject in subjects if f"cases.subject:{subject.pk}" not in told]
    if missing:
        return f"Give {listed(missing)} notice of the outcome."
    return None


def review_time_has_run(case: "Case") -> str | None:
    """The clock “review-application” since the outcome was told. One that was applied for has guards of its own."""
    if case.record_type != RecordType.COMPLAINT_INSIDE:
        return None
    if _latest(case, MilestoneKind.REVIEW_APPLIED):
        return None
    told = _latest(case, MilestoneKind.OUTCOME_TOLD)
    if told is None:
        return "Nobody has been told of the outcome and of the right to a review yet."
    today = timezone.localdate()
    last_day = due_on(definition(REVIEW, received_on=case.received_on), told, today=today)
    if last_day and today <= last_day:
        return f"A review can be applied for until {uk_date(last_day)}."
    return None


def retention_decided(case: "Case") -> str | None:
    if not case.closures.standing().exists():
        return "Say how long the case is kept, and why it may be closed."
    return None


def second_person_agreed(case: "Case") -> str | None:
    """Story 12: nobody closes alone what concerns discrimination, sexual conduct, corruption or violence to women."""
    why = second_person.reasons(case)
    if not why or case.closures.standing().filter(agreed_by__isnull=False).exists():
        return None
    return f"This case concerns {listed(why)}: a second person must agree before it is closed."


def _about(case: "Case", kind: MilestoneKind) -> set[str]:
    return set(case.milestones.standing().filter(kind=kind).values_list("about", flat=True))


def _latest(case: "Case", kind: MilestoneKind) -> date | None:
    days = case.milestones.standing().filter(kind=kind).values_list("reached_on", flat=True)
    return max(days, default=None)
