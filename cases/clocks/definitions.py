"""The clocks as the law defines them, read from `definitions.toml`, where every field is explained."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from cases.clocks.kinds import MilestoneKind
from cases.stages import RecordType

FILE = Path(__file__).parent / "definitions.toml"
SLUG_LENGTH = 60


class Malformed(ValueError):  # noqa: N818 - named for what is wrong, as every exception here
    """The file of definitions does not make sense. The message names the entry and says how to mend it."""


class About(StrEnum):
    """What each clock is counted for."""

    CASE = "case"
    PARTY = "party"
    SUBJECT = "subject"
    PERIOD = "period"
    PROCEEDING = "proceeding"
    RECOMMENDATION = "recommendation"


class Unit(StrEnum):
    NONE = ""
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    WORKING_DAYS = "working days"


class Counting(StrEnum):
    """From which day, and how, the length is counted."""

    NONE = ""
    DAY_AFTER = "day after"
    WORKING_DAY_AFTER = "first working day after"
    CORRESPONDING_DATE = "corresponding date"
    BEFORE = "before"
    ON_THE_DAY = "on the day"

    @property
    def is_aimed_at(self) -> bool:
        """Whether the starting milestone is the day aimed at, so that what answers the clock comes before it."""
        return self in {Counting.BEFORE, Counting.ON_THE_DAY}


class Nature(StrEnum):
    """What it means when the day passes."""

    DUTY = "duty"
    WINDOW = "window"
    ALERT = "alert"
    MINIMUM = "minimum"
    MEASURED = "measured"


class Remind(StrEnum):
    INVESTIGATOR = "investigator"
    TEAM = "team"
    HEAD = "head"


@dataclass(frozen=True)
class Definition:
    """One clock under one law. Lengths are in `unit`."""

    slug: str
    number: str
    label: str
    about: About
    starts: tuple[str, ...]
    nature: Nature
    source: str
    only: tuple[str, ...] = ()
    falls_back_to: tuple[str, ...] = ()
    for_each: str = ""
    once: bool = False
    renews: bool = False
    satisfied_by: tuple[str, ...] = ()
    restarts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    length: int | None = None
    not_before: int | None = None
    unit: Unit = Unit.NONE
    counting: Counting = Counting.NONE
    repeats_every: int | None = None
    lead_days: int = 0
    pauses: bool = False
    extended_by: str = ""
    record_types: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    remind_days: tuple[int, ...] = ()
    remind: tuple[Remind, ...] = ()
    escalates: bool = False
    confirm: bool = False

    def applies_to(self, *, record_type: str, received_on: date | None) -> bool:
        """Whether it holds for a case of this kind under the law of the day it was received.

        Where that day is not known, as in some imported history, no clock can be relied on.
        """
        if received_on is None or (self.record_types and record_type not in self.record_types):
            return False
        begun = self.valid_from is None or self.valid_from <= received_on
        return begun and (self.valid_to is None or received_on < self.valid_to)

    @property
    def limit(self) -> str:
        """The limit in words, for people: “10 working days”."""
        if self.counting == Counting.ON_THE_DAY:
            return "The day itself"
        if self.length is None and self.not_before is None:
            return "No fixed limit"
        low, high, unit = self.not_before, self.length, str(self.unit)
        if low is not None and high is not None:
            return f"Not less than {low} and not more than {high} {unit}"
        number = high if high is not None else low
        words = f"{number} {unit[:-1] if number == 1 else unit}"
        words += f", then every {self.repeats_every} {unit}" if self.repeats_every else ""
        return f"Not less than {words}" if high is None else words


@cache
def definitions() -> tuple[Definition, ...]:
    """Every definition in the file, in its order. Raises Malformed."""
    with FILE.open("rb") as file:
        return read(tomllib.load(file).get("clock", ()))


@cache
def limits() -> tuple[Definition, ...]:
    """The lengths of the law that some rule asks for and no clock watches. Raises Malformed."""
    with FILE.open("rb") as file:
        return read(tomllib.load(file).get("limit", ()))


@cache
def labels() -> dict[str, str]:
    """What each clock is called, by slug."""
    return {one.slug: one.label for one in definitions()}


@cache
def slugs_of(nature: Nature) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.slug for one in definitions() if one.nature == nature))


@cache
def _by_slug() -> dict[str, tuple[Definition, ...]]:
    found: dict[str, tuple[Definition, ...]] = {}
    for one in (*definitions(), *limits()):
        found[one.slug] = (*found.get(one.slug, ()), one)
    return found


def definition(slug: str, *, received_on: date | None) -> Definition:
    """The definition of that name under the law of that day, failing that the last one. KeyError for no such name."""
    versions = _by_slug()[slug]
    holding = (one for one in versions if received_on and (one.valid_from or date.min) <= received_on)
    return max(holding, key=lambda one: one.valid_from or date.min, default=versions[-1])


def read(entries: Iterable[Mapping[str, Any]]) -> tuple[Definition, ...]:
    """Definitions from the entries of the file. Raises Malformed."""
    found = tuple(_read(entry) for entry in entries)
    for slug in {one.slug for one in found}:
        versions = sorted((one for one in found if one.slug == slug), key=lambda one: one.valid_from or date.min)
        for earlier, later in zip(versions, versions[1:], strict=False):
            if earlier.valid_to is None or later.valid_from is None or earlier.valid_to > later.valid_from:
                raise Malformed(f"{slug}: two entries hold on the same day. Give the earlier one a valid_to.")
    return found


_NAMES = {field.name for field in fields(Definition)}
_REQUIRED = [field.name for field in fields(Definition) if field.default is MISSING]
_KINDS = ("starts", "falls_back_to", "satisfied_by", "restarts", "ends")
_CHOICES: dict[str, type[StrEnum]] = {"about": About, "nature": Nature, "unit": Unit, "counting": Counting}


def _read(entry: Mapping[str, Any]) -> Definition:
    name = entry.get("slug") or "an entry without a slug"
    if unknown := sorted(entry.keys() - _NAMES):
        raise Malformed(f"{name}: there is no field “{unknown[0]}”.")
    if missing := [field for field in _REQUIRED if entry.get(field) in (None, "")]:
        raise Malformed(f"{name}: fill in “{missing[0]}”.")
    values: dict[str, Any] = {
        field: tuple(value) if isinstance(value, list) else value for field, value in entry.items()
    }
    for field, choices in _CHOICES.items():
        if field in values:
            values[field] = _one_of(name, field, values[field], choices)
    values["remind"] = tuple(_one_of(name, "remind", who, Remind) for who in values.get("remind", ()))
    one = Definition(**values)
    if problem := _problem(one):
        raise Malformed(f"{name}: {problem}")
    return one


def _one_of(name: str, field: str, value: Any, choices: type[StrEnum]) -> StrEnum:
    try:
        return choices(value)
    except ValueError:
        allowed = ", ".join(filter(None, choices))
        raise Malformed(f"{name}: {field} is “{value}”. Use one of: {allowed}.") from None


def _problem(one: Definition) -> str:
    """What does not fit together, or nothing."""
    kinds = [kind for field in _KINDS for kind in getattr(one, field)] + ([one.for_each] if one.for_each else [])
    strange = [kind for kind in kinds if kind not in MilestoneKind.values]
    types = [kind for kind in one.record_types if kind not in RecordType.values]
    has_length = one.length is not None or one.not_before is not None
    negative = any(n is not None and n < 0 for n in (one.length, one.not_before, one.repeats_every, *one.remind_days))
    months_wrong = one.unit == Unit.MONTHS and one.counting != Counting.CORRESPONDING_DATE
    days_wrong = one.valid_from and one.valid_to and one.valid_to <= one.valid_from
    checks = (
        (bool(strange), f"there is no milestone “{strange[0] if strange else ''}”."),
        (bool(types), f"there is no kind of record “{types[0] if types else ''}”."),
        (len(one.slug) > SLUG_LENGTH, "the slug is too long."),
        (not one.starts, "name the milestone that starts it."),
        (negative, "a length cannot be less than nothing."),
        (has_length != bool(one.unit and one.counting), "a length, a unit and a way of counting belong together."),
        (has_length == (one.nature == Nature.MEASURED), "a clock has a limit, or is measured only."),
        (one.nature == Nature.MINIMUM and one.length is not None, "a minimum is given as not_before."),
        (bool(set(one.restarts) - set(one.satisfied_by)), "what restarts it must also satisfy it."),
        (months_wrong, "months run to the corresponding date."),
        (one.repeats_every is not None and one.unit != Unit.MONTHS, "only months repeat."),
        (bool(one.remind and not has_length), "without a limit there is nothing to remind of."),
        (bool(days_wrong), "valid_to must be after valid_from."),
    )
    return next((message for is_wrong, message in checks if is_wrong), "")
