"""Which ruling comes next on a pair: the order of the conduct regulations, as one pure function."""

from cases.ruling_rules import presumption
from cases.ruling_rules.facts import PROCEEDINGS, PairFacts

OUTCOME = "outcome"


def next_ruling(facts: PairFacts) -> str:
    """The kind of decision that is due next, “outcome” when only that is missing, empty when nothing is."""
    if facts.outcome:
        return ""
    if not facts.severity:
        return "severity" if facts.needs_severity else OUTCOME
    return OUTCOME if facts.is_below_misconduct else _in_procedure(facts)


def _in_procedure(facts: PairFacts) -> str:
    for kind, value in (("opinion", facts.opinion), ("case_to_answer", facts.case_to_answer), ("forum", facts.forum)):
        if not value:
            return kind
    if facts.forum in PROCEEDINGS and (not facts.finding or "" in facts.particulars):
        return "finding"
    return "presumption" if presumption.is_open(facts) else OUTCOME
