"""Reading the code lists from their files, and bringing a table into line with them.

One file a list, `code_lists/<list>.csv`, in the order in which codes are shown. The model is passed in: the migration
that first loads the lists has the model of its own day.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "code_lists"
CODE_LISTS = (
    "category",
    "standard",
    "factor",
    "channel",
    "severity",
    "seriousness",
    "case_to_answer",
    "forum",
    "special_conditions",
    "finding",
    "presumption",
    "outcome",
    "complaint_action",
)

Key = tuple[str, str, str]


@dataclass(frozen=True)
class CodeRow:
    """One line of a file. `parent` and `maps_to` are the keys of other codes of the same list."""

    key: Key
    values: dict[str, Any]
    parent: Key | None
    maps_to: Key | None


@dataclass
class Loaded:
    """What a load did, by the codes' keys."""

    added: list[Key] = field(default_factory=list)
    changed: list[Key] = field(default_factory=list)


def rows(code_list: str) -> Iterator[CodeRow]:
    """The lines of one list. Raises ValueError for a date that is none, and KeyError for a missing column."""
    with (FOLDER / f"{code_list}.csv").open(encoding="utf-8", newline="") as file:
        for position, line in enumerate(csv.DictReader(file), start=1):
            yield _row(code_list, position, line)


def load_into(model: type[Any]) -> Loaded:
    """Add what is missing and change what differs. Codes that no file names, such as imported ones, are left alone.

    Safe to repeat: a second run changes nothing. Call inside a transaction.
    """
    wanted = [row for code_list in CODE_LISTS for row in rows(code_list)]
    held = {_key(code): code for code in model.objects.all()}
    added = [row for row in wanted if row.key not in held]
    model.objects.bulk_create(
        model(code_list=row.key[0], scheme=row.key[1], code=row.key[2], **row.values) for row in added
    )
    held = {_key(code): code for code in model.objects.all()}
    differing = [row for row in wanted if _bring_into_line(held[row.key], row, held)]
    fields = [*wanted[0].values, "parent", "maps_to"]
    model.objects.bulk_update([held[row.key] for row in differing], fields)
    new = {row.key for row in added}
    return Loaded(added=[row.key for row in added], changed=[row.key for row in differing if row.key not in new])


def _row(code_list: str, position: int, line: dict[str, str]) -> CodeRow:
    values = {
        "label": line["label"],
        "group": line["group"],
        "verdict": line["verdict"],
        "position": position,
        "valid_from": _date(line["valid_from"]),
        "valid_to": _date(line["valid_to"]),
        "source": line["source"],
        "is_confirmed": line["confirm"] != "yes",
    }
    parent = (code_list, line["scheme"], line["parent"]) if line["parent"] else None
    scheme, _, code = line["maps_to"].partition(":")
    return CodeRow(
        key=(code_list, line["scheme"], line["code"]),
        values=values,
        parent=parent,
        maps_to=(code_list, scheme, code) if code else None,
    )


def _bring_into_line(code: Any, row: CodeRow, held: dict[Key, Any]) -> bool:
    wanted = {
        **row.values,
        "parent_id": held[row.parent].pk if row.parent else None,
        "maps_to_id": held[row.maps_to].pk if row.maps_to else None,
    }
    differing = {name: value for name, value in wanted.items() if getattr(code, name) != value}
    for name, value in differing.items():
        setattr(code, name, value)
    return bool(differing)


def _key(code: Any) -> Key:
    return (code.code_list, code.scheme, code.code)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
