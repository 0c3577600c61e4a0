"""Invented histories for table tests of rules."""

from datetime import date

from cases.flags.rules.history import FINALISED, RECEIVED, Category, Matter, OfficerHistory

FORCE = Category("test/B4", "Use of force")
CIVILITY = Category("test/H1", "Civility")


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
