"""Which outcomes the law allows for one allegation against one subject (SI 2020/4 regulations 42 and 62).

A line of `outcomes.csv` says at which forum and finding an outcome is available and what else it needs. An outcome
with several lines is available by any of them; one with no line, such as an imported one, is not held back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from cases.ruling_rules import presumption
from cases.ruling_rules.facts import GROSS_MISCONDUCT, MISCONDUCT, PairFacts
from cases.ruling_rules.tables import rows

ANY, NONE = "any", "none"
REDUCTION_IN_RANK = "reduction-in-rank"
_FORUM_WORDS = {
    "meeting": "a meeting",
    "hearing": "a hearing",
    "accelerated-hearing": "an accelerated hearing",
    NONE: "a decision that there are no proceedings",
}
_FINDING_WORDS = {
    GROSS_MISCONDUCT: "gross misconduct",
    MISCONDUCT: "misconduct",
    "proven-no-misconduct": "“proven, no misconduct”",
    "not-proven": "not proven",
}


@dataclass(frozen=True)
class OutcomeRule:
    """One line of the table."""

    outcome: str
    family: str
    forums: tuple[str, ...]
    findings: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """A fact that an outcome rests on, and what to say where it is missing."""

    is_met: Callable[[PairFacts], bool]
    message: str


def refusal(facts: PairFacts, outcome: str) -> str | None:
    """Why this outcome is not available, or nothing."""
    if presumption.is_open(facts) and family_of(outcome) in {"misconduct", "no action"}:
        return "Record first whether the presumption of dismissal is applied or displaced."
    rules = rules_of(outcome)
    fitting = [rule for rule in rules if _fits(rule, facts)]
    if rules and not fitting:
        return _not_here(rules)
    unmet = [[NEEDS[name].message for name in rule.needs if not NEEDS[name].is_met(facts)] for rule in fitting]
    if not unmet or [] in unmet:
        return None
    return unmet[0][0]


def refusal_on_appeal(facts: PairFacts, outcome: str) -> str | None:
    """The same for a body that decided an appeal: it may deal with the officer in any way the panel could have.

    That a dismissal has taken effect, or that the panel held to the presumption of dismissal, binds it to nothing.
    """
    answered = presumption.DISPLACED if presumption.arises(facts) else facts.presumption
    as_before_the_panel = replace(facts, is_former=False, presumption=answered)
    return refusal(facts, outcome) and refusal(as_before_the_panel, outcome)


def family_of(outcome: str) -> str:
    """The family an outcome is counted in; empty for one of an imported source.

    Discharge of probationers, vetting and performance are families of their own and never count as misconduct.
    """
    return next((rule.family for rule in rules_of(outcome)), "")


def rules_of(outcome: str) -> list[OutcomeRule]:
    """The lines of the table for an outcome, by its code."""
    return [
        OutcomeRule(
            row["outcome"],
            row["family"],
            tuple(row["forums"].split()),
            tuple(row["findings"].split()),
            tuple(row["needs"].split()),
        )
        for row in rows("outcomes")
        if row["outcome"] == outcome
    ]


def _fits(rule: OutcomeRule, facts: PairFacts) -> bool:
    return _is_among(facts.forum if facts.forum in _FORUM_WORDS else NONE, rule.forums) and _is_among(
        facts.finding if facts.finding in _FINDING_WORDS else NONE, rule.findings
    )


def _is_among(value: str, allowed: tuple[str, ...]) -> bool:
    return ANY in allowed or value in allowed


def _not_here(rules: list[OutcomeRule]) -> str:
    """Where it would be available, in words."""
    places = [_place(rule) for rule in rules]
    return f"Available only {'; or '.join(places)}."


def _place(rule: OutcomeRule) -> str:
    findings = [_FINDING_WORDS[one] for one in rule.findings if one in _FINDING_WORDS]
    known = [f"the finding is {' or '.join(findings)}"] if findings else []
    unknown = ["there is no finding yet"] if NONE in rule.findings else []
    where = f"where {', or '.join([*known, *unknown])}" if known or unknown else ""
    forums = [_FORUM_WORDS[one] for one in rule.forums if one != ANY]
    after = f"after {' or '.join(forums)}" if forums else ""
    return ", ".join(filter(None, (after, where)))


def _may_be_discharged(facts: PairFacts) -> bool:
    return facts.is_person and (facts.kind == "officer" or (facts.kind == "special" and facts.regime >= "2025"))


NEEDS: Mapping[str, Need] = {
    "serving": Need(
        lambda facts: facts.is_person and not facts.is_former,
        "Not available for somebody who has left the force, or is not identified.",
    ),
    "former": Need(lambda facts: facts.is_person and facts.is_former, "Only for somebody who has left the force."),
    "a-person": Need(lambda facts: facts.is_person, "Only for somebody who is identified."),
    "complaint": Need(lambda facts: facts.is_complaint, "Only for a public complaint."),
    "no-case-to-answer": Need(
        lambda facts: facts.case_to_answer not in {GROSS_MISCONDUCT, MISCONDUCT},
        "The appropriate authority has decided that there is a case to answer.",
    ),
    "no-written-warning-live": Need(
        lambda facts: not facts.is_written_warning_live,
        "A written warning was live on the day the severity was assessed.",
    ),
    "no-final-warning-live": Need(
        lambda facts: not facts.is_final_warning_live,
        "A final written warning was live on the day the severity was assessed.",
    ),
    "final-warning-live": Need(
        lambda facts: facts.is_final_warning_live,
        "No final written warning was live on the day the severity was assessed.",
    ),
    "final-warning-or-separate-incidents": Need(
        lambda facts: facts.is_final_warning_live or facts.has_separate_incidents,
        "After misconduct this needs a final written warning that was live on the day the severity was assessed, or "
        "more than one incident, not closely connected.",
    ),
    "not-reduced-before": Need(
        lambda facts: facts.reduced_in_rank_on is None, "They were reduced in rank before, which can happen only once."
    ),
    "presumption-displaced": Need(
        lambda facts: not presumption.arises(facts) or facts.presumption == presumption.DISPLACED,
        "The presumption of dismissal was applied. Anything but dismissal needs exceptional circumstances on record.",
    ),
    "presumption-answered": Need(
        lambda facts: not presumption.is_open(facts),
        "Record first whether the presumption of dismissal is applied or displaced.",
    ),
    "may-be-discharged": Need(
        _may_be_discharged,
        "Regulation 13 is for police officers on probation and, from 28 May 2025, special constables.",
    ),
}
