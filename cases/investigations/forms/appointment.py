from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.base import LONG, CaseForm, why
from cases.forms.work import AssignForm
from cases.investigations.reference import conflict_items
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios

YES_NO = (("yes", "Yes"), ("no", "No"))


def yes_or_no(label: str, *, hint: str = "", **kwargs: Any) -> forms.ChoiceField:
    """A question that is answered with yes or no, neither chosen beforehand."""
    return forms.ChoiceField(
        label=label, help_text=hint, choices=YES_NO, widget=Radios(attrs={"class": "govuk-radios--inline"}), **kwargs
    )


class _Questions(CaseForm):
    """The questions about conflicts of interest that are in force today."""

    details = forms.CharField(
        label="What the conflict is",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only if any answer is yes.",
    )

    def prepare(self) -> None:
        super().prepare()
        for item in conflict_items(timezone.localdate()):
            self.fields[f"item_{item.code}"] = yes_or_no(
                item.question, error_messages={"required": f"Answer the question “{item.question}”"}
            )
        names = [name for name in self.fields if name.startswith("item_")]
        self.order_fields(["investigator", *names, "details", "override_reason", "reason"])

    def given(self) -> dict[str, Any]:
        """The cleaned answers as the action takes them: the questions by code, under `answers`."""
        cleaned = dict(self.cleaned_data)
        names = [name for name in cleaned if name.startswith("item_")]
        return {"answers": {name.removeprefix("item_"): cleaned.pop(name) == "yes" for name in names}, **cleaned}


class AppointForm(_Questions, AssignForm):
    """Who investigates, with what they declared when they were asked."""

    override_reason = forms.CharField(
        label="Why a conflict is set aside",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only if there is a conflict. It is kept with your name, the date and the time.",
    )


class DeclareForm(_Questions):
    """The questions again, for whoever already investigates."""


class SetAsideForm(CaseForm):
    reason = why("Why the conflict is set aside", "Enter why the conflict is set aside")


class TermsForm(CaseForm):
    text = forms.CharField(
        label="Terms of reference",
        max_length=LONG * 2,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="What is to be found out, about which allegations, and what is left out. A new version replaces it.",
        error_messages={"required": "Enter the terms of reference"},
    )
    approved_on = GovukDateField(label="Date approved", past_only=True)

    def prepare(self) -> None:
        current = self.case.terms_of_reference.in_force().first()
        self.initial = {"approved_on": timezone.localdate(), "text": current.text if current else "", **self.initial}
