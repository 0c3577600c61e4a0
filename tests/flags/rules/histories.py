"""Invented histories for table tests of rules."""

from dataclasses import replace
from datetime import date
from typing import Any

from cases.flags import rules
from cases.flags.rules.history import FINALISED, RECEIVED, Category, History, Hit, Matter, OfficerHistory, Source

FORCE = Category("test/B4", "Use of force")
CIVILITY = Category("test/H1", "Civility")
AS_AT = date(2026, 3, 4)
LEAP_DAY = date(2024, 2, 29)


def family(slug: str) -> Category:
    """A kind of behaviour under the key that the table of the force gives it."""
    return Category(f"family/{slug}", slug.replace("-", " ").capitalize())


def matter(number: int, dated_on: date | None, *categories: Category, dated_by: str = RECEIVED) -> Matter:
    """Matter number n of a case of its own."""
    return Matter(
        subject_id=number, case_id=number, dated_on=dated_on, dated_by=dated_by, categories=frozenset(categories)
    )


def finalised(number: int, on: date, *categories: Category) -> Matter:
    return matter(number, on, *categories, dated_by=FINALISED)


def history(*dates: date | None, **service: date | None) -> OfficerHistory:
    """Somebody with one matter on each of these days."""
    matters = tuple(matter(number, day) for number, day in enumerate(dates, start=1))
    return OfficerHistory(officer_id=1, matters=matters, **service)


def told(number: int, dated_on: date | None, *families: str, **facts: Any) -> Matter:
    """Matter number n with its kinds of behaviour and whatever else is told of it."""
    return replace(matter(number, dated_on), families=frozenset(map(family, families)), source=Source.INTERNAL, **facts)


def person(*matters: Matter, **facts: Any) -> OfficerHistory:
    """Somebody with these matters."""
    return OfficerHistory(officer_id=1, matters=matters, **facts)


def hits_of(slug: str, history: History, *, as_at: date = AS_AT, **stored: Any) -> tuple[Hit, ...]:
    """What a rule finds with its own numbers, or with those given."""
    return rules.apply(slug, history, as_at=as_at, parameters=rules.read(slug, stored))


def ids(hit: Hit) -> list[int]:
    """The numbers of the matters counted."""
    return [matter.subject_id for matter in hit.counted]


def left_out(hit: Hit) -> dict[int, str]:
    """The numbers of the matters left out, with the reasons."""
    return {left.matter.subject_id: left.reason for left in hit.left_out}
