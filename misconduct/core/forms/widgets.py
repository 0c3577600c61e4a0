"""Controls that Django lacks: a date in three boxes, and options with a hint each."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.dateparse import parse_date


class DateInput(forms.MultiWidget):
    """Day, month and year boxes named `<field>_day`, `<field>_month`, `<field>_year`.

    A single `<field>=2026-03-04` is read as well, so that a link can carry a date.
    """

    BOXES = ("day", "month", "year")
    template_name = "forms/date_input.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({box: forms.TextInput() for box in self.BOXES}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """The three parts of a date or of its ISO form; three blanks for anything else."""
        if isinstance(value, str):
            value = _iso_date(value)
        if isinstance(value, dt.date):
            return [value.day, value.month, value.year]
        return [None, None, None]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        """What was typed in each box, unchecked."""
        whole = data.get(name)
        if isinstance(whole, dt.date) or (isinstance(whole, str) and whole.strip()):
            parts = self.decompress(whole.strip() if isinstance(whole, str) else whole)
            return parts if any(parts) else [whole, "", ""]
        return list(super().value_from_datadict(data, files, name))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form that was sent had no such question."""
        return name not in data and super().value_omitted_from_data(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The boxes with their labels, and which of them are at fault."""
        attrs = dict(attrs or {})
        error_boxes = attrs.pop("error_boxes", ())
        context = super().get_context(name, value, attrs)
        for box, subwidget in zip(self.BOXES, context["widget"]["subwidgets"], strict=True):
            width = 4 if box == "year" else 2
            classes = f"govuk-input govuk-date-input__input govuk-input--width-{width}"
            if box in error_boxes:
                classes += " govuk-input--error"
            subwidget["label"] = box.capitalize()
            subwidget["attrs"] = {**subwidget["attrs"], "class": classes, "inputmode": "numeric"}
        return context


class _HintedOptions(forms.RadioSelect):
    """Options whose `hints` are keyed by the option's value."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, choices: Any = (), *, hints: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option with its hint beside it."""
        option = super().create_option(*args, **kwargs)
        option["hint"] = self.hints.get(str(option["value"]), "")
        return option


class Radios(_HintedOptions):
    """Radio buttons, each with an optional hint."""


class Checkboxes(_HintedOptions, forms.CheckboxSelectMultiple):
    """Checkboxes, each with an optional hint."""


def _iso_date(value: str) -> dt.date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None
