from django import forms

from cases.forms.base import LONG, CaseForm, why
from misconduct.core.forms.fields import GovukDateField


class ExtendForm(CaseForm):
    """More time for a deadline, as somebody entitled to it gave it."""

    until = GovukDateField(label="New last day", future_only=True)
    granted_on = GovukDateField(label="Day it was granted", past_only=True)
    granted_by = forms.CharField(
        label="Who granted it",
        max_length=LONG,
        help_text="Name and office, such as “Jo Hale, chair”.",
        error_messages={"required": "Enter who granted the extension"},
    )
    reason = why("Why the time is extended", "Enter why the time is extended")


class ExplainForm(CaseForm):
    """Why a deadline was missed."""

    reason = why("Why the deadline was missed", "Enter why the deadline was missed")
