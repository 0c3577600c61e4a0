"""What the rules on rulings ask about one allegation against one subject, as plain data."""

from dataclasses import dataclass
from datetime import date

GROSS_MISCONDUCT = "gross-misconduct"
MISCONDUCT = "misconduct"
HEARINGS = frozenset({"hearing", "accelerated-hearing"})
PROCEEDINGS = HEARINGS | {"meeting"}


@dataclass(frozen=True)
class PairFacts:
    """What is decided so far, by the codes of the lists (empty: not yet), and what is known of the person.

    The two warnings are those live on the day the severity was assessed. `particulars` has the finding on each.
    `stage` is where the case stands, and `record_type` what kind of record it is.
    """

    regime: str = ""
    stage: str = ""
    record_type: str = ""
    is_complaint: bool = False
    needs_severity: bool = False
    is_person: bool = True
    kind: str = "officer"
    is_former: bool = False
    severity: str = ""
    severity_on: date | None = None
    opinion: str = ""
    case_to_answer: str = ""
    special_conditions: str = ""
    forum: str = ""
    has_separate_incidents: bool = False
    finding: str = ""
    presumption: str = ""
    outcome: str = ""
    is_written_warning_live: bool = False
    is_final_warning_live: bool = False
    reduced_in_rank_on: date | None = None
    is_indictable_only_conviction: bool = False
    particulars: tuple[str, ...] = ()

    @property
    def is_below_misconduct(self) -> bool:
        """Assessed as something that is dealt with outside the misconduct procedure."""
        return bool(self.severity) and self.severity not in {GROSS_MISCONDUCT, MISCONDUCT}
