"""What a case knows of keeping its people informed: the milestones about each of them, read in one query."""

from collections.abc import Iterable
from datetime import date

from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Milestone
from cases.contacts.models import Party
from cases.contacts.rules import next_update_due
from misconduct.audit.querysets import key_of

_KINDS = (
    MilestoneKind.HANDLING_STARTED,
    MilestoneKind.UPDATE_GIVEN,
    MilestoneKind.UPDATES_ENDED,
    MilestoneKind.OUTCOME_TOLD,
)


def updates_due(parties: Iterable[Party]) -> dict[int, date | None]:
    """For each party, by its id, the last day for the next update. Nobody who wants none is owed one."""
    by_key = {key_of(party): party for party in parties}
    found: dict[str, dict[str, list[date]]] = {key: {} for key in by_key}
    rows = Milestone.objects.standing().filter(about__in=by_key, kind__in=_KINDS)
    for about, kind, day in rows.values_list("about", "kind", "reached_on"):
        found[about].setdefault(kind, []).append(day)
    return {by_key[key].pk: _due(by_key[key], kinds) for key, kinds in found.items()}


def _due(party: Party, reached: dict[str, list[date]]) -> date | None:
    if not party.wants_updates:
        return None
    return next_update_due(
        started=reached.get(MilestoneKind.HANDLING_STARTED, []),
        given=reached.get(MilestoneKind.UPDATE_GIVEN, []),
        ended=[*reached.get(MilestoneKind.UPDATES_ENDED, []), *reached.get(MilestoneKind.OUTCOME_TOLD, [])],
    )
