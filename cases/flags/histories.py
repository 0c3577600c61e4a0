"""Reading the histories of a batch of people in a fixed number of queries, however many people and matters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Min

from cases.flags.rules.history import FINALISED, RECEIVED, Category, Matter, OfficerHistory
from cases.models import AllegationSubject, Subject
from officers.models import Officer


def histories_of(officer_ids: Iterable[int]) -> list[OfficerHistory]:
    """One history a person, in the order of their ids. Three queries.

    Only identified subjects count: nobody yet identified and the organisation belong to no person.
    Closed, withdrawn and unproven matters are all there, as whole records say more than proven ones.
    """
    ids = list(officer_ids)
    officers = Officer.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "appointed_on", "left_on")
    matters = _matters_by_officer(ids)
    return [
        OfficerHistory(pk, appointed_on, left_on, tuple(matters.get(pk, ()))) for pk, appointed_on, left_on in officers
    ]


def _matters_by_officer(officer_ids: Sequence[int]) -> dict[int, list[Matter]]:
    categories, finalised_on = _categories_and_dates(officer_ids)
    rows = (
        Subject.objects.identified()
        .counted_once()
        .filter(officer__in=officer_ids)
        .order_by("pk")
        .values_list("officer_id", "pk", "case_id", "case__received_on")
    )
    found: dict[int, list[Matter]] = defaultdict(list)
    for officer_id, pk, case_id, received_on in rows:
        dated_on, dated_by = (received_on, RECEIVED) if received_on else (finalised_on.get(pk), FINALISED)
        matter = Matter(pk, case_id, dated_on, dated_by if dated_on else "", frozenset(categories.get(pk, ())))
        found[officer_id].append(matter)
    return found


def _categories_and_dates(officer_ids: Sequence[int]) -> tuple[dict[int, set[Category]], dict[int, date]]:
    """For each subject the categories alleged, and the first day on which an allegation was finalised."""
    rows = (
        AllegationSubject.objects.filter(subject__officer__in=officer_ids)
        .order_by()
        .values_list(
            "subject_id",
            "allegation__category__scheme",
            "allegation__category__code",
            "allegation__category__label",
        )
        .annotate(first=Min("finalised_on"))
    )
    categories: dict[int, set[Category]] = defaultdict(set)
    finalised_on: dict[int, date] = {}
    known: dict[tuple[str, str], Category] = {}
    for subject_id, scheme, code, label, first in rows:
        if code is not None:
            category = known.setdefault((scheme, code), Category(f"{scheme}/{code}", label))
            categories[subject_id].add(category)
        if first is not None:
            finalised_on[subject_id] = min(first, finalised_on.get(subject_id, first))
    return categories, finalised_on
