"""What every ruling on an allegation against a subject has in common: what it must state, and how it takes effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone

from cases.actions import checks
from cases.models import Case, Code, CodeList
from cases.models.decision import Ruling
from cases.querysets import DecisionQuerySet

R = TypeVar("R", bound=Ruling)


@dataclass(frozen=True)
class Stated:
    """What somebody states who rules: the value, why, the day, and in whose name."""

    value: Code
    reasons: str
    decided_on: date
    authority: str = ""


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
    earlier: Any = rulings.in_force().select_related("value").first()
    if earlier:
        earlier.superseded_at = timezone.now()
        earlier.save(update_fields=["superseded_at"])
    return make(supersedes=earlier, **columns), earlier
