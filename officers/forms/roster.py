from typing import Any

from django import forms

from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios
from officers.models import Officer, OfficerAlias, Unit

_NARROW = {"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}
_WIDE = {"autocomplete": "off", "spellcheck": "false"}


class OfficerForm(GovukForm):
    """A person who is not on the roster yet."""

    number = forms.CharField(label="Force number", max_length=30, widget=forms.TextInput(_NARROW))
    surname = forms.CharField(max_length=100, widget=forms.TextInput(_WIDE))
    forenames = forms.CharField(max_length=100, widget=forms.TextInput(_WIDE))
    kind = forms.ChoiceField(label="Kind", choices=Officer.Kind.choices, widget=Radios, initial=Officer.Kind.OFFICER)
    rank = forms.CharField(
        max_length=100, required=False, help_text="Or grade, for staff", widget=forms.TextInput(_WIDE)
    )
    unit = forms.ModelChoiceField(Unit.objects.filter(is_active=True), required=False, empty_label="Not known")
    appointed_on = GovukDateField(label="Date appointed", required=False)


class AliasForm(GovukForm):
    """Another name or number of somebody on the roster."""

    kind = forms.ChoiceField(label="What is it?", choices=OfficerAlias.Kind.choices, widget=Radios)
    value = forms.CharField(
        label="Other name or number",
        max_length=200,
        help_text="As it was used: a former name, an old collar number",
        widget=forms.TextInput(_WIDE),
    )
    note = forms.CharField(
        label="Where it comes from", max_length=500, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )


class PostingForm(GovukForm):
    """Where somebody serves from a day on."""

    unit = forms.ModelChoiceField(Unit.objects.filter(is_active=True), required=False, empty_label="Not known")
    rank = forms.CharField(max_length=100, required=False, widget=forms.TextInput(_WIDE))
    supervisor = forms.CharField(
        label="Force number of their supervisor",
        max_length=30,
        required=False,
        help_text="A supervisor who signs in as a line manager sees this person on the page of their team",
        widget=forms.TextInput(_NARROW),
    )
    starts_on = GovukDateField(label="First day", help_text="The posting they are in ends on this day")

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._viewer = viewer

    def clean_supervisor(self) -> Officer | None:
        """The person of that number within the viewer's sight."""
        number = self.cleaned_data["supervisor"].strip()
        if not number:
            return None
        found: Officer | None = Officer.objects.visible_to(self._viewer).filter(number__iexact=number).first()
        if found is None:
            raise forms.ValidationError(f"Nobody on the roster has the force number “{number}”.")
        return found
