"""Short lists of values that a part of a case is described by, read from a CSV file beside that part.

A value that has gone out of use keeps its label: only what may be chosen on a day depends on the day.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Value:
    """One line of a file. `is_confirmed` is false where the source still has to be checked."""

    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    source: str
    is_confirmed: bool


class ShortLists:
    """The lists of one file, by name, each in the order of the file. Read once."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def all(self) -> Mapping[str, tuple[Value, ...]]:
        return _read(self._file)

    def holds(self, name: str, code: str) -> bool:
        """Whether a list has this value, in use or not."""
        return any(value.code == code for value in self.all[name])

    def choices(self, name: str, *, on: date) -> list[tuple[str, str]]:
        """What may be chosen from a list on a day, as a form takes it."""
        return [(value.code, value.label) for value in self.all[name] if _is_in_force(value, on)]

    def label(self, name: str, code: str) -> str:
        """The label of a value; the value itself where the file no longer has it."""
        return next((value.label for value in self.all[name] if value.code == code), code)


@lru_cache
def _read(file: Path) -> Mapping[str, tuple[Value, ...]]:
    found: dict[str, list[Value]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            found.setdefault(line["list"], []).append(_value(line))
    return {name: tuple(values) for name, values in found.items()}


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
