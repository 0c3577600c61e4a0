from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms

from misconduct.core.forms.base import SaysHowToMend

_WIDTH = "govuk-input--width-20"
_RULES = (
    "At least 12 characters, not only numbers, not a common password, and not your own name. "
    "Three words that do not belong together work well."
)


class SignInForm(SaysHowToMend, LoginForm):
    """User name and password."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self.fields["login"], "User name", {"autocomplete": "username", "spellcheck": "false"})
        _ask(self.fields["password"], "Password", {"autocomplete": "current-password"})


class PasswordForm(SaysHowToMend, ChangePasswordForm):
    """One's own new password."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self.fields["oldpassword"], "Current password", {"autocomplete": "current-password"})
        _ask(self.fields["password1"], "New password", {"autocomplete": "new-password"}, hint=_RULES)
        _ask(self.fields["password2"], "New password again", {"autocomplete": "new-password"})


def _ask(field: forms.Field, label: str, attrs: dict[str, str], *, hint: str = "") -> None:
    """Our words in place of the library's, which repeats each label as a placeholder."""
    field.label = label
    field.help_text = hint
    field.widget.attrs = {"class": _WIDTH, "autocapitalize": "none", **attrs}
