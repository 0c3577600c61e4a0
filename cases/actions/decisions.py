"""Formal decisions on one allegation against one subject. A later one supersedes an earlier; neither is lost."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.models import AllegationSubject, Code, CodeList, Decision
from cases.querysets import DecisionQuerySet
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record


@transaction.atomic
def record_decision(
    *,
    by: User,
    pair: AllegationSubject,
    kind: Decision.Kind,
    value: Code,
    reasons: str,
    decided_on: date,
    authority: str = "",
    version: int | None = None,
) -> Decision:
    """Record a severity assessment, case to answer or finding, in place of the one in force.

    It stands under the law of the day the matter was received. Raises Refused, ChangedMeanwhile.
    """
    case = pair.allegation.case
    require(by, Permission.DECISION_RECORD, case)
    case = locking.lock_open(case, version=version)
    checks.decided_on(decided_on, received_on=case.received_on)
    checks.code_of(value, CodeList(kind), field="value", days=[decided_on, case.received_on])
    reasons = checks.said(reasons, field="reasons", message="Enter the reasons for the decision.")
    earlier = superseded(pair.decisions.filter(kind=kind))
    decision = Decision.objects.create(
        pair=pair,
        kind=kind,
        value=value,
        reasons=reasons,
        decided_on=decided_on,
        decided_by=by,
        authority=authority.strip(),
        regime=case.regime,
        supersedes=earlier,
    )
    locking.save(case)
    _put_on_record(decision, earlier, by=by)
    return decision


def superseded(rulings: DecisionQuerySet) -> Any:
    """The ruling in force among these, no longer in force from now on; nothing where there is none."""
    earlier = rulings.in_force().select_related("value").first()
    if earlier:
        earlier.superseded_at = timezone.now()
        earlier.save(update_fields=["superseded_at"])
    return earlier


def _put_on_record(decision: Decision, earlier: Decision | None, *, by: User) -> None:
    pair = decision.pair
    record(
        "decision.recorded",
        by=by,
        target=pair.allegation.case,
        touched=filter(None, [pair.subject.officer]),
        before={"value": str(earlier.value)} if earlier else None,
        after={
            "id": decision.pk,
            "allegation": pair.allegation.number,
            "subject": str(pair.subject),
            "kind": decision.get_kind_display(),
            "value": str(decision.value),
            "decided_on": decision.decided_on,
        },
        reason=decision.reasons,
    )
