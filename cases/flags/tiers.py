"""How soon a flag is looked at, and who decides: a tier from 1 to 4 by what it counts. The table is `tiers.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cases.flags.rules.history import Matter, Severity
from misconduct.core.wording import counted as in_number
from misconduct.core.working_days import nth_working_day_after

FILE = Path(__file__).parent / "tiers.toml"
LAST = 4


@dataclass(frozen=True)
class Tier:
    """1 is looked at first. `working_days` run from the day after the flag."""

    number: int
    working_days: int
    decides: str

    def due_on(self, raised_on: date) -> date:
        """The last day on which a flag raised on that day is looked at in time."""
        return nth_working_day_after(raised_on, self.working_days)


@dataclass(frozen=True)
class Asked:
    """What a decision on a flag asks somebody to do, and within how many days."""

    what: str
    days: int


@dataclass(frozen=True)
class Harm:
    """What could be done to people, and the tiers of flags that count few or many such cases."""

    words: str
    severities: frozenset[Severity]
    families: frozenset[str]
    rules: frozenset[str]
    tier: int
    tier_of_many: int

    def fits(self, rule: str, matters: Iterable[Matter]) -> bool:
        """Whether the rule is named, or one matter was assessed so or belongs to one of the kinds of behaviour."""
        return rule in self.rules or any(self._is_of(matter) for matter in matters)

    def _is_of(self, matter: Matter) -> bool:
        families = {family.key.removeprefix("family/") for family in matter.families}
        return matter.severity in self.severities or bool(self.families & families)


@dataclass(frozen=True)
class Table:
    """The table in use. The last harm is of everything that fits no other."""

    many: int
    tiers: Mapping[int, Tier]
    harms: tuple[Harm, ...]


@dataclass(frozen=True)
class Placed:
    """The tier of a flag, and in words why it is this one."""

    tier: Tier
    reason: str


def tier_of(rule: str, matters: Iterable[Matter], table: Table | None = None) -> Placed:
    """The tier of a flag of that rule which counts these matters."""
    table, matters = table or table_in_use(), tuple(matters)
    harm = next((harm for harm in table.harms[:-1] if harm.fits(rule, matters)), table.harms[-1])
    cases = len({matter.case_id for matter in matters})
    number = harm.tier_of_many if cases >= table.many else harm.tier
    counts = f"It counts {in_number(cases, 'case')}, with" if cases else "It has"
    return Placed(table.tiers[number], f"{counts} {harm.words}.")


def follow_up_of(decision: str) -> Asked | None:
    """What that decision asks for; nothing where the table does not name it."""
    rows = stored_table()["follow_up"]
    return next((Asked(row["what"], row["days"]) for row in rows if row["decision"] == decision), None)


@cache
def table_in_use() -> Table:
    """The table in the file. Raises KeyError or ValueError for one that cannot be read."""
    stored = stored_table()
    tiers = {row["number"]: Tier(row["number"], row["working_days"], row["decides"]) for row in stored["tier"]}
    harms = tuple(_harm(row) for row in stored["harm"])
    if sorted(tiers) != list(range(1, LAST + 1)) or not {one for harm in harms for one in _tiers(harm)} <= set(tiers):
        raise ValueError(f"{FILE.name} needs the tiers 1 to {LAST}, and no harm may name another.")
    return Table(stored["many"], tiers, harms)


@cache
def stored_table() -> Mapping[str, Any]:
    """What the file says, as it stands there."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def _tiers(harm: Harm) -> tuple[int, int]:
    return harm.tier, harm.tier_of_many


def _harm(row: Mapping[str, Any]) -> Harm:
    severities = frozenset(Severity[name.upper()] for name in row["severities"])
    families, rules = frozenset(row["families"]), frozenset(row["rules"])
    return Harm(row["words"], severities, families, rules, row["tier"], row["tier_of_many"])
