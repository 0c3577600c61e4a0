"""What must be assessed before a case is investigated (domain notes §2.5, row 4)."""

from typing import TYPE_CHECKING

from cases.guards import rulings
from cases.stages import RecordType

if TYPE_CHECKING:
    from cases.models import Case

CONDUCT = frozenset({RecordType.CONDUCT, RecordType.RECORDABLE_CONDUCT})


def every_allegation_has_category(case: "Case") -> str | None:
    bare = case.allegations.filter(category=None, category_as_recorded="").values_list("number", flat=True)
    if bare:
        return f"Choose the category of {rulings.allegations(bare)}."
    return None


def every_severity_assessed(case: "Case") -> str | None:
    """Conduct matters only: a complaint is assessed where the special procedure applies, not in every case."""
    if case.record_type not in CONDUCT:
        return None
    lacking = rulings.people_of(case).without_decision("severity")
    return rulings.missing(lacking, "Assess the severity of {} against everybody who is identified.")
