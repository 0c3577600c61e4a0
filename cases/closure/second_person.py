"""Which cases a second person must look at before they are closed. The codes stand in `second_person.csv`."""

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cases.models import Case

_FILE = Path(__file__).with_name("second_person.csv")
Line = tuple[str, str, str, str]


def reasons(case: "Case") -> list[str]:
    """Why a second person must agree, such as “sexual conduct”; empty where nobody need. One query."""
    held = case.allegations.order_by().values_list(
        "category__scheme", "category__code", "category__parent__code", "factors__scheme", "factors__code"
    )
    categories, factors = set(), set()
    for scheme, code, parent, factor_scheme, factor in held:
        categories |= {(scheme, code), (scheme, parent)}
        factors.add((factor_scheme, factor))
    found = {"category": categories, "factor": factors}
    return list(dict.fromkeys(why for kind, scheme, code, why in _lines() if (scheme, code) in found[kind]))


@cache
def _lines() -> tuple[Line, ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple((row["list"], row["scheme"], row["code"], row["why"]) for row in csv.DictReader(file))
