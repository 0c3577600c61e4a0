"""The forms about rules: parameters in words, the months to try them on, approval, and the end of a version."""

from dataclasses import Field, asdict
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from cases.flags import rules
from cases.flags.actions.backtests import USUAL_MONTHS
from cases.flags.models import RuleVersion
from cases.flags.rules.history import About
from cases.flags.rules.parameters import Parameters
from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.fields import GovukDateField, long_text
from misconduct.core.months import months_before

_YEARS_TRIED = 3


class ParametersForm(GovukForm):
    """A rule's numbers and switches, each asked for in words, and why they should change."""

    marks_optional = False

    def __init__(self, *args: Any, slug: str, shown: Parameters, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._slug = slug
        self._kept = asdict(shown)
        for one in rules.parameters_class(slug).used():
            self.fields[one.name] = _asked(one, self._kept[one.name])
        self.fields["reason"] = long_text("Why should the rule change?", missing="Enter why the rule should change")

    def parameters(self) -> dict[str, Any]:
        """What was typed, with what is not asked for as it was."""
        asked = {one.name for one in rules.parameters_class(self._slug).used()}
        return {**self._kept, **{name: value for name, value in self.cleaned_data.items() if name in asked}}


def _asked(one: Field[Any], value: Any) -> forms.Field:
    label, hint = one.metadata["label"], one.metadata.get("hint", "")
    if "low" not in one.metadata:
        return forms.BooleanField(label=label, help_text=hint, required=False, initial=value)
    low, high = one.metadata["low"], one.metadata["high"]
    message = f"{label} must be a whole number from {low} to {high}"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        initial=value,
        min_value=low,
        max_value=high,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), message),
    )


class BacktestForm(GovukForm):
    """The months to try a version on, and for a rule about people how far ahead to see what came."""

    first_on = GovukDateField(label="First month", past_only=True)
    last_on = GovukDateField(
        label="Last month",
        past_only=True,
        help_text="What came later is only known where the months ahead are over too",
    )
    horizon_months = forms.IntegerField(
        label="How many months ahead to look for later cases",
        min_value=1,
        max_value=120,
        initial=USUAL_MONTHS,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Months ahead must be a whole number from 1 to 120"
        ),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = timezone.localdate().replace(day=1)
        if about is About.OFFICER:
            last = months_before(last, USUAL_MONTHS)
        else:
            del self.fields["horizon_months"]
            self.fields["last_on"].help_text = ""
        self.fields["first_on"].initial = months_before(last, 12 * _YEARS_TRIED)
        self.fields["last_on"].initial = last


class ApproveForm(GovukForm):
    """From when an approved version applies."""

    effective_from = GovukDateField(label="First day it applies", help_text="Today or later")
    note = long_text("What convinced you")

    def __init__(self, *args: Any, was_tried: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not was_tried:
            self.fields["note"] = long_text(
                "Why is the version right without a back-test?", missing="Enter why the version is right without one"
            )
        self.fields["effective_from"].initial = timezone.localdate()


class DiscardForm(GovukForm):
    """Why a draft is thrown away."""

    reason = long_text("Why is this draft thrown away?", missing="Enter why the draft is thrown away")


class RetireForm(GovukForm):
    """From when a version should apply no more, and why."""

    ends_on = GovukDateField(label="First day on which it no longer applies", help_text="Today or later")
    reason = long_text(
        "Why should the rule be retired?",
        missing="Enter why the rule should be retired",
        hint="Its flags stay as they are",
    )

    def __init__(self, *args: Any, version: RuleVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first: date = version.effective_from or timezone.localdate()
        self.fields["ends_on"].initial = max(first, timezone.localdate())


class RetireAnswerForm(GovukForm):
    """Whether a rule is retired, by somebody else than whoever asked."""

    answer = forms.ChoiceField(
        label="Is the rule retired?",
        choices=[("agree", "Yes, retire it"), ("keep", "No, keep it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the rule is retired"},
    )
    note = long_text("Why is the rule kept?", hint="Only if you keep it")

    def __init__(self, *args: Any, is_asker: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_asker:
            answer, withdrawn = self.fields["answer"], [("keep", "Withdraw the request and keep the rule")]
            answer.label, answer.choices = "What do you want to do?", withdrawn  # type: ignore[attr-defined] # a choice field
            self.fields["note"] = long_text("Why do you withdraw it?", missing="Enter why you withdraw it")
