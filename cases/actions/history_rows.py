"""Writing new allegations of a case history: with each its subject, and what was found and done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cases.imports.codes import CodeBook
from cases.imports.places import Places
from cases.models import Allegation, AllegationSubject, Decision, Outcome, Subject
from misconduct.core.bulk import allot_ids, copy_in
from misconduct.imports.importer import Row
from misconduct.imports.models import ImportRun
from officers.imports.people import Directory


@dataclass
class _NewRows:
    """Rows of each table, with ids where others refer to them."""

    subjects: list[tuple[Any, ...]] = field(default_factory=list)
    allegations: list[tuple[Any, ...]] = field(default_factory=list)
    pairs: list[tuple[Any, ...]] = field(default_factory=list)
    decisions: list[tuple[Any, ...]] = field(default_factory=list)
    outcomes: list[tuple[Any, ...]] = field(default_factory=list)


def add_rows(
    rows: list[Row], *, officers: Directory, units: Directory, codes: CodeBook, places: Places, run: ImportRun
) -> dict[str, int]:
    """Write these rows in the caller's transaction; answer how many records of each kind they made beside allegations.

    Whatever they name exists by now.
    """
    places.load(row.values["case_ref"] for row in rows)
    new = _composed(rows, officers=officers, units=units, codes=codes, places=places)
    _write(new, run)
    return {"subjects": len(new.subjects), "decisions": len(new.decisions), "outcomes": len(new.outcomes)}


def _composed(rows: list[Row], *, officers: Directory, units: Directory, codes: CodeBook, places: Places) -> _NewRows:
    new = _NewRows()
    subject_ids = iter(allot_ids(Subject, len(rows)))
    allegation_ids = allot_ids(Allegation, len(rows))
    pair_ids = allot_ids(AllegationSubject, len(rows))
    for row, allegation_id, pair_id in zip(rows, allegation_ids, pair_ids, strict=True):
        values = row.values
        case_id = places.case(values["case_ref"])
        subject_id = _subject(new, case_id, values, subject_ids, officers=officers, units=units, places=places)
        new.allegations.append(
            (
                allegation_id,
                case_id,
                places.next_number(case_id),
                codes.category(values["category_code"]),
                values["category_label"],
                values["complainant_sex"],
                values["complainant_ethnicity"],
                values["allegation_ref"],
            )
        )
        new.pairs.append((pair_id, allegation_id, subject_id, values["closed_date"]))
        if values["finding"]:
            new.decisions.append((pair_id, codes.finding(values["finding"]), values["finding"]))
        if values["sanction"]:
            new.outcomes.append((pair_id, codes.outcome(values["sanction"]), values["sanction"]))
    return new


def _subject(
    new: _NewRows,
    case_id: int,
    values: dict[str, Any],
    ids: Iterator[int],
    *,
    officers: Directory,
    units: Directory,
    places: Places,
) -> int:
    """The subject that a row is about: one for each person and case, and one of its own for each unknown person."""
    officer_id = officers.id_of(values["officer_ref"])
    unit_id = units.id_of(values["unit_at_time"])
    if officer_id is None:
        subject_id = next(ids)
        key = values["allegation_ref"]
        new.subjects.append((subject_id, case_id, Subject.Kind.UNIDENTIFIED, None, unit_id, key))
        return subject_id
    known = places.subject(case_id, officer_id)
    if known is not None:
        return known
    subject_id = next(ids)
    places.add_subject(case_id, officer_id, subject_id)
    new.subjects.append((subject_id, case_id, Subject.Kind.IDENTIFIED, officer_id, unit_id, None))
    return subject_id


def _write(new: _NewRows, run: ImportRun) -> None:
    copy_in(
        Subject,
        ("id", "case", "kind", "officer", "unit_at_time", "import_key", "import_run"),
        ((*row, run.pk) for row in new.subjects),
    )
    copy_in(
        Allegation,
        (
            "id",
            "case",
            "number",
            "category",
            "category_as_recorded",
            "complainant_sex",
            "complainant_ethnicity",
            "external_reference",
            "import_run",
        ),
        ((*row, run.pk) for row in new.allegations),
    )
    copy_in(AllegationSubject, ("id", "allegation", "subject", "finalised_on"), new.pairs)
    copy_in(
        Decision,
        ("pair", "value", "as_recorded", "kind", "import_run"),
        ((*row, Decision.Kind.FINDING, run.pk) for row in new.decisions),
    )
    copy_in(
        Outcome,
        ("pair", "value", "as_recorded", "import_run"),
        ((*row, run.pk) for row in new.outcomes),
    )
