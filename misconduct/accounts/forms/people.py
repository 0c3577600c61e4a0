from django import forms

from misconduct.accounts.roles import ROLES
from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.widgets import Radios

_ROLES = [(role.name.value, role.label) for role in ROLES.values()]
_HINTS = {role.name.value: role.description for role in ROLES.values()}


def _role() -> forms.ChoiceField:
    return forms.ChoiceField(choices=_ROLES, widget=Radios(hints=_HINTS))


def _force_wide() -> forms.BooleanField:
    return forms.BooleanField(
        label="Sees cases of the whole force",
        required=False,
        help_text="Otherwise only cases of the units you choose. An investigator sees only what is assigned to them.",
    )


def _email() -> forms.EmailField:
    return forms.EmailField(
        label="Email address",
        required=False,
        help_text="Reminders of deadlines go there.",
        widget=forms.EmailInput({"autocomplete": "off"}),
    )


class PersonForm(GovukForm):
    """Somebody new who may sign in."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        help_text="Letters, digits and @ . + - _",
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
    )
    first_name = forms.CharField(max_length=150, widget=forms.TextInput({"autocomplete": "off"}))
    last_name = forms.CharField(max_length=150, widget=forms.TextInput({"autocomplete": "off"}))
    email = _email()
    role = _role()
    is_force_wide = _force_wide()


class RightsForm(GovukForm):
    """What somebody may do, and why it changes."""

    role = _role()
    is_force_wide = _force_wide()
    email = _email()
    is_active = forms.BooleanField(
        label="May sign in", required=False, help_text="Without this the account is closed at once and its record kept."
    )
    reason = forms.CharField(
        label="Why this changes", max_length=500, widget=forms.Textarea({"rows": 3}), help_text="It goes on record."
    )


class WithdrawForm(GovukForm):
    """Why an access ends."""

    reason = forms.CharField(label="Why it is withdrawn", max_length=500, widget=forms.Textarea({"rows": 3}))
