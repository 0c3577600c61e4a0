"""Reading which pairs of a case lack a ruling. Guards stand below the models and so reach them by name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps

from misconduct.core.wording import listed

if TYPE_CHECKING:
    from cases.models import Case


def people_of(case: "Case") -> Any:
    """The pairs of this case that are about somebody identified."""
    pairs: Any = apps.get_model("cases", "AllegationSubject")
    return pairs.objects.filter(allegation__case=case, subject__officer__isnull=False)


def in_procedure(case: "Case") -> Any:
    """Those assessed here as misconduct or gross misconduct: the conduct regulations ask for each further step."""
    return people_of(case).assessed_as_misconduct()


def missing(pairs: Any, sentence: str) -> str | None:
    """The sentence with the allegations of these pairs, or nothing where there are none."""
    numbers = list(pairs.values_list("allegation__number", flat=True))
    return sentence.format(allegations(numbers)) if numbers else None


def allegations(numbers: Iterable[int]) -> str:
    """“allegation 1”, “allegations 1, 2 and 3”."""
    found = sorted(set(numbers))
    return f"allegation{'' if len(found) == 1 else 's'} {listed(found)}"
