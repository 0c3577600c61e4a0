"""What is settled at triage: the first facts, and whether a complaint is handled inside Schedule 3."""

from typing import TYPE_CHECKING

from cases.guards.applicability import COMPLAINTS, is_other_process

if TYPE_CHECKING:
    from cases.models import Case


def triage_facts_recorded(case: "Case") -> str | None:
    if is_other_process(case) or case.triage_facts.in_force().exists():
        return None
    return "Record the triage facts: conflicts of interest, urgent risk, suspension."


def schedule_3_decided(case: "Case") -> str | None:
    if case.record_type not in COMPLAINTS or case.schedule_3_decisions.in_force().exists():
        return None
    return "Decide whether the complaint is handled inside Schedule 3."
