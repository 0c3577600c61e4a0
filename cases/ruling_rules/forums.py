"""To which proceedings a matter may go, or that there are none (SI 2020/4 regulation 23)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.tables import rows
from misconduct.core.months import months_before

REDUCED_WITHIN_MONTHS = 24
NO_ANSWER = "Record first whether the appropriate authority finds a case to answer."


@dataclass(frozen=True)
class ForumRule:
    """One line of the table: the forums for an answer and a condition, and why these."""

    answer: str
    condition: str
    from_regime: str
    forums: frozenset[str]
    because: str


def rule_for(facts: PairFacts) -> ForumRule | None:
    """The first line of the table that fits; nothing before the appropriate authority has decided."""
    answer = "below-misconduct" if facts.is_below_misconduct and not facts.case_to_answer else facts.case_to_answer
    return next((rule for rule in _rules() if rule.answer == answer and _fits(rule, facts)), None)


def refusal(facts: PairFacts, forum: str) -> str | None:
    """Why the matter cannot go there, or nothing."""
    rule = rule_for(facts)
    if rule is None:
        return NO_ANSWER
    return None if forum in rule.forums else rule.because


def _fits(rule: ForumRule, facts: PairFacts) -> bool:
    return facts.regime >= rule.from_regime and (not rule.condition or _CONDITIONS[rule.condition](facts))


def _was_reduced_lately(facts: PairFacts) -> bool:
    if facts.reduced_in_rank_on is None or facts.severity_on is None:
        return False
    return months_before(facts.severity_on, REDUCED_WITHIN_MONTHS) <= facts.reduced_in_rank_on <= facts.severity_on


_CONDITIONS: Mapping[str, Callable[[PairFacts], bool]] = {
    "special-conditions": lambda facts: facts.special_conditions == "certified",
    "former": lambda facts: facts.is_former,
    "final-warning-live": lambda facts: facts.is_final_warning_live,
    "reduced-in-rank": _was_reduced_lately,
    "separate-incidents": lambda facts: facts.has_separate_incidents,
}


def _rules() -> list[ForumRule]:
    return [
        ForumRule(row["answer"], row["condition"], row["from_regime"], frozenset(row["forums"].split()), row["because"])
        for row in rows("forums")
    ]
