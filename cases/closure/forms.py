"""What is asked before a case ends."""

from typing import Any

from django import forms
from django.utils import timezone

from cases.closure import facts, retention
from cases.forms.base import LONG, CaseForm
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios


class PrepareForm(CaseForm):
    """How long the case is kept. What fits the case is filled in; somebody may keep it longer."""

    retention_class = forms.ChoiceField(
        label="How long is the case kept?",
        widget=Radios,
        error_messages={"required": "Choose how long the case is kept"},
    )
    review_on = GovukDateField(
        label="Review date",
        help_text="Nothing is deleted by itself. Give a later day to keep it longer.",
    )
    summary = forms.CharField(
        label="What was done, and why the case may be closed",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what was done, and why the case may be closed"},
    )

    def prepare(self) -> None:
        ended = facts.ended(self.case)
        kept = retention.suggested(ended)
        field: Any = self.fields["retention_class"]
        field.choices = [(one.slug, one.label) for one in retention.classes().values()]
        field.widget.hints = {one.slug: one.keep for one in retention.classes().values()}
        self.initial.setdefault("retention_class", kept.slug)
        due = retention.review_on(
            kept, closing_on=timezone.localdate(), last_warning_ends_on=ended.last_warning_ends_on
        )
        self.initial.setdefault("review_on", due)


class AgreeForm(CaseForm):
    note = forms.CharField(
        label="What you looked at, and why you agree",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="It is kept with your name, the date and the time.",
        error_messages={"required": "Enter what you looked at, and why you agree"},
    )
