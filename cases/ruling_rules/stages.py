"""At which stages of a case each ruling may be recorded (domain notes §2.5), so that none comes before its time.

A line of `stages.csv` holds for the matters that it concerns; the first that fits counts. Processes with rules of
their own, and history whose kind nobody stated, are asked for none of these stages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cases.guards.applicability import OTHER_PROCESSES
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.tables import rows
from cases.stages import RecordType, Stage
from misconduct.core.wording import listed

# The stages in the order in which a case comes to them.
COURSE = tuple(stage for stage in Stage if stage not in (Stage.CLOSED, Stage.SUSPENDED))
OUTCOME = "outcome"
_MOST_NAMED = 2
_WITH_A_REVIEW = (RecordType.COMPLAINT_INSIDE, RecordType.COMPLAINT_OUTSIDE)


@dataclass(frozen=True)
class StageRule:
    """One line of the table: a ruling, and the stages at which it is made."""

    ruling: str
    stages: tuple[Stage, ...]
    words: str

    @property
    def sentence(self) -> str:
        """“A finding is recorded at “Proceedings” or “Appeal or review”.”"""
        named = [f"“{stage.label}”" for stage in self.stages]
        if len(named) > _MOST_NAMED and self._is_unbroken:
            return f"{self.words} from {named[0]} to {named[-1]}."
        return f"{self.words} at {listed(named, by='or')}."

    @property
    def _is_unbroken(self) -> bool:
        first = COURSE.index(self.stages[0])
        return COURSE[first : first + len(self.stages)] == self.stages


def out_of_time(facts: PairFacts, ruling: str) -> StageRule | None:
    """The rule that keeps a ruling from being recorded at the stage of these facts; nothing where none does."""
    if facts.record_type in OTHER_PROCESSES:
        return None
    rule = next(one for one in _rules(facts) if one.ruling == ruling)
    return None if facts.stage in rule.stages else rule


def is_past(facts: PairFacts, ruling: str) -> bool:
    """The case has gone beyond every stage at which such a ruling is recorded."""
    rule = out_of_time(facts, ruling)
    return rule is not None and facts.stage in COURSE[COURSE.index(rule.stages[-1]) :]


_CONCERNS: Mapping[str, Callable[[PairFacts], bool]] = {
    "": lambda facts: True,
    "below-misconduct": lambda facts: facts.is_below_misconduct,
    "outside-schedule-3": lambda facts: facts.record_type == RecordType.COMPLAINT_OUTSIDE,
    "no-review": lambda facts: facts.record_type not in _WITH_A_REVIEW,
}


def _rules(facts: PairFacts) -> list[StageRule]:
    """Those that concern the matter, in their order."""
    return [
        StageRule(row["ruling"], tuple(stage for stage in COURSE if stage in row["stages"].split()), row["words"])
        for row in rows("stages")
        if _CONCERNS[row["concerns"]](facts)
    ]
