from django import forms
from django.utils import timezone

from cases.forms.base import LONG, CaseForm
from cases.forms.codes import CodeField, choosable
from cases.models import CodeList
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios


class RulingForm(CaseForm):
    """What a decision and an outcome both ask."""

    code_list: CodeList

    reasons = forms.CharField(
        label="Reasons",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What was decided and why, so that somebody who was not there understands it.",
        error_messages={"required": "Enter the reasons"},
    )
    decided_on = GovukDateField(label="Date decided", past_only=True, help_text="For example, 4 3 2026")
    authority = forms.CharField(
        label="Decided in the name of (optional)",
        max_length=300,
        required=False,
        help_text="Such as the appropriate authority, or the chair of a panel.",
    )

    def prepare(self) -> None:
        self.initial.setdefault("decided_on", timezone.localdate())
        codes = choosable(self.code_list, days=[timezone.localdate(), self.case.received_on])
        self.offer("value", codes)


class _DecisionForm(RulingForm):
    value = CodeField(label="Decision", queryset=None, empty_label=None, widget=Radios)
    field_order = ("value", "reasons", "decided_on", "authority")


class SeverityForm(_DecisionForm):
    code_list = CodeList.SEVERITY


class CaseToAnswerForm(_DecisionForm):
    code_list = CodeList.CASE_TO_ANSWER


class FindingForm(_DecisionForm):
    code_list = CodeList.FINDING


class OutcomeForm(RulingForm):
    """The dates are those of a warning; other outcomes have none."""

    marks_optional = False
    code_list = CodeList.OUTCOME
    value = CodeField(label="Outcome", queryset=None, empty_label="Choose an outcome")
    live_from = GovukDateField(
        label="Day the warning starts",
        required=False,
        help_text="Only for a warning. For example, 4 3 2026",
    )
    live_to = GovukDateField(
        label="Day the warning ends", required=False, help_text="Only for a warning, as its notice gives it."
    )
    field_order = ("value", "live_from", "live_to", "reasons", "decided_on", "authority")
