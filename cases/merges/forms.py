from typing import Any

from django import forms

from misconduct.core.errors import Refused
from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.fields import long_text
from officers.models import Officer


class ProposeForm(GovukForm):
    """The other record, and what shows that both are one person."""

    number = forms.CharField(
        label="Force number of the other record",
        help_text="What is recorded under it will belong to this record",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": "Enter the force number of the other record"},
    )
    reason = long_text(
        "What shows that they are one person?",
        missing="Enter what shows that they are one person",
        hint="Such as the same date of birth and warrant number",
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._viewer = viewer

    def other(self) -> Officer:
        """The record of that number within the viewer's sight. Raises Refused where there is none."""
        number = self.cleaned_data["number"].strip()
        found: Officer | None = Officer.objects.visible_to(self._viewer).filter(number=number).first()
        if found is None:
            raise Refused(f"Nobody on the roster has the force number “{number}”.", field="number")
        return found


class ApproveForm(GovukForm):
    note = long_text("What convinced you")


class RefuseForm(GovukForm):
    note = long_text("Why are they not one person?", missing="Enter why they are not one person")


class UndoForm(GovukForm):
    reason = long_text("Why are they two people after all?", missing="Enter why they are two people after all")
