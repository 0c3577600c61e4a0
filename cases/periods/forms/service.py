from typing import Any

from django import forms

from cases.forms.base import LONG, why
from cases.periods.actions.service import ON_THE_ROSTER
from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios


class ServicePeriodForm(GovukForm):
    """A career break or probation."""

    kind = forms.ChoiceField(
        label="What is it?", choices=[(kind.value, kind.label) for kind in ON_THE_ROSTER], widget=Radios
    )
    starts_on = GovukDateField(label="First day")
    ends_on = GovukDateField(
        label="Last day", required=False, help_text="Leave it empty for a career break whose end is not known."
    )
    description: Any = forms.CharField(
        label="Note", required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )


class PeriodEndForm(GovukForm):
    """Another last day."""

    ends_on = GovukDateField(label="Last day")
    reason = why("Why it ends on that day", "Enter why it ends on that day")
