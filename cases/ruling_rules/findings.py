"""What may be found (SI 2020/4 Part 4 and Schedule 1, SI 2025/558), and what follows from the particulars."""

from collections.abc import Sequence

from cases.ruling_rules.facts import GROSS_MISCONDUCT, PROCEEDINGS, PairFacts
from cases.ruling_rules.presumption import FIRST_REGIME

GRAVEST_FIRST = (GROSS_MISCONDUCT, "misconduct", "proven-no-misconduct", "not-proven")


def refusal(facts: PairFacts, finding: str) -> str | None:
    """Why this cannot be found, or nothing."""
    if facts.forum not in PROCEEDINGS:
        return "A finding is made in proceedings. Record first to which meeting or hearing this goes."
    if finding == GROSS_MISCONDUCT and facts.forum == "meeting":
        return "A misconduct meeting cannot find gross misconduct."
    if facts.is_former and finding == "proven-no-misconduct":
        return "For somebody who has left, the finding is gross misconduct, misconduct or not proven."
    if facts.is_indictable_only_conviction and facts.regime >= FIRST_REGIME and finding != GROSS_MISCONDUCT:
        return "A conviction for an offence that is triable only on indictment is always gross misconduct."
    return None


def derived(findings: Sequence[str]) -> str:
    """The finding on the whole, from those on its particulars: the gravest. Empty while one is missing."""
    if not findings or "" in findings:
        return ""
    return next(code for code in GRAVEST_FIRST if code in findings)
