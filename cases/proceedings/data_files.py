"""Reading the rules of proceedings from the files beside this module, each with its source and the days it holds."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def lines(name: str) -> tuple[dict[str, str], ...]:
    """Every line of a file such as "panel", in its order."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def is_in_force(line: dict[str, str], on: date) -> bool:
    """Whether a line holds on a day: from `valid_from` up to, but not on, `valid_to`."""
    starts, ends = line["valid_from"], line["valid_to"]
    return (not starts or date.fromisoformat(starts) <= on) and (not ends or on < date.fromisoformat(ends))


def number(text: str) -> int | None:
    return int(text) if text else None
