"""How the text of a cell becomes a value. Each reader is given a cell that is not blank."""

import re
from datetime import date
from functools import lru_cache

from misconduct.imports.issues import BadCell

ERROR_CELLS = frozenset(
    {
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#BLOCKED!",
        "#CONNECT!",
        "#FIELD!",
        "#UNKNOWN!",
    }
)
FORMULA_STARTS = "=+-@\t\r"
INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_REFERENCE = 100
_LONGEST_TEXT = 2000
_EARLIEST_BIRTH = 1880


def text(cell: str) -> str:
    """Words as they stand. Raises BadCell for more than 2,000 characters."""
    if len(cell) > _LONGEST_TEXT:
        raise BadCell(f"This is {len(cell):,} characters long. Shorten it to {_LONGEST_TEXT:,}.")
    return cell


def reference(cell: str) -> str:
    """A reference, number or code. Raises BadCell for more than 100 characters or a line break."""
    if len(cell) > _LONGEST_REFERENCE:
        raise BadCell(f"This is {len(cell):,} characters long. A reference has at most {_LONGEST_REFERENCE}.")
    if not cell.isprintable():
        raise BadCell("A reference cannot hold a line break or a control character.")
    return cell


@lru_cache(maxsize=65536)
def iso_date(cell: str) -> date:
    """A day as YYYY-MM-DD. Raises BadCell for another order of the parts or a day that does not exist."""
    if not _ISO_DATE.fullmatch(cell):
        raise BadCell(f"“{shown(cell)}” is not a date in the form YYYY-MM-DD, such as 2024-03-27.")
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise BadCell(f"“{cell}” is not a real date.") from None


def birth_year(cell: str) -> int:
    """A year of birth, four digits. Raises BadCell for anything else, or a year nobody here can be born in."""
    if not (cell.isascii() and cell.isdigit() and len(cell) == 4 and int(cell) >= _EARLIEST_BIRTH):
        raise BadCell(f"“{shown(cell)}” is not a year of birth, such as 1987.")
    return int(cell)


def shown(cell: str) -> str:
    """A cell as a message quotes it: its first 60 characters."""
    return cell if len(cell) <= 60 else f"{cell[:60]}…"
