"""Which ruling comes next on a pair: the order of the conduct regulations, as one pure function."""

from cases.ruling_rules import presumption, stages
from cases.ruling_rules.facts import PROCEEDINGS, PairFacts
from cases.ruling_rules.stages import OUTCOME


def next_ruling(facts: PairFacts) -> str:
    """The kind of decision that is due next, “outcome” when only that is missing, empty when nothing is."""
    if facts.outcome:
        return ""
    if not facts.severity:
        return "severity" if facts.needs_severity else OUTCOME
    return OUTCOME if facts.is_below_misconduct else _in_procedure(facts)


def _in_procedure(facts: PairFacts) -> str:
    """An opinion that was not given before the decision is not waited for: some cases come to it without a report."""
    if not facts.opinion and not stages.is_past(facts, "opinion"):
        return "opinion"
    for kind, value in (("case_to_answer", facts.case_to_answer), ("forum", facts.forum)):
        if not value:
            return kind
    if facts.forum in PROCEEDINGS and (not facts.finding or "" in facts.particulars):
        return "finding"
    return "presumption" if presumption.is_open(facts) else OUTCOME
