"""What every ruling on an allegation against a subject has in common: what it must state, and how it takes effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from cases import ruling_facts
from cases.actions import checks
from cases.actions.superseding import superseded
from cases.flags.actions.requests import request_evaluation
from cases.models import AllegationSubject, Case, Code, CodeList, Decision, Outcome
from cases.models.decision import Ruling
from cases.querysets import DecisionQuerySet
from cases.ruling_gate import RulingGate
from misconduct.accounts.models import User
from misconduct.audit.record import record
from misconduct.core.errors import Refused

R = TypeVar("R", bound=Ruling)


@dataclass(frozen=True)
class Stated:
    """What somebody states who rules: the value, why, the day, and in whose name."""

    value: Code
    reasons: str
    decided_on: date
    authority: str = ""


def refuse_at_the_gate(case: Case, pair: AllegationSubject, ruling: str, viewer: User) -> None:
    """Raises Refused where this person may not record such a ruling, or not at the stage of the locked case."""
    if reason := RulingGate(case, viewer).why_not(ruling, ruling_facts.facts_of(pair, viewer)):
        raise Refused(reason)


def checked(stated: Stated, *, case: Case, code_list: CodeList, noun: str) -> dict[str, Any]:
    """The columns that every ruling fills, once they are sound. Raises Refused.

    It stands under the law of the day the matter was received.
    """
    checks.decided_on(stated.decided_on, received_on=case.received_on)
    checks.code_of(stated.value, code_list, field="value", days=[stated.decided_on, case.received_on])
    return {
        "value": stated.value,
        "reasons": checks.said(stated.reasons, field="reasons", message=f"Enter the reasons for the {noun}."),
        "decided_on": stated.decided_on,
        "authority": stated.authority.strip(),
        "regime": case.regime,
    }


def put_in_force(rulings: DecisionQuerySet, make: Callable[..., R], **columns: Any) -> tuple[R, R | None]:
    """Make a ruling in place of the one in force among these. Answers both; nothing where there was none.

    Call with the case locked, so that nobody else does the same at once.
    """
    earlier = superseded(rulings.in_force().select_related("value").first())
    return make(supersedes=earlier, **columns), earlier


def put_on_record(
    event: str, ruling: Decision | Outcome, earlier: Decision | Outcome | None, *, by: User, **more: Any
) -> None:
    """One event on the case, told on the officer too: what was ruled on which allegation, and what it was before.

    The flags of the person are looked at again.
    """
    pair = ruling.pair
    record(
        event,
        by=by,
        target=pair.allegation.case,
        touched=filter(None, [pair.subject.officer]),
        before={"value": str(earlier.value)} if earlier else None,
        after={
            "id": ruling.pk,
            "allegation": pair.allegation.number,
            "subject": str(pair.subject),
            "value": str(ruling.value),
            "decided_on": ruling.decided_on,
            **more,
        },
        reason=ruling.reasons,
    )
    if pair.subject.officer_id:
        request_evaluation(officer_ids=[pair.subject.officer_id])
