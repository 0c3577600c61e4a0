"""Taking in a case history. The run's event of each chunk tells what every changed record was before."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pgtrigger
from django.db import transaction
from django.utils import timezone

from cases.actions.history_codes import add_categories, add_findings
from cases.actions.history_rows import add_rows
from cases.flags.actions.requests import request_evaluation
from cases.imports.case_plan import case_values
from cases.imports.changes import HeldAllegation, HistoryChange
from cases.imports.codes import CodeBook
from cases.imports.places import Places
from cases.imports.survey import CaseFacts
from cases.models import Allegation, AllegationSubject, Case, Decision, Outcome, Subject
from cases.stages import RecordType
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.bulk import allot_ids, copy_in
from misconduct.imports.importer import Row
from misconduct.imports.models import ImportRun
from officers.actions import roster_import
from officers.imports.people import Directory

_CASE = ("received_on", "incident_from", "incident_to", "stage", "closed_on")
_WORDS = ("category_as_recorded", "complainant_sex", "complainant_ethnicity")
_LABEL = {"category_as_recorded": "category_label"}


@transaction.atomic
def take_in(
    *,
    plan: HistoryChange,
    officers: Directory,
    units: Directory,
    codes: CodeBook,
    places: Places,
    run: ImportRun,
    by: Doer,
) -> None:
    """Write what a chunk of allegations changes, and ask for the flags of the officers it touches to be looked at."""
    require(by, Permission.IMPORT_RUN)
    roster_import.add_units(codes=plan.units, units=units, run=run, by=by)
    roster_import.add_numbers(numbers=plan.officers, officers=officers, run=run, by=by)
    added = [*add_categories(plan.categories, codes, run), *add_findings(plan.findings, codes, run)]
    if added:
        record("code_lists.added_to", by=by, target=run, after={"codes": added})
    _add_cases(plan.new_cases, places, run)
    _change_cases(plan.cases)
    plan.records.update(add_rows(plan.new_rows, officers=officers, units=units, codes=codes, places=places, run=run))
    _change_allegations(plan.allegations, units, codes, run)
    touched = [*plan.new_rows, *(row for _, row, _ in plan.allegations)]
    numbers = {row.values["officer_ref"] for row in touched if row.values["officer_ref"]}
    request_evaluation(officer_ids=[pk for number in numbers if (pk := officers.id_of(number))])


@transaction.atomic
def take_in_cases(*, plan: HistoryChange, places: Places, run: ImportRun, by: Doer) -> None:
    """Write what a chunk of cases without any subject changes."""
    require(by, Permission.IMPORT_RUN)
    _add_cases(plan.new_cases, places, run)
    _change_cases(plan.cases)


def _add_cases(cases: list[tuple[str, CaseFacts]], places: Places, run: ImportRun) -> None:
    ids = allot_ids(Case, len(cases))
    copy_in(Case, ("id", "reference", "record_type", *_CASE, "import_run"), _case_rows(ids, cases, run))
    for pk, (reference, _) in zip(ids, cases, strict=True):
        places.add_case(reference, pk)


def _case_rows(ids: list[int], cases: list[tuple[str, CaseFacts]], run: ImportRun) -> Iterator[tuple[Any, ...]]:
    for pk, (reference, facts) in zip(ids, cases, strict=True):
        values = case_values(facts)
        yield (pk, reference, RecordType.HISTORIC, *(values[name] for name in _CASE), run.pk)


def _change_cases(changes: list[tuple[Case, dict[str, Any]]]) -> None:
    """Correct imported cases. A record of the past may turn out open or closed without having moved through stages."""
    if not changes:
        return
    for case, values in changes:
        for name, value in values.items():
            setattr(case, name, value)
    with pgtrigger.ignore("cases.Case:only_known_moves"):
        Case.objects.bulk_update([case for case, _ in changes], _CASE, batch_size=1000)


def _change_allegations(
    changes: list[tuple[HeldAllegation, Row, set[str]]], units: Directory, codes: CodeBook, run: ImportRun
) -> None:
    if not changes:
        return
    allegations, subjects, pairs = [], {}, []
    for one, row, differing in changes:
        if differing & {"category", *_WORDS}:
            one.allegation.category_id = codes.category(row.values["category_code"])
            for name in _WORDS:
                setattr(one.allegation, name, row.values[_LABEL.get(name, name)])
            allegations.append(one.allegation)
        if "unit_at_time" in differing:
            subjects[one.subject_id] = units.id_of(row.values["unit_at_time"])
        if "finalised_on" in differing:
            pairs.append(AllegationSubject(pk=one.pair_id, finalised_on=row.values["closed_date"]))
    Allegation.objects.bulk_update(allegations, ["category", *_WORDS], batch_size=1000)
    AllegationSubject.objects.bulk_update(pairs, ["finalised_on"], batch_size=1000)
    by_unit: dict[int | None, list[int]] = defaultdict(list)
    for subject_id, unit_id in subjects.items():
        by_unit[unit_id].append(subject_id)
    for unit_id, ids in by_unit.items():
        Subject.objects.filter(pk__in=ids).update(unit_at_time=unit_id)
    _supersede_findings([(one, row) for one, row, differing in changes if "finding" in differing], codes, run)
    _supersede_outcomes([(one, row) for one, row, differing in changes if "outcome" in differing], codes, run)


def _supersede_findings(changes: list[tuple[HeldAllegation, Row]], codes: CodeBook, run: ImportRun) -> None:
    now = timezone.now()
    earlier = [one.finding.pk for one, _ in changes if one.finding]
    Decision.objects.filter(pk__in=earlier).update(superseded_at=now)
    Decision.objects.bulk_create(
        Decision(
            pair_id=one.pair_id,
            kind=Decision.Kind.FINDING,
            value_id=codes.finding(row.values["finding"]),
            as_recorded=row.values["finding"],
            supersedes_id=one.finding.pk if one.finding else None,
            import_run=run,
        )
        for one, row in changes
        if row.values["finding"]
    )


def _supersede_outcomes(changes: list[tuple[HeldAllegation, Row]], codes: CodeBook, run: ImportRun) -> None:
    now = timezone.now()
    earlier = [one.outcome.pk for one, _ in changes if one.outcome]
    Outcome.objects.filter(pk__in=earlier).update(superseded_at=now)
    Outcome.objects.bulk_create(
        Outcome(
            pair_id=one.pair_id,
            value_id=codes.outcome(row.values["sanction"]),
            as_recorded=row.values["sanction"],
            supersedes_id=one.outcome.pk if one.outcome else None,
            import_run=run,
        )
        for one, row in changes
        if row.values["sanction"]
    )
