"""Kinds of behaviour wider than one category. Which codes belong to which is the table `behaviours.csv`."""

import csv
from functools import cache
from pathlib import Path

from cases.flags.rules.history import Category

_TABLE = Path(__file__).parent.parent / "behaviours.csv"


def family(slug: str) -> Category:
    """The family of that name. KeyError for one that the table does not hold."""
    return _families()[slug]


def families_of(code_list: str, scheme: str, code: str) -> frozenset[Category]:
    """The families that a category, factor or item of the seriousness worksheet belongs to.

    None for a code that the table does not name.
    """
    return _by_code().get((str(code_list), scheme, code), frozenset())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _families() -> dict[str, Category]:
    return {row["family"]: Category(f"family/{row['family']}", row["label"]) for row in _rows()}


@cache
def _by_code() -> dict[tuple[str, str, str], frozenset[Category]]:
    found: dict[tuple[str, str, str], set[Category]] = {}
    for row in _rows():
        found.setdefault((row["list"], row["scheme"], row["code"]), set()).add(_families()[row["family"]])
    return {key: frozenset(families) for key, families in found.items()}
