"""How long open flags have waited, in bands."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class FlagAge:
    """A band of days since the oldest open flag of a person was raised; `number` stands in addresses and SQL."""

    number: int
    label: str
    least: int
    most: int | None


FLAG_AGES = (
    FlagAge(0, "Up to 7 days", 0, 7),
    FlagAge(1, "8 to 28 days", 8, 28),
    FlagAge(2, "29 to 90 days", 29, 90),
    FlagAge(3, "More than 90 days", 91, None),
)


def raised_between(age: FlagAge, today: date) -> tuple[datetime | None, datetime]:
    """From when and until before when a flag of that age was raised, by days in London."""
    until = _start_of(today - timedelta(days=age.least - 1))
    return (None if age.most is None else _start_of(today - timedelta(days=age.most))), until


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
