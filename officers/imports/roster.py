"""The roster file: one row for each person, in post or gone."""

from collections.abc import Iterator

from misconduct.imports import cells
from misconduct.imports.importer import Column, Importer, Row
from misconduct.imports.issues import BadCell, Issue, Kind
from misconduct.imports.models import ImportRun
from officers.imports.created import created, worked_on
from officers.imports.roster_plan import RosterWriter
from officers.models import Officer

LEFT_BEFORE_APPOINTED = Kind(
    "left_date_before_appointed",
    "Leaving is dated before appointment. Both dates were kept; the posting has no dates.",
)

_KINDS = {name.casefold(): value for value, label in Officer.Kind.choices for name in (value, label)}


def kind(cell: str) -> str:
    """A kind of person by its code or label, in any capitals. Raises BadCell for another word."""
    found = _KINDS.get(cell.casefold())
    if found is None:
        raise BadCell(f"“{cells.shown(cell)}” is not one of: {', '.join(Officer.Kind.labels)}.")
    return found


def inspect(row: Row) -> Iterator[Issue]:
    """What is odd about a person's row, taken by itself."""
    appointed, left = row.values["appointed_date"], row.values["left_date"]
    if appointed and left and left < appointed:
        yield Issue(LEFT_BEFORE_APPOINTED, "left_date", f"Left on {left}, appointed on {appointed}.")


class RosterSurvey:
    """Nothing is asked of the file as a whole."""

    def see(self, row: Row) -> None:
        """Nothing to note."""

    def warnings(self) -> dict[str, dict[str, object]]:
        return {}

    def figures(self) -> dict[str, object]:
        return {}


ROSTER = Importer(
    kind=ImportRun.Kind.OFFICERS,
    key="officer_ref",
    columns=(
        Column("officer_ref", cells.reference, is_needed=True),
        Column("rank"),
        Column("unit", cells.reference),
        Column("appointed_date", cells.iso_date, blank=None),
        Column("left_date", cells.iso_date, blank=None),
        Column("sex"),
        Column("ethnicity"),
        Column("birth_year", cells.birth_year, blank=None),
        Column("surname", may_be_missing=True),
        Column("forenames", may_be_missing=True),
        Column("kind", kind, blank=Officer.Kind.OFFICER, may_be_missing=True),
    ),
    inspect=inspect,
    survey=RosterSurvey,
    writer=RosterWriter,
    created=created,
    worked_on=worked_on,
)
