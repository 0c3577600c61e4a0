"""How far proceedings have got, worked out from what has happened."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from cases.clocks.kinds import MilestoneKind


class Progress(Enum):
    """Where proceedings stand, in their order, with the colour of the tag."""

    ARRANGED = ("Being arranged", "blue")
    NOTICE_SERVED = ("Notice served", "blue")
    PAPERS_SERVED = ("Papers served", "turquoise")
    RESPONDED = ("Response received", "turquoise")
    LISTS_EXCHANGED = ("Witness lists exchanged", "turquoise")
    BUNDLE_SENT = ("Bundle sent", "turquoise")
    LISTED = ("Date fixed", "purple")
    PRE_HEARING_HELD = ("Pre-hearing held", "purple")
    STARTED = ("Being heard", "orange")
    ADJOURNED = ("Adjourned", "yellow")
    CONCLUDED = ("Concluded", "pink")
    REPORTED = ("Report sent", "green")
    PUBLISHED = ("Outcome published", "green")
    APPEALED = ("Under appeal", "red")
    APPEAL_DECIDED = ("Appeal decided", "green")
    STOPPED = ("Stopped", "grey")

    @property
    def word(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Standing:
    """What else decides where proceedings stand."""

    is_stopped: bool = False
    is_adjourned: bool = False
    has_open_appeal: bool = False
    has_decided_appeal: bool = False


_BY_MILESTONE: tuple[tuple[Progress, frozenset[MilestoneKind]], ...] = (
    (
        Progress.NOTICE_SERVED,
        frozenset({MilestoneKind.PROCEEDINGS_NOTICE_SERVED, MilestoneKind.ACCELERATED_NOTICE_SERVED}),
    ),
    (Progress.PAPERS_SERVED, frozenset({MilestoneKind.PAPERS_SERVED})),
    (Progress.RESPONDED, frozenset({MilestoneKind.PROCEEDINGS_RESPONSE})),
    (Progress.LISTS_EXCHANGED, frozenset({MilestoneKind.WITNESS_LISTS_EXCHANGED})),
    (Progress.BUNDLE_SENT, frozenset({MilestoneKind.BUNDLE_SENT})),
    (Progress.LISTED, frozenset({MilestoneKind.HEARING_FIXED})),
    (Progress.PRE_HEARING_HELD, frozenset({MilestoneKind.PRE_HEARING_HELD})),
    (
        Progress.STARTED,
        frozenset({MilestoneKind.HEARING_STARTED, MilestoneKind.MEETING_HELD, MilestoneKind.ACCELERATED_HEARING_HELD}),
    ),
    (Progress.CONCLUDED, frozenset({MilestoneKind.PROCEEDINGS_CONCLUDED})),
    (Progress.REPORTED, frozenset({MilestoneKind.PANEL_REPORTED})),
    (Progress.PUBLISHED, frozenset({MilestoneKind.OUTCOME_PUBLISHED})),
)


def progress(reached: Collection[str], standing: Standing | None = None) -> Progress:
    """The furthest point that the milestones and the rest show."""
    standing = standing or Standing()
    if standing.is_stopped:
        return Progress.STOPPED
    if standing.has_open_appeal:
        return Progress.APPEALED
    if standing.has_decided_appeal:
        return Progress.APPEAL_DECIDED
    found = Progress.ARRANGED
    for point, kinds in _BY_MILESTONE:
        if kinds.intersection(reached):
            found = point
    return Progress.ADJOURNED if found is Progress.STARTED and standing.is_adjourned else found
