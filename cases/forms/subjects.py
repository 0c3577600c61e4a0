from django import forms

from cases.forms.base import LONG, CaseForm, why
from cases.models import Allegation
from misconduct.core.forms.widgets import Checkboxes


class AllegationsField(forms.ModelMultipleChoiceField):
    """Some of the case's allegations."""

    def label_from_instance(self, obj: Allegation) -> str:
        """The number with the category."""
        return f"Allegation {obj.number}: {obj.category or obj.category_as_recorded or 'category not known'}"


class OrganisationForm(CaseForm):
    """The organisation, and what is alleged against it."""

    allegations = AllegationsField(
        label="Which allegations are about them",
        queryset=None,
        widget=Checkboxes,
        error_messages={"required": "Select at least one allegation that is about them"},
    )

    def prepare(self) -> None:
        self.offer("allegations", self.case.allegations.select_related("category"))


class SubjectForm(OrganisationForm):
    """A person, and what is alleged against them."""

    is_off_duty = forms.TypedChoiceField(
        label="On duty at the time",
        choices=[("", "Not known"), ("no", "On duty"), ("yes", "Off duty")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )


class UnidentifiedForm(SubjectForm):
    """Somebody who may be named later."""

    description = forms.CharField(
        label="What is known about them",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as looks, part of a number or a vehicle. The person can be named later.",
        error_messages={"required": "Enter what is known about them, even if it is little"},
    )
    field_order = ("description", "allegations", "is_off_duty")


class IdentifyForm(CaseForm):
    """How it is known who somebody is."""

    reason = why("How you know who it is", "Enter how you know who it is")
