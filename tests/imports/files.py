"""Files as forces send them, written from the few cells that a test cares about."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from django.core.management import call_command

ROSTER = ("officer_ref", "rank", "unit", "appointed_date", "left_date", "sex", "ethnicity", "birth_year")
HISTORY = (
    "case_ref",
    "allegation_ref",
    "officer_ref",
    "received_date",
    "incident_date",
    "closed_date",
    "category_code",
    "category_label",
    "finding",
    "sanction",
    "complainant_sex",
    "complainant_ethnicity",
    "unit_at_time",
    "category_group",
    "received_precision",
)
SUBJECTLESS = ("case_ref", "received_date", "incident_date", "closed_date")

_PERSON = {"officer_ref": "4101", "rank": "Constable", "unit": "N1", "appointed_date": "2011-05-02"}
_ALLEGATION = {
    "case_ref": "H-1",
    "allegation_ref": "H-1/1",
    "officer_ref": "4101",
    "received_date": "2019-03-04",
    "incident_date": "2019-03-01",
    "closed_date": "2019-09-30",
    "category_code": "05A",
    "category_label": "Rudeness",
    "finding": "Not sustained",
    "category_group": "Conduct",
    "received_precision": "day",
}


def text(columns: tuple[str, ...], rows: list[dict[str, str]]) -> str:
    """The rows as CSV."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def roster_text(*rows: dict[str, str]) -> str:
    return text(ROSTER, [{**_PERSON, **row} for row in rows])


def history_text(*rows: dict[str, str]) -> str:
    return text(HISTORY, [{**_ALLEGATION, **row} for row in rows])


def roster(folder: Path, *rows: dict[str, str]) -> Path:
    """A roster; each row is one constable with these cells changed."""
    return _written(folder / "roster.csv", roster_text(*rows))


def history(folder: Path, *rows: dict[str, str]) -> Path:
    """A case history; each row is one allegation with these cells changed."""
    return _written(folder / "history.csv", history_text(*rows))


def subjectless(folder: Path, *rows: dict[str, str]) -> Path:
    """Cases with no identified subject."""
    return _written(folder / "subjectless.csv", text(SUBJECTLESS, list(rows)))


def imported(capsys: Any, command: str, *arguments: Any) -> dict[str, Any]:
    """What an import says as JSON."""
    capsys.readouterr()
    call_command(command, *map(str, arguments), "--json")
    return json.loads(capsys.readouterr().out)


def totals(report: dict[str, Any]) -> tuple[int, int, int, int]:
    """Rows created, changed, unchanged and rejected."""
    return report["created"], report["changed"], report["unchanged"], report["rejected"]


def _written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path
