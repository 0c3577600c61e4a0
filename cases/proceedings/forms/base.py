"""The ground of every form about proceedings, and the questions that many of them ask."""

from typing import Any

from django import forms

from cases.forms.base import LONG, CaseForm
from cases.proceedings.models import Proceeding
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios


class ProceedingForm(CaseForm):
    """A form that knows the proceedings, and the row of them that it is about, if any."""

    def __init__(self, *args: Any, proceeding: Proceeding, row: Any = None, **kwargs: Any) -> None:
        self.proceeding = proceeding
        self.row = row
        super().__init__(*args, **kwargs)


def day(label: str, *, required: bool = True, help_text: str = "") -> GovukDateField:
    """A day in the past, or today."""
    return GovukDateField(label=label, past_only=True, required=required, help_text=help_text)


def words(label: str, *, rows: int = 3, required: bool = True, help_text: str = "") -> forms.CharField:
    """A longer text."""
    return forms.CharField(
        label=label,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def short(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """A name or a place."""
    return forms.CharField(label=label, max_length=300, required=required, help_text=help_text)


def one_of(label: str, choices: Any, *, missing: str = "", help_text: str = "") -> forms.ChoiceField:
    """One of a few answers; `missing` is said where none is chosen and the label makes no sentence of its own."""
    messages = {"required": missing} if missing else None
    return forms.ChoiceField(label=label, choices=choices, widget=Radios, help_text=help_text, error_messages=messages)


def yes_no(label: str, *, yes: str = "Yes", no: str = "No", required: bool = True) -> forms.TypedChoiceField:
    """A question with two answers, neither of them chosen beforehand; None where it may stay open."""
    return forms.TypedChoiceField(
        label=label,
        choices=(("yes", yes), ("no", no)),
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        required=required,
        widget=Radios,
    )
