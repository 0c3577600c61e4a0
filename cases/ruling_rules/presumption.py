"""The presumption of dismissal: where it arises, and what may follow (SI 2025/558, from 28 May 2025)."""

from cases.ruling_rules.facts import GROSS_MISCONDUCT, HEARINGS, PairFacts

# Regimes are named by their year, so that they stand in the order of their names. Confirm the saving for older cases.
FIRST_REGIME = "2025"
APPLIED, DISPLACED = "applied", "displaced"


def arises(facts: PairFacts) -> bool:
    """Gross misconduct was found at a hearing, in a matter under the law of 2025 or later."""
    return facts.regime >= FIRST_REGIME and facts.finding == GROSS_MISCONDUCT and facts.forum in HEARINGS


def refusal(facts: PairFacts) -> str | None:
    """Why the step cannot be recorded, or nothing."""
    if arises(facts):
        return None
    return "The presumption of dismissal arises only where a hearing found gross misconduct, from 28 May 2025."


def is_open(facts: PairFacts) -> bool:
    """It arises, and nobody has said yet whether it is applied or displaced."""
    return arises(facts) and not facts.presumption
