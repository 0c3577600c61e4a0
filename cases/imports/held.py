"""Reading what is held of a chunk's cases and allegations, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.imports.changes import HeldAllegation, HeldRuling
from cases.models import Allegation, AllegationSubject, Case, Decision, Outcome


def spellings(references: Iterable[str]) -> set[str]:
    """The references as given, in capitals and in small letters."""
    return {form for name in references for form in (name, name.upper(), name.lower())}


def is_worked_on(case: Case) -> bool:
    """Whether somebody has saved the imported case since. An import does not count up the version; people do."""
    return case.version != 1


def cases_by_reference(references: Iterable[str]) -> dict[str, Case]:
    """Cases by their reference in small letters."""
    return {case.reference.casefold(): case for case in Case.objects.filter(reference__in=spellings(references))}


def allegations_by_reference(references: Iterable[str]) -> dict[str, HeldAllegation]:
    """Imported allegations with the subject they were imported against: the first, should others have been added."""
    found = list(
        AllegationSubject.objects.filter(allegation__external_reference__in=spellings(references))
        .order_by("-id")
        .values_list(
            "allegation_id",
            "allegation__case__reference",
            "allegation__case__version",
            "id",
            "finalised_on",
            "subject_id",
            "subject__officer__number",
            "subject__unit_at_time__code",
        )
    )
    allegations = Allegation.objects.in_bulk({pair[0] for pair in found})
    held: dict[int, HeldAllegation] = {}
    for allegation_id, case, version, pair_id, finalised_on, subject_id, number, unit in found:
        held[allegation_id] = HeldAllegation(
            allegation=allegations[allegation_id],
            case_reference=case,
            is_worked_on=version != 1,
            pair_id=pair_id,
            finalised_on=finalised_on,
            subject_id=subject_id,
            officer_number=number or "",
            unit_code=unit or "",
        )
    _add_rulings(held.values())
    return {str(one.allegation.external_reference).casefold(): one for one in held.values()}


def _add_rulings(held: Iterable[HeldAllegation]) -> None:
    by_pair = {one.pair_id: one for one in held}
    if not by_pair:
        return
    for pair_id, ruling in _in_force(Decision.objects.filter(kind=Decision.Kind.FINDING), by_pair):
        by_pair[pair_id].finding = ruling
    for pair_id, ruling in _in_force(Outcome.objects.all(), by_pair):
        by_pair[pair_id].outcome = ruling


def _in_force(queryset: Any, pairs: Iterable[int]) -> Iterable[tuple[int, HeldRuling]]:
    rows = queryset.in_force().filter(pair__in=list(pairs))
    for pk, pair_id, value_id, as_recorded in rows.values_list("id", "pair_id", "value_id", "as_recorded"):
        yield pair_id, HeldRuling(pk, value_id, as_recorded)


def closings_by_case(case_ids: Iterable[int]) -> dict[int, list[tuple[str, date | None]]]:
    """The imported allegations of each case with the day each was finalised."""
    closings: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
    ids = list(case_ids)
    if not ids:
        return closings
    rows = AllegationSubject.objects.filter(
        allegation__case__in=ids, allegation__external_reference__isnull=False
    ).values_list("allegation__case_id", "allegation__external_reference", "finalised_on")
    for case_id, reference, finalised_on in rows:
        closings[case_id].append((str(reference), finalised_on))
    return closings
