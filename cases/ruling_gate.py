"""Whether somebody may record a ruling on a case as it stands. Actions refuse by it, and pages say so in its words."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from cases.actions import checks
from cases.models import Case
from cases.ruling_rules import independence, stages
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.stages import StageRule
from cases.ways import way_to
from misconduct.accounts.models import User


@dataclass(frozen=True)
class RulingGate:
    """What stands before the rulings of one case for one person. The way to each stage is looked for once."""

    case: Case
    viewer: User
    _ways: dict[StageRule, str] = field(default_factory=dict)

    def why_not(self, ruling: str, facts: PairFacts) -> str:
        """Why this person cannot record such a ruling on these facts now; empty where they can.

        `ruling` is a kind of decision, or “outcome”. That a case is closed or suspended is said where it is locked.
        """
        if not self.case.is_running:
            return ""
        facts = replace(facts, stage=self.case.stage, record_type=self.case.record_type)
        refusal = independence.refusal(facts, ruling, has_investigated=self.has_investigated)
        return refusal or self._out_of_time(ruling, facts)

    @cached_property
    def has_investigated(self) -> bool:
        return checks.has_investigated(self.case, self.viewer)

    def _out_of_time(self, ruling: str, facts: PairFacts) -> str:
        rule = stages.out_of_time(facts, ruling)
        if rule is None:
            return ""
        if rule not in self._ways:
            self._ways[rule] = way_to(self.case, rule.stages)
        return f"{rule.sentence} {self._ways[rule]}"
