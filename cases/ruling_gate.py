"""Whether a ruling may be recorded on a case as it stands. Actions refuse by it, and pages say so in its words."""

from dataclasses import dataclass, field, replace

from cases.models import Case
from cases.ruling_rules import stages
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.stages import StageRule
from cases.ways import way_to


@dataclass(frozen=True)
class RulingGate:
    """What stands before the rulings of one case. The way to each stage is looked for once."""

    case: Case
    _ways: dict[StageRule, str] = field(default_factory=dict)

    def why_not(self, ruling: str, facts: PairFacts) -> str:
        """Why such a ruling cannot be recorded on these facts now; empty where it can.

        `ruling` is a kind of decision, or “outcome”. That a case is closed or suspended is said where it is locked.
        """
        if not self.case.is_running:
            return ""
        facts = replace(facts, stage=self.case.stage, record_type=self.case.record_type)
        rule = stages.out_of_time(facts, ruling)
        if rule is None:
            return ""
        if rule not in self._ways:
            self._ways[rule] = way_to(self.case, rule.stages)
        return f"{rule.sentence} {self._ways[rule]}"
