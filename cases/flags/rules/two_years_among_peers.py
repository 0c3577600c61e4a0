"""More cases in two years than nearly everyone in the same work.

The simple count over two years, set against people of the same rank and command, so that a busy post alone does not
raise a flag (domain notes §7.1 and §7.2). Without peers, or with few of them, the rule says nothing.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.history import Hit, OfficerHistory
from cases.flags.rules.looking import look
from cases.flags.rules.parameters import SWITCHES, Parameters, number
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted
from misconduct.core.wording import number as in_figures

SLUG = "two-years-among-peers"
READS = frozenset({"peers"})


@dataclass(frozen=True)
class PeerParameters(Parameters):
    """The switches mean nothing here: the peers' cases are counted without them."""

    threshold: int = number("At least how many cases", 1, 1000, default=3)
    window_months: int = number("Over how many months", 1, 120, default=24)
    top_percent: int = number("The highest how many percent of the peers", 1, 50, default=2)
    fewest_peers: int = number(
        "Smallest group to compare with", 2, 10_000, default=50, hint="In a small group chance decides"
    )

    UNUSED: ClassVar[frozenset[str]] = SWITCHES


PARAMETERS = PeerParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: PeerParameters) -> tuple[Hit, ...]:
    """One hit for somebody at or above the cut of their group and the least number of cases."""
    peers = history.peers
    if peers is None or peers.people < parameters.fewest_peers:
        return ()
    window = Window.before(as_at, parameters.window_months)
    looked = look(history.matters, window)
    if len(looked.counted) < max(peers.cut, parameters.threshold):
        return ()
    sentence = (
        f"{counted(len(looked.counted), 'case')} {when(looked.counted)}; of {in_figures(peers.people)} people in the"
        f" same work ({peers.label}) at most {parameters.top_percent} in 100 have {peers.cut} or more in"
        f" {counted(parameters.window_months, 'month')}."
    )
    return (Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: PeerParameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'different case')} or more in the last"
        f" {counted(parameters.window_months, 'month')}, and as many as only {parameters.top_percent} in 100 people of"
        f" the same rank and command have. Groups of fewer than {parameters.fewest_peers} people are not compared."
    )
