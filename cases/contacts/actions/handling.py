"""The start of handling, from which progress updates are counted (SI 2020/2 reg 34)."""

from datetime import date

from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Milestone
from cases.contacts.models import Party
from cases.models import Case
from cases.stages import Stage
from misconduct.accounts.permissions import Doer
from misconduct.audit.querysets import key_of

_UNDER_WAY = (
    Stage.ASSESSMENT,
    Stage.INVESTIGATION,
    Stage.REPORT,
    Stage.DECISION,
    Stage.PROCEEDINGS,
    Stage.REVIEW,
)


def start_handling(*, case: Case, on: date, by: Doer) -> None:
    """Count updates from this day for everybody who wants them. A step of every move of a case.

    Nothing happens at a stage before handling, nor for those already counted from an earlier day.
    """
    if case.stage not in _UNDER_WAY:
        return
    for party in Party.objects.filter(case=case).wanting_updates():
        _start(party, on=on, by=by)


def start_for(*, party: Party, on: date, by: Doer) -> None:
    """Count updates for somebody who came, or asked for them, when the case was already under way."""
    is_owed = party.wants_updates and party.updates_ended_on is None and not party.is_confidential
    if is_owed and party.case.stage in _UNDER_WAY:
        _start(party, on=on, by=by)


def _start(party: Party, *, on: date, by: Doer) -> None:
    kind = MilestoneKind.HANDLING_STARTED
    if not Milestone.objects.standing().filter(case=party.case, kind=kind, about=key_of(party)).exists():
        milestones.reached(case=party.case, kind=kind, on=on, by=by, about=party, source=party)
