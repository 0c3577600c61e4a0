from typing import Any

from django import forms

from cases.flags.actions.corrections import Correction
from cases.flags.decisions import FITTING
from cases.flags.filters import reviewers
from cases.flags.models import Flag, FollowUp, SecondReading
from cases.flags.rules.history import About
from cases.flags.ties import independent
from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios


class DecisionForm(GovukForm):
    """What a person decides on a flag, and why."""

    decision = forms.ChoiceField(
        label="What is to be done?",
        widget=Radios(),
        error_messages={"required": "Select what is to be done"},
    )
    monitor_until = GovukDateField(
        label="Monitor until", required=False, future_only=True, help_text="If you chose to monitor; within 12 months"
    )
    reason = forms.CharField(
        label="Reason for your decision",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What you read, what you weighed, and why this and not more or less",
        error_messages={"required": "Enter the reason for your decision"},
    )

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting, field = FITTING[about], self.fields["decision"]
        field.choices = [(str(decision), decision.label) for decision in fitting]  # type: ignore[attr-defined] # a choice field
        field.widget.hints = {str(decision): hint for decision, hint in fitting.items()}


class SecondReadingForm(GovukForm):
    """Whether a second person agrees with a decision."""

    verdict = forms.ChoiceField(
        label="Do you agree with this decision?",
        choices=SecondReading.Verdict.choices,
        widget=Radios(),
        error_messages={"required": "Select whether you agree"},
    )
    reading_reason = forms.CharField(
        label="Why you send it back",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only if you send it back: what was missed, or what is to be weighed again",
    )


class FollowUpForm(GovukForm):
    """That a follow-up was done, and what came of it."""

    done_on = GovukDateField(label="Day it was done", past_only=True)
    outcome = forms.CharField(
        label="What came of it",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what came of it"},
    )


class FollowUpCorrectForm(GovukForm):
    """What is put right of a follow-up; the day and what came of it only of one that is done."""

    reviewer: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Who is to do it",
        queryset=None,
        empty_label=None,
        error_messages={"invalid_choice": "Select somebody from the list", "required": "Select who is to do it"},
    )
    due_on = GovukDateField(label="To be done by")
    done_on = GovukDateField(label="Day it was done", past_only=True)
    outcome = forms.CharField(
        label="What came of it",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what came of it"},
    )
    reason = forms.CharField(
        label="Why it is corrected",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept with your name, the date and the time.",
        error_messages={"required": "Enter why it is corrected"},
    )

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviewer"]
        people = independent(follow_up.review.flag, reviewers()).order_by()
        field.queryset = people | reviewers().order_by().filter(pk=follow_up.owner_id)
        if follow_up.done_on is None:
            del self.fields["done_on"], self.fields["outcome"]

    def correction(self) -> Correction:
        """What was answered, as the action takes it."""
        return Correction(**{name: value for name, value in self.cleaned_data.items() if name != "reason"})


class AssignForm(GovukForm):
    """Who is to review a flag."""

    marks_optional = False
    reviewer: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Reviewer",
        queryset=None,
        required=False,
        empty_label="Nobody yet",
        error_messages={"invalid_choice": "Select a reviewer from the list"},
    )

    def __init__(self, *args: Any, flag: Flag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviewer"]
        field.queryset = independent(flag, reviewers())
        field.initial = flag.assigned_to_id
