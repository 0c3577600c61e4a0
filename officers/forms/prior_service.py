from typing import Any

from django import forms

from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.fields import GovukDateField
from officers.actions.prior_service import Served

_LONG = 10_000


class PriorServiceForm(GovukForm):
    """Where somebody served before, and what that force answered."""

    force = forms.CharField(
        label="Name of the other force",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the name of the other force"},
    )
    starts_on = GovukDateField(label="First day there", required=False, past_only=True)
    ends_on = GovukDateField(label="Last day there", required=False)
    history_requested_on = GovukDateField(
        label="Misconduct history asked for on", required=False, past_only=True, help_text="Leave it empty until then."
    )
    history_received_on = GovukDateField(
        label="Misconduct history received on", required=False, past_only=True, help_text="Leave it empty until then."
    )
    is_adverse = forms.BooleanField(
        label="The history is adverse",
        required=False,
        help_text="It holds something that would have counted here: a proven case, a warning or an open matter.",
    )
    note: Any = forms.CharField(
        label="What was received, or what came of asking",
        required=False,
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def served(self) -> Served:
        """What was answered, as the action takes it."""
        return Served(**self.cleaned_data)


class PriorServiceWithdrawForm(GovukForm):
    """Why an entry no longer counts."""

    reason = forms.CharField(
        label="Why it is withdrawn",
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept with your name, the date and the time.",
        error_messages={"required": "Enter why it is withdrawn"},
    )
