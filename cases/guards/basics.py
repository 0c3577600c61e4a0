"""What any case needs before it may move on: somebody to investigate, what is alleged, and how it ended."""

from typing import TYPE_CHECKING

from cases.guards.rulings import allegations

if TYPE_CHECKING:
    from cases.models import Case


def has_investigator(case: "Case") -> str | None:
    if case.investigator_id is None:
        return "Assign an investigator first."
    return None


def has_allegation(case: "Case") -> str | None:
    if not case.allegations.exists():
        return "Add at least one allegation first."
    return None


def every_allegation_has_subject(case: "Case") -> str | None:
    bare = case.allegations.filter(pairs__isnull=True).values_list("number", flat=True)
    if bare:
        is_one = len(set(bare)) == 1
        return f"Say who {allegations(bare)} {'is' if is_one else 'are'} about. It may be somebody not yet identified."
    return None


def every_pair_has_outcome(case: "Case") -> str | None:
    missing = case.allegations.filter(pairs__isnull=False).without_outcome().values_list("number", flat=True)
    if missing:
        return f"Record an outcome for {allegations(missing)}, against every subject."
    return None
