from typing import Any

from django import forms

from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.fields import GovukDateField
from reports.statistics.matters import Basis


class ExportReasonForm(forms.Form):
    """Why somebody takes a file away. It stands in the file's manifest and in the audit log."""

    reason = forms.CharField(
        label="Why do you need this file?",
        help_text="For example “Quarterly return to the Home Office”. The reason is kept with the file’s manifest.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter why you need this file."},
    )


class PeriodForm(GovukForm):
    """A period, both days included, and which date of a case counts."""

    marks_optional = False
    from_date = GovukDateField(label="From", error_messages={"required": "Enter the first day of the period"})
    to_date = GovukDateField(label="To", error_messages={"required": "Enter the last day of the period"})
    basis = forms.ChoiceField(label="Count by", choices=Basis.choices, initial=Basis.RECEIVED, required=False)

    def clean_basis(self) -> str:
        """By the date received where nothing was asked for."""
        return self.cleaned_data["basis"] or Basis.RECEIVED.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_date"), cleaned.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", "“To” must be the same as or after “From”")
        return cleaned


_SHARED = "Shared cases, at least, must be a whole number from 1 to 50"


class ClusterForm(PeriodForm):
    """A period, and from how many shared cases on two people count as named together."""

    least = forms.IntegerField(
        label="Shared cases, at least",
        min_value=1,
        max_value=50,
        initial=2,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _SHARED),
    )
