"""What an investigation needs before it starts, goes on and ends (domain notes §2.5, stages 5 and 6)."""

from typing import TYPE_CHECKING

from cases.guards import applicability

if TYPE_CHECKING:
    from cases.models import Case


def has_independent_investigator(case: "Case") -> str | None:
    """Whoever has the case declared their interests, and any conflict was set aside by a manager."""
    if applicability.is_other_process(case) or case.investigator_id is None:
        return None  # nobody at all is what `basics.has_investigator` says
    declared = case.assignments.filter(ended_at__isnull=True, declarations__superseded_at__isnull=True)
    latest = declared.values_list("declarations__has_conflict", "declarations__overridden_by").first()
    if latest is None or latest[0] is None:
        return f"Record whether {case.investigator} has a conflict of interest."
    has_conflict, overridden_by = latest
    if has_conflict and overridden_by is None:
        return f"{case.investigator} has a conflict of interest. A manager must decide on it, or appoint somebody else."
    return None


def has_terms_of_reference(case: "Case") -> str | None:
    if not applicability.is_within_procedure(case):
        return None
    if not case.terms_of_reference.filter(superseded_at__isnull=True).exists():
        return "Approve terms of reference first."
    return None


def has_next_action(case: "Case") -> str | None:
    """An open case always has an action with a person and a day (domain notes §2.5)."""
    if applicability.is_other_process(case):
        return None
    if not case.tasks.filter(done_on__isnull=True).exists():
        return "Set a next action, with the person and the day."
    return None


def has_report(case: "Case") -> str | None:
    if not applicability.is_within_procedure(case):
        return None
    if not case.investigation_reports.filter(superseded_at__isnull=True).exists():
        return "Submit the investigation report first."
    return None


def has_learning(case: "Case") -> str | None:
    """Learning is looked for in every case, also where there is no case to answer; that there is none is an entry."""
    if applicability.is_other_process(case):
        return None
    if not case.learning.exists():
        return "Record what is to be learned, or that no learning was identified."
    return None
