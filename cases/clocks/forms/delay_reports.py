from typing import Any

from django import forms

from cases.clocks.actions.delay_reports import Contents, Sending
from cases.clocks.models import DelayReport
from cases.forms.base import LONG, CaseForm
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios


def _words(label: str, help_text: str = "") -> forms.CharField:
    rows = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, max_length=LONG, required=False, widget=rows, help_text=help_text)


class ContentsForm(CaseForm):
    """What the report says. All of it may be left for later; it is sent only when it is complete."""

    marks_optional = False
    progress = _words("Progress so far")
    reason_for_length = _words("Why it takes so long")
    planned_steps = _words("Steps planned to bring it to an end")
    expected_end_on = GovukDateField(label="When the investigation should end", required=False)
    expected_report_on = GovukDateField(label="When the report should be ready", required=False)

    def contents(self) -> Contents:
        given: dict[str, Any] = self.cleaned_data
        return Contents(**given)


class SendForm(CaseForm):
    """That it was sent, when and to whom."""

    sent_on = GovukDateField(label="Day it was sent", past_only=True)
    officer_copy = forms.ChoiceField(
        label="The officer’s copy", choices=DelayReport.OfficerCopy.choices, widget=Radios()
    )
    officer_copy_reason = _words("If it is withheld, on what ground of the harm test")
    withheld_from_body = _words(
        "If it was not sent to the local policing body, why", "Only where it might prejudice the investigation."
    )

    def sending(self) -> Sending:
        given: dict[str, Any] = self.cleaned_data
        return Sending(**given)
