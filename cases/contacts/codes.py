"""The short lists that describe the people of a case, read from `codes.csv` beside this file.

A value that has gone out of use keeps its label: only what may be chosen on a day depends on the day.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "codes.csv"
NOT_KNOWN = "not-known"


@dataclass(frozen=True)
class Value:
    """One line of the file. `is_confirmed` is false where the source still has to be checked."""

    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    source: str
    is_confirmed: bool


@lru_cache(maxsize=1)
def lists() -> dict[str, tuple[Value, ...]]:
    """Every list by its name, each in the order of the file."""
    found: dict[str, list[Value]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            found.setdefault(line["list"], []).append(_value(line))
    return {name: tuple(values) for name, values in found.items()}


def choices(name: str, *, on: date) -> list[tuple[str, str]]:
    """What may be chosen from a list on a day, as a form takes it."""
    return [(one.code, one.label) for one in lists()[name] if _is_in_force(one, on)]


def label(name: str, code: str) -> str:
    """The label of a value; the value itself where the file no longer has it."""
    return next((one.label for one in lists()[name] if one.code == code), code)


def _value(line: dict[str, str]) -> Value:
    return Value(
        code=line["code"],
        label=line["label"],
        valid_from=date.fromisoformat(line["valid_from"]) if line["valid_from"] else None,
        valid_to=date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
        source=line["source"],
        is_confirmed=line["confirm"] != "yes",
    )


def _is_in_force(value: Value, on: date) -> bool:
    return (value.valid_from is None or value.valid_from <= on) and (value.valid_to is None or on < value.valid_to)
