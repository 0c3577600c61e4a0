"""The ground of every form about one case."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.models import Case
from misconduct.accounts.models import User
from misconduct.core.forms.base import GovukForm

LONG = 10_000


class CaseForm(GovukForm):
    """A form that knows the case and who fills it in."""

    def __init__(self, *args: Any, case: Case, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.viewer = viewer
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices that depend on the case or on who asks."""

    def offer(self, name: str, choices: QuerySet) -> None:
        """Let a field choose among these rows."""
        field: Any = self.fields[name]
        field.queryset = choices


class ReasonForm(CaseForm):
    """Nothing but the reason why."""

    reason = forms.CharField(
        label="Reason",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is kept with your name, the date and the time.",
        error_messages={"required": "Enter the reason"},
    )


def why(label: str, required: str) -> forms.CharField:
    """A question for the reason of a change."""
    return forms.CharField(
        label=label,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept with your name, the date and the time.",
        error_messages={"required": required},
    )
