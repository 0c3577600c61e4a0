"""What must be true before anything about a case is published."""

from typing import TYPE_CHECKING

from misconduct.core.wording import counted

if TYPE_CHECKING:
    from cases.models import Case


def families_and_victims_told(case: "Case") -> str | None:
    untold = case.parties.not_yet_told().count()
    if untold:
        people = counted(untold, "person,people")
        return f"Tell {people} first, and log it: families, victims and complainants hear before the public does."
    return None
