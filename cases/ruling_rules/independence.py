"""Who may not rule: whoever investigated the case. They give an opinion, and others decide on it (domain notes §4)."""

from cases.guards.applicability import OTHER_PROCESSES
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.stages import OUTCOME
from cases.stages import RecordType

# What the appropriate authority or a panel decides. Severity may be the investigator's (SI 2020/2 regulation 16), and
# the IOPC's view is the IOPC's, whoever writes it down.
DECIDED_BY_OTHERS = frozenset(
    {"case_to_answer", "special_conditions", "forum", "finding", "presumption", OUTCOME},
)
# Nobody is investigated there: whoever handles the matter settles it.
_SETTLED_BY_THE_HANDLER = OTHER_PROCESSES | {RecordType.COMPLAINT_OUTSIDE}


def refusal(facts: PairFacts, ruling: str, *, has_investigated: bool) -> str | None:
    """Why somebody may not record such a ruling on this case, or nothing."""
    if not has_investigated or ruling not in DECIDED_BY_OTHERS:
        return None
    if ruling == OUTCOME and facts.record_type in _SETTLED_BY_THE_HANDLER:
        return None
    return "You investigate this case, or did, so somebody else decides for the appropriate authority."
