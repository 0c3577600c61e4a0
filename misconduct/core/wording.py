"""How dates, numbers and counts are said to people. Exports use ISO and plain numbers instead."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format


def uk_date(value: dt.date | dt.datetime | None) -> str:
    """“4 March 2026”, in London for a moment in time; empty for no date."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, "j F Y", use_l10n=False)


def uk_time(value: dt.datetime | dt.time | None) -> str:
    """“3:07pm” in London time; midnight and midday are named so, as 12am and 12pm mislead."""
    if value is None:
        return ""
    moment = timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value
    if moment.hour in {0, 12} and moment.minute == 0:
        return "midday" if moment.hour else "midnight"
    half = "am" if moment.hour < 12 else "pm"
    return f"{moment.hour % 12 or 12}:{moment.minute:02d}{half}"


def uk_datetime(value: dt.datetime | None) -> str:
    """“4 March 2026 at 3:07pm” in London time; empty for no moment."""
    if value is None:
        return ""
    return f"{uk_date(value)} at {uk_time(value)}"


def number(value: float | Decimal | str | None, places: int = 0) -> str:
    """“12,345”, or with decimal places “12,345.6”; empty for nothing, and words pass through unchanged."""
    if value is None or value == "":
        return ""
    try:
        return f"{Decimal(str(value)):,.{places}f}"
    except ArithmeticError:
        return str(value)


def percent(part: float | Decimal | None, places: int = 1) -> str:
    """“12.3%” from a share of one (0.123); empty for nothing."""
    if part is None or part == "":
        return ""
    return f"{Decimal(str(part)) * 100:,.{places}f}%"


def counted(count: int, one: str, many: str = "") -> str:
    """“1 case”, “2,345 cases”, “0 people”: the count with the right form of the noun."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def listed(words: Iterable[object], by: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”; empty for none. `by` is the word before the last."""
    *others, last = [str(word) for word in words] or [""]
    return f"{', '.join(others)} {by} {last}" if others else last


def mid_sentence(label: object) -> str:
    """A label as it reads within a sentence: “Letter from an MP” as “letter from an MP”, “IOPC portal” as it is.

    Only the first letter is made small, and not that of a short form or of a name of several words (“Police Appeals
    Tribunal”).
    """
    words = str(label).split()
    is_name = len(words) > 1 and words[0] not in {"A", "The"} and words[1][1:].islower() and words[1][:1].isupper()
    if not words or is_name or not (words[0][1:].islower() or len(words[0]) == 1):
        return str(label)
    return str(label)[:1].lower() + str(label)[1:]
