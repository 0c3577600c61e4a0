"""Dates and times as people type them, with errors that say how to mend them."""

import calendar
import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from misconduct.core.forms.widgets import DateInput
from misconduct.core.wording import listed

_MONTHS = {
    name.lower(): index
    for names in (calendar.month_name, calendar.month_abbr)
    for index, name in enumerate(names)
    if name
} | {"sept": 9}

_LONGEST = 10_000

EXAMPLE = "For example, 4 3 2026"

# Room on either side for the days and months that are counted from a date: the calendar ends at 9999.
_FIRST_YEAR, _LAST_YEAR = 1800, 2999


def long_text(label: str, *, missing: str = "", hint: str = "", rows: int = 4) -> forms.CharField:
    """Room for some sentences. Whoever leaves it empty is told what is `missing`; without that it may stay empty."""
    return forms.CharField(
        label=label,
        max_length=_LONGEST,
        help_text=hint,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


class GovukDateField(forms.Field):
    """A date typed as “4 3 2026” or “4 March 2026”.

    `past_only` allows today and earlier, `future_only` today and later, by the date in London. A field without a hint
    of its own shows an example.
    """

    widget = DateInput

    def __init__(self, *, past_only: bool = False, future_only: bool = False, **kwargs: Any) -> None:
        kwargs.pop("input_formats", None)
        super().__init__(**{**kwargs, "help_text": kwargs.get("help_text") or EXAMPLE})
        self.past_only = past_only
        self.future_only = future_only

    def to_python(self, value: Any) -> dt.date | None:
        """The date in the boxes, or None where all are blank; errors name the boxes at fault."""
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date) or value in self.empty_values:
            return value or None
        parts = DateInput().decompress(value) if isinstance(value, str) else list(value)
        typed = dict(zip(DateInput.BOXES, ("" if part is None else str(part).strip() for part in parts), strict=True))
        if not any(typed.values()):
            return None
        if missing := [box for box, text in typed.items() if not text]:
            raise self._error(f"{self._name} must include a {listed(missing)}", "incomplete", missing)
        return self._date(typed)

    def validate(self, value: dt.date | None) -> None:
        """Required, then the side of today it may lie on."""
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if self.past_only and value > today:
            raise self._error(f"{self._name} must be today or in the past", "future")
        if self.future_only and value < today:
            raise self._error(f"{self._name} must be today or in the future", "past")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares dates, not the text of their boxes."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _date(self, typed: dict[str, str]) -> dt.date:
        if typed["year"].isdecimal() and len(typed["year"]) != 4:
            raise self._error("Year must include 4 numbers", "year", ["year"])
        if typed["year"].isdecimal() and not _FIRST_YEAR <= int(typed["year"]) <= _LAST_YEAR:
            raise self._error(f"Year must be between {_FIRST_YEAR} and {_LAST_YEAR}", "year", ["year"])
        month = _MONTHS.get(typed["month"].lower().rstrip("."), typed["month"])
        try:
            return dt.date(int(typed["year"]), int(month), int(typed["day"]))
        except ValueError:
            raise self._error(f"{self._name} must be a real date", "invalid") from None

    def _error(self, message: str, code: str, boxes: list[str] | None = None) -> ValidationError:
        return ValidationError(
            self.error_messages.get(code, message), code=code, params={"boxes": tuple(boxes or DateInput.BOXES)}
        )

    @property
    def _name(self) -> str:
        return str(self.label or "Date").removesuffix(" (optional)")


class GovukTimeField(forms.TimeField):
    """A time of day typed as “3:07pm”, “3pm”, “15:07”, “1507”, “midday” or “midnight”."""

    _WORDS = {"midday": dt.time(12), "noon": dt.time(12), "midnight": dt.time(0)}
    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H:%M:%S"])
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.time | None:
        """The time, whatever its spaces and case."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        text = value.replace(" ", "").lower()
        if text in self._WORDS:
            return self._WORDS[text]
        try:
            return super().to_python(text)
        except ValidationError:
            name = self.label or "Time"
            raise ValidationError(f"{name} must be a time, like 3:07pm or 15:07", code="invalid") from None
