"""What any case needs before it may move on: somebody to investigate, what is alleged, and how it ended."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

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
        return f"Say who {_allegations(bare)} {'is' if is_one else 'are'} about. It may be somebody not yet identified."
    return None


def every_pair_has_outcome(case: "Case") -> str | None:
    missing = case.allegations.filter(pairs__isnull=False).without_outcome().values_list("number", flat=True)
    if missing:
        return f"Record an outcome for {_allegations(missing)}, against every subject."
    return None


def _allegations(numbers: Iterable[int]) -> str:
    words = [str(number) for number in sorted(set(numbers))]
    if len(words) == 1:
        return f"allegation {words[0]}"
    return f"allegations {', '.join(words[:-1])} and {words[-1]}"
