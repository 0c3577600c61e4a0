"""Referral to the IOPC (domain notes §2.3): considered, sent where it must be, answered before the case goes on."""

from typing import TYPE_CHECKING

from cases.guards.applicability import is_other_process
from cases.stages import RecordType

if TYPE_CHECKING:
    from cases.models import Case


def referral_considered(case: "Case") -> str | None:
    if is_other_process(case) or case.referral_checks.in_force().exists():
        return None
    return "Go through the list of what must be referred to the IOPC."


def referral_sent(case: "Case") -> str | None:
    """A case whose referral is due goes nowhere else: not to assessment, not to a decision and not to its end."""
    due = case.referrals.to_send().first()
    if due is None:
        return None
    by_when = f" by the end of {due.due_on:%-d %B %Y}" if due.due_on else ""
    return f"Send the referral to the IOPC{by_when}: {due.get_kind_display().lower()} referral, not sent yet."


def referral_answered(case: "Case") -> str | None:
    if case.referrals.unanswered().exists():
        return "Record what the IOPC decided on the referral."
    return None


def form_of_investigation_set(case: "Case") -> str | None:
    """Asked of every case that was referred: the IOPC says it, or refers back and the authority does."""
    if not case.referrals.standing().exists() or case.investigation_forms.in_force().exists():
        return None
    return "Record the form of the investigation."


def outside_schedule_3_only_unreferred(case: "Case") -> str | None:
    if case.record_type == RecordType.COMPLAINT_OUTSIDE and case.referrals.standing().exists():
        return "A complaint that is referred belongs inside Schedule 3. Decide again."
    return None


def has_open_referral(case: "Case") -> bool:
    """A referral is open, so that the move to the IOPC concerns the case."""
    return bool(case.referrals.standing().filter(determined_on__isnull=True).exists())
