"""The core facts of a case: when, where, how it came in and what happened."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.flags.actions.requests import request_for_case
from cases.models import Case, Code, CodeList
from cases.regimes import regime_on
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from officers.models import Unit

_DATES = {"received_on", "incident_from", "incident_to"}


@dataclass(frozen=True)
class CaseDetails:
    """The facts as they should read from now on."""

    received_on: date
    channel: Code | None
    incident_from: date | None
    incident_to: date | None
    place: str
    unit: Unit | None
    summary: str


@transaction.atomic
def edit(*, by: Doer, case: Case, details: CaseDetails, reason: str, version: int | None = None) -> Case:
    """Put the facts right. What they were stays in the log. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    wanted = _sound(case, details)
    reason = checks.said(reason, field="reason", message="Enter why the details change.")
    before = {name: getattr(case, name) for name, value in wanted.items() if getattr(case, name) != value}
    if not before:
        raise Refused("Nothing has been changed.")
    for name in before:
        setattr(case, name, wanted[name])
    locking.save(case, *before)
    record("case.edited", by=by, target=case, before=before, after={n: wanted[n] for n in before}, reason=reason)
    if "received_on" in before:
        _move_clocks(case, by=by)
    if _DATES & before.keys():
        request_for_case(case)
    return case


def _move_clocks(case: Case, *, by: Doer) -> None:
    """What runs from the day of receipt runs from the day as it now stands; a clock never started stays so."""
    kinds = (MilestoneKind.RECEIVED, MilestoneKind.AUTHORITY_AWARE)
    for standing in case.milestones.standing().filter(kind__in=kinds, source="", about=""):
        milestones.reached(
            case=case, kind=MilestoneKind(standing.kind), on=case.received_on or standing.reached_on, by=by
        )


def _sound(case: Case, details: CaseDetails) -> dict[str, Any]:
    checks.dates_of_a_matter(
        received_on=details.received_on, incident_from=details.incident_from, incident_to=details.incident_to
    )
    if details.channel != case.channel:
        checks.code_of(details.channel, CodeList.CHANNEL, field="channel", days=[details.received_on])
    return {
        "received_on": details.received_on,
        "channel": details.channel,
        "incident_from": details.incident_from,
        "incident_to": details.incident_to,
        "place": details.place.strip(),
        "unit": details.unit,
        "summary": checks.said(details.summary, field="summary", message="Enter what happened."),
        "regime": regime_on(details.received_on),
    }
