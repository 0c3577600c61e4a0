from typing import Any

from django import forms
from django.utils import timezone

from cases.watches.actions.watching import MOST_MONTHS, USUAL_MONTHS
from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.months import months_after


def _reason(label: str, missing: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=10_000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class WatchForm(GovukForm):
    """Why somebody is to be watched, and until when."""

    reason = _reason(
        "Why is this person to be watched?",
        "Enter why this person is to be watched",
        "Everybody who sees flags can read it. Do not write of a case that is sealed",
    )
    ends_on = GovukDateField(label="Last day", future_only=True, help_text=f"Within {MOST_MONTHS} months")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = months_after(timezone.localdate(), USUAL_MONTHS)


class RenewForm(WatchForm):
    """Why somebody is still to be watched, and until when."""

    reason = _reason("Why is it still needed?", "Enter why it is still needed", "What came since, and what you expect")


class ReadForm(GovukForm):
    """Up to which moment what is new was read."""

    up_to = forms.DateTimeField(widget=forms.HiddenInput)


class EndForm(GovukForm):
    """Why somebody is not watched any more."""

    reason = _reason("Why does the watch end?", "Enter why the watch ends")
