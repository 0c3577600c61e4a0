from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.base import LONG, CaseForm
from cases.investigations.actions.policy_log import may_seal
from misconduct.core.forms.fields import GovukDateField, GovukTimeField
from misconduct.core.wording import uk_time


class PolicyEntryForm(CaseForm):
    """A decision with its reason, and when it was taken."""

    decision = forms.CharField(label="Decision", max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.CharField(
        label="Reason",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="So that somebody who was not there understands it. An entry cannot be changed once it is saved.",
    )
    decided_on = GovukDateField(label="Day it was decided", past_only=True)
    decided_time = GovukTimeField(label="Time it was decided", help_text="For example, 3:07pm")
    is_sealed = forms.BooleanField(
        label="Seal this entry",
        required=False,
        help_text="Only the investigator and managers will read it.",
    )

    def prepare(self) -> None:
        now = timezone.localtime()
        self.initial = {"decided_on": now.date(), "decided_time": uk_time(now), **self.initial}
        if not may_seal(self.viewer, self.case):
            del self.fields["is_sealed"]

    def given(self) -> dict[str, Any]:
        """The cleaned answers as the action takes them: day and time as one moment in London."""
        cleaned = dict(self.cleaned_data)
        moment = datetime.combine(cleaned.pop("decided_on"), cleaned.pop("decided_time"))
        return {**cleaned, "decided_at": timezone.make_aware(moment)}
