"""Whether somebody has read a person's whole history for a case, as it stands now.

Severity is not assessed before. A reading holds as long as the history reads the same to the same person: a matter
logged since, or a new outcome in an old one, asks for another. A case sealed from the reader stays out, and nothing
here tells whether there is one.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from cases import officer_history
from cases.models import Case, HistoryView, Subject
from cases.officer_history import Matter
from misconduct.accounts.models import User


@dataclass(frozen=True)
class Gate:
    """What stands before an assessment. `reason` says what is missing; it is empty where nothing is."""

    is_needed: bool
    matters: Sequence[Matter] = ()
    view: HistoryView | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return not self.reason


def gate(subject: Subject, viewer: User) -> Gate:
    """Where this person stands with the history of a subject. Nobody has a history who is not identified."""
    officer = subject.officer
    if officer is None:
        return Gate(is_needed=False)
    matters = officer_history.matters_before(subject.case, officer, viewer)
    view = HistoryView.objects.filter(case=subject.case_id, officer=officer, viewer=viewer).first()
    if view is None:
        reason = f"Read the whole history of {officer} for this case before you assess the severity."
    elif view.matters != lines(matters):
        reason = (
            f"The history of {officer} has changed since you read it. Read it again before you assess the severity."
        )
    else:
        reason = ""
    return Gate(is_needed=True, matters=matters, view=view, reason=reason)


def lines(matters: Sequence[Matter]) -> list[dict[str, Any]]:
    """What a reading stores: each matter with a digest of what was shown of it."""
    return [
        {"case": matter.case.pk, "reference": matter.case.reference, "digest": _digest(matter)} for matter in matters
    ]


def fingerprint(matters: Sequence[Matter]) -> str:
    """One short word for the whole history as shown, so that a form can tell it from a later one."""
    return _hashed(lines(matters))


def _digest(matter: Matter) -> str:
    case: Case = matter.case
    facts = (case.record_type, case.stage, case.received_on, matter.categories, matter.results)
    warnings = [(warning.label, warning.live_from, warning.live_to) for warning in matter.warnings]
    return _hashed([*facts, matter.notified_on, matter.finalised_on, warnings])


def _hashed(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, cls=DjangoJSONEncoder).encode()).hexdigest()[:16]
