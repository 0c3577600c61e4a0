from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.base import LONG, CaseForm, why
from cases.models import Allegation
from cases.periods.actions.reviews import ReviewDetails
from cases.periods.actions.service import Conviction
from cases.periods.actions.suspensions import Grounds
from cases.periods.codes import CODES
from cases.periods.models import PeriodReview
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Checkboxes, Radios

_TYPED = {"autocomplete": "off", "spellcheck": "false"}


def _prose(label: str, *, help_text: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=help_text,
    )


class SeniorOfficerForm(CaseForm):
    """Who authorised it: a senior officer, whoever records it."""

    authorised_by = forms.CharField(
        label="Senior officer who authorised it",
        max_length=300,
        widget=forms.TextInput(_TYPED),
        error_messages={"required": "Enter the name of the senior officer who authorised it"},
    )
    authorised_rank = forms.ChoiceField(label="Their rank")

    def prepare(self) -> None:
        rank: Any = self.fields["authorised_rank"]
        rank.choices = [("", "Choose a rank"), *CODES.choices("rank", on=timezone.localdate())]


class SuspendForm(SeniorOfficerForm):
    """Both conditions, one after the other: a person is suspended only where each is met."""

    redeployment_reasons = _prose(
        "Why is temporary redeployment unsuitable?",
        help_text="The first condition. Say which other duties or places were considered.",
    )
    conditions = forms.MultipleChoiceField(
        label="Why must they be suspended?",
        choices=[
            ("is_prejudice", "The investigation might be prejudiced otherwise"),
            ("is_public_interest", "The public interest requires it"),
        ],
        widget=Checkboxes,
        help_text="The second condition: at least one of these.",
        error_messages={"required": "Select prejudice to the investigation, the public interest, or both"},
    )
    ground_reasons = _prose("What is the evidence for that?")
    pay = forms.ChoiceField(label="Pay", widget=Radios)
    starts_on = GovukDateField(
        label="Suspended from", past_only=True, error_messages={"required": "Enter the day the suspension starts"}
    )
    told_on = GovukDateField(label="Told in person on", required=False, past_only=True)
    confirmed_on = GovukDateField(
        label="Confirmed in writing on",
        required=False,
        past_only=True,
        help_text="Within 3 working days of being told.",
    )
    field_order = (
        "redeployment_reasons",
        "conditions",
        "ground_reasons",
        "authorised_by",
        "authorised_rank",
        "pay",
        "starts_on",
        "told_on",
        "confirmed_on",
    )

    def prepare(self) -> None:
        super().prepare()
        today = timezone.localdate()
        pay: Any = self.fields["pay"]
        pay.choices = CODES.choices("pay", on=today)
        self.initial.setdefault("pay", "with-pay")
        self.initial.setdefault("starts_on", today)

    def grounds(self) -> Grounds:
        """What was answered, as the action takes it."""
        given = dict(self.cleaned_data)
        conditions = given.pop("conditions")
        kept = {name: value for name, value in given.items() if name not in {"starts_on", "told_on", "confirmed_on"}}
        return Grounds(
            is_prejudice="is_prejudice" in conditions, is_public_interest="is_public_interest" in conditions, **kept
        )


class RestrictForm(CaseForm):
    """What somebody may not do for the time being."""

    description = _prose(
        "What may they not do?", help_text="Such as no contact with the public, or no access to systems."
    )
    reasons = why("Why", "Enter why their duties are restricted")
    authorised_by = forms.CharField(
        label="Who authorised it", max_length=300, help_text="Name and rank.", widget=forms.TextInput(_TYPED)
    )
    starts_on = GovukDateField(
        label="Restricted from", past_only=True, error_messages={"required": "Enter the day the restriction starts"}
    )

    def prepare(self) -> None:
        self.initial.setdefault("starts_on", timezone.localdate())


class ToldForm(CaseForm):
    """When the person was told, and when in writing: that is not asked where the letter says it."""

    told_on = GovukDateField(label="Told in person on", required=False, past_only=True)
    confirmed_on = GovukDateField(
        label="Confirmed in writing on",
        required=False,
        past_only=True,
        help_text="Within 3 working days of being told.",
    )

    def __init__(self, *args: Any, letter: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if letter:
            del self.fields["confirmed_on"]
            self.fields["told_on"].help_text = f"Confirmed in writing by N{letter.number}, when that was given."


class ReviewForm(SeniorOfficerForm):
    """A review and what it came to."""

    marks_optional = False
    reviewed_on = GovukDateField(label="Day of the review", past_only=True)
    decision = forms.ChoiceField(label="What was decided?", choices=PeriodReview.Decision.choices, widget=Radios)
    description = _prose("What changes (only where something does)", required=False)
    representations = _prose("What the person or their friend said (if anything)", required=False)
    reasons = _prose("Reasons", help_text="Are both conditions still met? What has changed since the last review?")
    late_reason = _prose("Why the review is late (only for a late one)", required=False)
    field_order = (
        "reviewed_on",
        "decision",
        "description",
        "representations",
        "reasons",
        "authorised_by",
        "authorised_rank",
        "late_reason",
    )

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("reviewed_on", timezone.localdate())

    def details(self) -> ReviewDetails:
        """What was answered, as the action takes it."""
        return ReviewDetails(**self.cleaned_data)


class RestrictionReviewForm(ReviewForm):
    """The same for a restriction, which needs no senior officer."""

    def prepare(self) -> None:
        super().prepare()
        rank: Any = self.fields["authorised_rank"]
        rank.choices = [("", "Not a senior officer"), *rank.choices[1:]]
        rank.required = self.fields["authorised_by"].required = False
        self.fields["authorised_by"].label = "Who authorised it"


class EndForm(CaseForm):
    """The last day, and why."""

    ends_on = GovukDateField(label="Last day", past_only=True)
    reason = why("Why it ends", "Enter why it ends")

    def prepare(self) -> None:
        self.initial.setdefault("ends_on", timezone.localdate())


class AllegationField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Allegation) -> str:
        """The allegation, by its number and category."""
        return f"{obj.number}: {obj.category or obj.category_as_recorded}"


class CriminalEndForm(EndForm):
    """The end of criminal proceedings, with the conviction where there was one."""

    convicted_on = GovukDateField(label="Day of the conviction (only after one)", required=False, past_only=True)
    offence = forms.CharField(label="Offence (only after a conviction)", required=False, max_length=LONG)
    is_indictable_only = forms.BooleanField(
        label="The offence is triable only on indictment",
        required=False,
        help_text="The conduct is then always gross misconduct, in cases received from 28 May 2025.",
    )
    allegation = AllegationField(
        label="Which allegation is the conviction for?",
        queryset=None,
        required=False,
        empty_label="None of them",
    )
    field_order = ("ends_on", "convicted_on", "offence", "is_indictable_only", "allegation", "reason")

    def prepare(self) -> None:
        super().prepare()
        self.fields["reason"].label = "How they ended"
        self.offer("allegation", self.case.allegations.select_related("category").order_by("number"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_told = cleaned.get("offence") or cleaned.get("is_indictable_only")
        if is_told and not cleaned.get("convicted_on") and "convicted_on" not in self.errors:
            self.add_error("convicted_on", "Enter the day of the conviction")
        return cleaned

    def ending(self) -> dict[str, Any]:
        """What was answered, as the action takes it."""
        given = {"ends_on": self.cleaned_data["ends_on"], "reason": self.cleaned_data["reason"]}
        if day := self.cleaned_data["convicted_on"]:
            named = {name: self.cleaned_data[name] for name in ("offence", "is_indictable_only", "allegation")}
            given["conviction"] = Conviction(convicted_on=day, **named)
        return given


class CriminalForm(CaseForm):
    """Criminal proceedings against a subject."""

    starts_on = GovukDateField(
        label="Since",
        past_only=True,
        help_text="The day of the charge, summons or arrest.",
        error_messages={"required": "Enter the day the criminal proceedings began"},
    )
    description = _prose("What for, and before which court")
