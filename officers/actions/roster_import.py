"""Taking in a roster: people, their postings, and the units these name."""

from collections import defaultdict
from typing import Any

from django.db import transaction

from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.bulk import allot_ids, copy_in
from misconduct.imports.models import ImportRun
from officers.imports.changes import RosterChange
from officers.imports.people import Directory
from officers.models import Officer, Posting, Unit

_PERSON = ("number", "surname", "forenames", "kind", "sex", "ethnicity", "birth_year", "appointed_on", "left_on")


@transaction.atomic
def take_in(*, plan: RosterChange, units: Directory, officers: Directory, run: ImportRun, by: Doer) -> None:
    """Write what a chunk of a roster changes. The run's event of the chunk tells what each person was before."""
    require(by, Permission.IMPORT_RUN)
    add_units(codes=plan.units, units=units, run=run, by=by)
    _add_people(plan.new_people, officers, run)
    copy_in(
        Posting,
        ("officer", "unit", "rank", "starts_on", "ends_on"),
        (
            (
                officers.id_of(new["number"]),
                units.id_of(new["unit"]),
                new["rank"],
                new["starts_on"],
                new["ends_on"],
            )
            for new in plan.new_postings
        ),
    )
    _change_people(plan.people)
    _change_postings(plan.postings, units)


@transaction.atomic
def add_units(*, codes: list[str], units: Directory, run: ImportRun, by: Doer) -> None:
    """Create units that a file names and nobody knew. Their name is their code until somebody gives a better one."""
    require(by, Permission.IMPORT_RUN)
    if not codes:
        return
    ids = allot_ids(Unit, len(codes))
    copy_in(Unit, ("id", "code", "name", "import_run"), ((pk, code, code, run.pk) for pk, code in _pairs(ids, codes)))
    for pk, code in _pairs(ids, codes):
        units.learn(code, pk)
    record("units.added", by=by, target=run, after={"codes": codes})


@transaction.atomic
def add_numbers(*, numbers: list[str], officers: Directory, run: ImportRun, by: Doer) -> None:
    """Create people of whom a case file gives the number only."""
    require(by, Permission.IMPORT_RUN)
    if not numbers:
        return
    _add_people([{"number": number} for number in numbers], officers, run)
    record("officers.added", by=by, target=run, after={"numbers": numbers})


def _add_people(people: list[dict[str, Any]], officers: Directory, run: ImportRun) -> None:
    ids = allot_ids(Officer, len(people))
    blank = {field.name: field.get_default() for field in Officer._meta.concrete_fields if field.name in _PERSON}
    rows = [{**blank, **person} for person in people]
    copy_in(
        Officer,
        ("id", *_PERSON, "import_run"),
        ((pk, *(row[name] for name in _PERSON), run.pk) for pk, row in zip(ids, rows, strict=True)),
    )
    for pk, row in zip(ids, rows, strict=True):
        officers.learn(row["number"], pk)


def _change_people(people: list[tuple[Officer, list[str]]]) -> None:
    by_fields: dict[tuple[str, ...], list[Officer]] = defaultdict(list)
    for officer, fields in people:
        by_fields[tuple(fields)].append(officer)
    for names, officers in by_fields.items():
        Officer.objects.bulk_update(officers, names, batch_size=1000)


def _change_postings(postings: list[tuple[Posting, dict[str, Any]]], units: Directory) -> None:
    for posting, moved in postings:
        for name, value in moved.items():
            setattr(posting, *(("unit_id", units.id_of(value)) if name == "unit" else (name, value)))
    Posting.objects.bulk_update(
        [posting for posting, _ in postings], ["rank", "unit", "starts_on", "ends_on"], batch_size=1000
    )


def _pairs(ids: list[int], names: list[str]) -> list[tuple[int, str]]:
    return list(zip(ids, names, strict=True))
