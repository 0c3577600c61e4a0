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
    starts_on = GovukDateField(label="First day", help_text="The posting they are in ends on this day")
