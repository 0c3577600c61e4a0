"""What the rules read of a batch of people, units or cases, each kind in a fixed number of queries a rule."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from cases.flags import rules
from cases.flags.case_histories import cases_of
from cases.flags.facts.protection import protected_since
from cases.flags.histories import histories_of
from cases.flags.peers import GroupsByRule, beside_peers
from cases.flags.rules.history import About, History, OfficerHistory
from cases.flags.rules.parameters import Parameters
from cases.flags.team_histories import in_full, teams_of

# The histories as the rule of that name reads them with these parameters.
Read = Callable[[str, Parameters], Sequence[History]]


def reader(about: About, ids: Sequence[int], *, as_at: date, groups: GroupsByRule) -> Read:
    """How to read these people, units or cases by what was known at the start of a day."""
    if about is About.UNIT:
        return _units(ids, as_at)
    if about is About.CASE:
        cases = cases_of(ids)
        return lambda slug, parameters: cases
    people = histories_of(ids, known_before=as_at)

    def read(slug: str, parameters: Parameters) -> Sequence[History]:
        known = _with_protection(people) if "protected_since" in rules.reads(slug) else people
        return beside_peers(known, parameters, as_at=as_at, groups=groups.get(slug))

    return read


def _with_protection(people: Sequence[OfficerHistory]) -> list[OfficerHistory]:
    """Only the rule that asks for it is told who reported in confidence."""
    since = protected_since([one.officer_id for one in people])
    return [replace(one, protected_since=since.get(one.officer_id)) for one in people]


def _units(ids: Sequence[int], as_at: date) -> Read:
    """Only of units that the rule flags is everything read: most of a force is in none."""

    def read(slug: str, parameters: Parameters) -> Sequence[History]:
        teams = teams_of(ids, as_at=as_at, months=parameters.window_months)
        flagged = [team for team in teams if rules.apply(slug, team, as_at=as_at, parameters=parameters)]
        return in_full(flagged, known_before=as_at)

    return read
