"""Setting histories beside those of people in the same work, for a rule that compares."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cases.flags.facts.peers import PeerGroups, groups_on
from cases.flags.rules.history import OfficerHistory
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.two_years_among_peers import PeerParameters
from cases.flags.rules.window import Window

# The groups of one day for each rule that compares, by its slug. A run works them out once, so that all see the same.
GroupsByRule = Mapping[str, PeerGroups]


def beside_peers(
    histories: Sequence[OfficerHistory], parameters: Parameters, *, as_at: date, groups: PeerGroups | None = None
) -> Sequence[OfficerHistory]:
    """The histories as a rule with these parameters reads them.

    Whoever has too few cases for the rule is not compared, so that a batch without anybody costs no query. Groups
    that are not given are worked out of the whole force.
    """
    if not isinstance(parameters, PeerParameters):
        return histories
    window = Window.before(as_at, parameters.window_months)
    many = [one.officer_id for one in histories if len(window.inside(one.matters)) >= parameters.threshold]
    if not many:
        return histories
    found = (groups or groups_on(as_at, parameters)).of(many, as_at)
    return [replace(one, peers=found[one.officer_id]) if one.officer_id in found else one for one in histories]
