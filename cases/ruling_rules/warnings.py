"""For how long a warning is live, by the law of its day."""

from dataclasses import dataclass
from datetime import date, timedelta

from cases.ruling_rules.tables import rows
from misconduct.core.months import months_after
from misconduct.core.wording import uk_date


@dataclass(frozen=True)
class WarningLength:
    """How many months a warning runs, and up to how many a panel may set."""

    months: int
    longest_months: int


def length_of(outcome: str, *, forum: str, days: tuple[date | None, ...]) -> WarningLength | None:
    """The length in force on one of these days; nothing for an outcome without one, which is then not limited."""
    for row in rows("warnings"):
        if row["outcome"] == outcome and any(_is_in_force(row, day) for day in days if day):
            may_be_longer = forum in row["longest_at"].split()
            return WarningLength(int(row["months"]), int(row["longest_months" if may_be_longer else "months"]))
    return None


def last_day(starts_on: date, months: int, career_break_days: int = 0) -> date:
    """The last day of a period that begins with the first day. Days of a career break do not count."""
    return months_after(starts_on, months) + timedelta(days=career_break_days - 1)


def refusal(length: WarningLength, *, live_from: date, live_to: date, career_break_days: int) -> str | None:
    """Why a warning cannot be live for these days, or nothing."""
    first = last_day(live_from, length.months, career_break_days)
    last = last_day(live_from, length.longest_months, career_break_days)
    if first <= live_to <= last:
        return None
    if first == last:
        return f"This warning runs for {length.months} months, so its last day is {uk_date(last)}."
    return (
        f"This warning runs for {length.months} to {length.longest_months} months, "
        f"so its last day is from {uk_date(first)} to {uk_date(last)}."
    )


def _is_in_force(row: dict[str, str], day: date) -> bool:
    starts, ends = row["valid_from"], row["valid_to"]
    return (not starts or date.fromisoformat(starts) <= day) and (not ends or day < date.fromisoformat(ends))
