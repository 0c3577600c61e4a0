"""The two files of a case history: allegations with their subjects, and cases without any."""

import re
from collections.abc import Iterator
from datetime import date

from cases.imports import issues
from cases.imports.created import created, worked_on
from cases.imports.history_plan import HistoryWriter
from cases.imports.subjectless import SubjectlessWriter
from cases.imports.survey import HistorySurvey
from misconduct.imports import cells
from misconduct.imports.importer import Column, Importer, Row
from misconduct.imports.issues import Issue
from misconduct.imports.models import ImportRun

_NUMERIC_SANCTION = re.compile(r"(?:code\s*)?\d+(?:\.\d+)?", re.IGNORECASE)
_OLDEST_USUAL = date(1960, 1, 1)

_DATES = (
    Column("received_date", cells.iso_date, blank=None),
    Column("incident_date", cells.iso_date, blank=None),
    Column("closed_date", cells.iso_date, blank=None),
)


def inspect_dates(row: Row) -> Iterator[Issue]:
    """What is odd about the dates of a row."""
    received, incident = row.values["received_date"], row.values["incident_date"]
    closed = row.values["closed_date"]
    if closed is None:
        yield Issue(issues.CLOSED_BLANK, "closed_date")
    elif received and closed < received:
        yield Issue(issues.CLOSED_BEFORE_RECEIVED, "closed_date", f"Closed on {closed}, received on {received}.")
    if incident and received and incident > received:
        yield Issue(issues.INCIDENT_AFTER_RECEIVED, "incident_date", f"Incident {incident}, received {received}.")
    if incident and incident < _OLDEST_USUAL:
        yield Issue(issues.INCIDENT_BEFORE_1960, "incident_date", f"Incident dated {incident}.")


def inspect(row: Row) -> Iterator[Issue]:
    """What is odd about a row of an allegation, taken by itself."""
    yield from inspect_dates(row)
    values = row.values
    if not values["officer_ref"]:
        yield Issue(issues.BLANK_OFFICER, "officer_ref")
    if values["sanction"] and _NUMERIC_SANCTION.fullmatch(values["sanction"]):
        yield Issue(issues.NUMERIC_SANCTION, "sanction", f"“{cells.shown(values['sanction'])}”.")
    if values["category_label"] and not values["category_code"]:
        yield Issue(issues.LABEL_WITHOUT_CODE, "category_code")
    if values.get("received_precision", "").casefold() not in ("", "day"):
        yield Issue(issues.RECEIVED_NOT_EXACT, "received_precision", f"Known to the {values['received_precision']}.")


HISTORY = Importer(
    kind=ImportRun.Kind.CASES,
    key="allegation_ref",
    columns=(
        Column("case_ref", cells.reference, is_needed=True),
        Column("allegation_ref", cells.reference, is_needed=True),
        Column("officer_ref", cells.reference, is_key=True),
        *_DATES,
        Column("category_code", cells.reference),
        Column("category_label"),
        Column("finding"),
        Column("sanction"),
        Column("complainant_sex"),
        Column("complainant_ethnicity"),
        Column("unit_at_time", cells.reference),
        Column("category_group", may_be_missing=True),
        Column("received_precision", may_be_missing=True),
    ),
    inspect=inspect,
    survey=HistorySurvey,
    writer=HistoryWriter,
    created=created,
    worked_on=worked_on,
)

SUBJECTLESS = Importer(
    kind=ImportRun.Kind.SUBJECTLESS_CASES,
    key="case_ref",
    columns=(Column("case_ref", cells.reference, is_needed=True), *_DATES),
    inspect=inspect_dates,
    survey=HistorySurvey,
    writer=SubjectlessWriter,
    created=created,
    worked_on=worked_on,
)
