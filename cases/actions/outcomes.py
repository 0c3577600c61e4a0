"""How an allegation against a subject ended. A later outcome supersedes an earlier; neither is lost."""

from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.actions.decisions import superseded
from cases.flags.actions.requests import request_evaluation
from cases.models import AllegationSubject, Code, CodeList, Outcome
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

WARNING = "Warning"


@transaction.atomic
def record_outcome(
    *,
    by: User,
    pair: AllegationSubject,
    value: Code,
    reasons: str,
    decided_on: date,
    live_from: date | None = None,
    live_to: date | None = None,
    authority: str = "",
    version: int | None = None,
) -> Outcome:
    """Record the outcome, in place of the one in force, and the day the matter was settled. Raises Refused.

    A warning carries the days it is live; they are never worked out from its name.
    """
    case = pair.allegation.case
    require(by, Permission.OUTCOME_RECORD, case)
    case = locking.lock_open(case, version=version)
    checks.decided_on(decided_on, received_on=case.received_on)
    checks.code_of(value, CodeList.OUTCOME, field="value", days=[decided_on, case.received_on])
    _refuse_unsound_warning(value, live_from, live_to)
    reasons = checks.said(reasons, field="reasons", message="Enter the reasons for the outcome.")
    earlier = superseded(pair.outcomes.all())
    outcome = Outcome.objects.create(
        pair=pair,
        value=value,
        reasons=reasons,
        decided_on=decided_on,
        decided_by=by,
        authority=authority.strip(),
        regime=case.regime,
        live_from=live_from,
        live_to=live_to,
        supersedes=earlier,
    )
    _settle(pair, decided_on)
    locking.save(case)
    _put_on_record(outcome, earlier, by=by)
    return outcome


def _settle(pair: AllegationSubject, day: date) -> None:
    pair.finalised_on = day
    pair.save(update_fields=["finalised_on"])


def _refuse_unsound_warning(value: Code, live_from: date | None, live_to: date | None) -> None:
    if value.group != WARNING:
        if live_from or live_to:
            raise Refused("Only a warning is live for a time. Leave these dates empty.", field="live_from")
        return
    if live_from is None:
        raise Refused("Enter the day on which the warning starts.", field="live_from")
    if live_to is None:
        raise Refused("Enter the day on which the warning ends.", field="live_to")
    if live_to <= live_from:
        raise Refused("The warning must end after it starts.", field="live_to")


def _put_on_record(outcome: Outcome, earlier: Outcome | None, *, by: User) -> None:
    pair = outcome.pair
    record(
        "outcome.recorded",
        by=by,
        target=pair.allegation.case,
        touched=filter(None, [pair.subject.officer]),
        before={"value": str(earlier.value)} if earlier else None,
        after={
            "id": outcome.pk,
            "allegation": pair.allegation.number,
            "subject": str(pair.subject),
            "value": str(outcome.value),
            "decided_on": outcome.decided_on,
            "live_from": outcome.live_from,
            "live_to": outcome.live_to,
        },
        reason=outcome.reasons,
    )
    if pair.subject.officer_id:
        request_evaluation(officer_ids=[pair.subject.officer_id])
