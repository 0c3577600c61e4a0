from typing import Any

from django import forms
from django.utils import timezone

from cases.actions.outcomes import WARNING
from cases.forms.base import LONG, CaseForm
from cases.forms.codes import CodeField, CodesField, choosable
from cases.models import Code, CodeList, Decision
from cases.ruling_rules import outcomes as rules
from cases.ruling_rules.facts import PairFacts
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Checkboxes, Radios


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
    decided_on = GovukDateField(label="Date decided", past_only=True)
    authority = forms.CharField(
        label="Decided on behalf of (optional)",
        max_length=300,
        required=False,
        help_text="Such as the appropriate authority, or the chair of a panel.",
    )

    def prepare(self) -> None:
        self.initial.setdefault("decided_on", timezone.localdate())
        codes = choosable(self.code_list, days=[timezone.localdate(), self.case.received_on])
        self.offer("value", codes)


def _one_of(label: str, required: str) -> CodeField:
    messages = {"required": required}
    return CodeField(label=label, queryset=None, empty_label=None, widget=Radios, error_messages=messages)


class DecisionForm(RulingForm):
    value = _one_of("Decision", "Select the decision")
    field_order: tuple[str, ...] = ("value", "reasons", "decided_on", "authority")


class CaseToAnswerForm(DecisionForm):
    code_list = CodeList.CASE_TO_ANSWER


class OpinionForm(CaseToAnswerForm):
    """The investigator speaks in their own name."""

    authority = None  # type: ignore[assignment] # taken off this form
    value = _one_of("Your opinion", "Select your opinion")
    decided_on = GovukDateField(label="Date of your opinion", past_only=True, help_text="For example, 4 3 2026")
    field_order = ("value", "reasons", "decided_on")

    def prepare(self) -> None:
        super().prepare()
        self.fields["reasons"].help_text = "Why, so that somebody who was not there understands it."


class IopcViewForm(CaseToAnswerForm):
    value = _one_of("The IOPC’s view", "Select the IOPC’s view")
    authority = forms.CharField(
        label="Who at the IOPC gave this view",
        max_length=300,
        help_text="Their name and office.",
        error_messages={"required": "Enter who at the IOPC gave this view"},
    )


class ForumForm(DecisionForm):
    code_list = CodeList.FORUM
    has_separate_incidents = forms.BooleanField(
        label="The matter is about more than one incident, not closely connected in their facts", required=False
    )
    field_order = ("has_separate_incidents", "value", "reasons", "decided_on", "authority")


class FindingForm(DecisionForm):
    code_list = CodeList.FINDING
    value = _one_of("Finding", "Select the finding")


class PresumptionForm(DecisionForm):
    code_list = CodeList.PRESUMPTION
    reasons = forms.CharField(
        label="Reasons",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="To displace the presumption, what the exceptional circumstances are.",
        error_messages={"required": "Enter the reasons"},
    )


_TO_CERTIFY = "Needed to certify."


class SpecialConditionsForm(DecisionForm):
    """A certificate needs both limbs of the test and the senior officer; the action says what is missing."""

    code_list = CodeList.SPECIAL_CONDITIONS
    marks_optional = False
    evidence = forms.CharField(
        label="Why the written evidence alone is enough to prove gross misconduct",
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_TO_CERTIFY,
    )
    public_interest = forms.CharField(
        label="Why it is in the public interest that they cease to serve without delay",
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_TO_CERTIFY,
    )
    authorised_by_name = forms.CharField(
        label="Senior officer who authorises it", max_length=300, required=False, help_text=_TO_CERTIFY
    )
    authorised_by_rank = forms.CharField(
        label="Rank of the senior officer", max_length=300, required=False, help_text=_TO_CERTIFY
    )
    field_order = (
        "value",
        "evidence",
        "public_interest",
        "authorised_by_name",
        "authorised_by_rank",
        "reasons",
        "decided_on",
        "authority",
    )


class OutcomeForm(RulingForm):
    """Only what the law allows on these facts is offered. The dates are those of a warning; others have none."""

    marks_optional = False
    code_list = CodeList.OUTCOME
    value = CodeField(label="Outcome", queryset=None, empty_label="Choose an outcome")
    live_from = GovukDateField(
        label="Day the warning starts",
        required=False,
        help_text="Only for a warning: the day it was notified. For example, 4 3 2026",
    )
    live_to = GovukDateField(
        label="Day the warning ends", required=False, help_text="Only for a warning, as its notice gives it."
    )
    career_break_days = forms.IntegerField(
        label="Days of a career break in that time",
        required=False,
        min_value=0,
        max_value=5_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        help_text="Only for a warning. They do not count, so the warning lasts that much longer.",
    )
    operational_views = forms.CharField(
        label="Views of the appropriate authority on the operational impact",
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only for a reduction in rank.",
    )
    complaint_actions = CodesField(
        label="What was done after the complaint", queryset=None, required=False, widget=Checkboxes
    )
    field_order = (
        "value",
        "live_from",
        "live_to",
        "career_break_days",
        "operational_views",
        "complaint_actions",
        "reasons",
        "decided_on",
        "authority",
    )

    def __init__(self, *args: Any, facts: PairFacts, **kwargs: Any) -> None:
        self.facts = facts
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        super().prepare()
        offered: Any = self.fields["value"]
        self.refusals = {code: rules.refusal(self.facts, code.code) for code in offered.queryset}
        available = [code.pk for code, refusal in self.refusals.items() if refusal is None]
        self.offer("value", offered.queryset.filter(pk__in=available))
        days = [timezone.localdate(), self.case.received_on]
        self.offer("complaint_actions", choosable(CodeList.COMPLAINT_ACTION, days=days))
        self._ask_only_what_may_apply()

    def _ask_only_what_may_apply(self) -> None:
        """Nothing is asked that belongs to outcomes which are not offered."""
        is_offered = {code.code for code, refusal in self.refusals.items() if refusal is None}
        asked = {
            "live_from": bool(self.warnings),
            "live_to": bool(self.warnings),
            "career_break_days": bool(self.warnings),
            "operational_views": rules.REDUCTION_IN_RANK in is_offered,
            "complaint_actions": self.facts.is_complaint,
        }
        for name in (name for name, applies in asked.items() if not applies):
            del self.fields[name]

    @property
    def warnings(self) -> list[Code]:
        """The warnings that may be given here."""
        return [code for code, refusal in self.refusals.items() if refusal is None and code.group == WARNING]

    @property
    def not_available(self) -> dict[str, list[Code]]:
        """The outcomes that the law does not allow here, by the reason why not."""
        found: dict[str, list[Code]] = {}
        for code, refusal in self.refusals.items():
            if refusal:
                found.setdefault(refusal, []).append(code)
        return found


class ParticularForm(CaseForm):
    """One thing they are said to have done."""

    text = forms.CharField(
        label="What they are said to have done",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One thing, with its day and place. It gets the next number.",
        error_messages={"required": "Enter what they are said to have done"},
    )


FORMS: dict[str, type[DecisionForm]] = {
    Decision.Kind.CASE_TO_ANSWER: CaseToAnswerForm,
    Decision.Kind.IOPC_VIEW: IopcViewForm,
    Decision.Kind.FORUM: ForumForm,
    Decision.Kind.FINDING: FindingForm,
    Decision.Kind.PRESUMPTION: PresumptionForm,
}
