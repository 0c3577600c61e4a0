"""The lengths of the law for those who need the day alone: where no clock runs yet, or none is watched."""

from datetime import date

from cases.clocks.counting import due_on
from cases.clocks.definitions import definition


def last_day(slug: str, start: date, *, received_on: date | None) -> date:
    """The last day that a clock or limit gives from `start`, without pauses and extensions.

    The law is that of the day the case was received. Raises KeyError for no such name, ValueError for one of no length.
    """
    rule = definition(slug, received_on=received_on)
    last = due_on(rule, start, today=start)
    if last is None:
        raise ValueError(f"{slug} has no limit in law.")
    return last


def limit(slug: str, *, received_on: date | None) -> str:
    """How long it gives, in words: “5 working days”."""
    return definition(slug, received_on=received_on).limit
