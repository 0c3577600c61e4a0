"""Questions, ranks and kinds of file as data, read once from the files beside this one."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
_BEFORE_A_RANK = ("temporary ", "acting ", "t/", "a/", "detective ", "special ")


@dataclass(frozen=True)
class ConflictItem:
    """One question of the declaration of conflicts. `conflict` is what “yes” means, as a statement."""

    code: str
    question: str
    conflict: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be uploaded. `starts` are the signatures, of which one must stand at `offset`."""

    extension: str
    label: str
    media_type: str
    check: str
    offset: int
    starts: tuple[bytes, ...]
    holds: bytes


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of one file of this folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def conflict_items(on: date) -> list[ConflictItem]:
    """The questions in force on a day, in their order."""
    return [
        item
        for item in _conflict_items()
        if (item.valid_from is None or item.valid_from <= on) and (item.valid_to is None or on < item.valid_to)
    ]


def rank_position(rank: str) -> int | None:
    """How high a rank stands, 1 for a constable; None for a grade that is no rank."""
    plain = rank.strip().lower()
    for word in _BEFORE_A_RANK:
        plain = plain.removeprefix(word)
    return _ranks().get(plain)


@lru_cache(maxsize=1)
def file_kinds() -> dict[str, FileKind]:
    """The kinds of file that may be uploaded, by extension without its dot."""
    return {
        row["extension"]: FileKind(
            row["extension"],
            row["label"],
            row["media_type"],
            row["check"],
            int(row["offset"] or 0),
            tuple(bytes.fromhex(one) for one in row["starts"].split()),
            row["holds"].encode(),
        )
        for row in rows("file_kinds.csv")
    }


@lru_cache(maxsize=1)
def _conflict_items() -> tuple[ConflictItem, ...]:
    return tuple(
        ConflictItem(row["code"], row["question"], row["conflict"], _day(row["valid_from"]), _day(row["valid_to"]))
        for row in rows("conflict_items.csv")
    )


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {row["rank"].lower(): int(row["position"]) for row in rows("ranks.csv")}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
