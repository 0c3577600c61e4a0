from typing import Any

from django import forms

from cases.forms.base import LONG, CaseForm, why
from cases.reviews.body import AboutComplaint
from cases.reviews.models import ComplaintReview
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Checkboxes, Radios


class ReviewApplyForm(CaseForm):
    """The application, and the facts that decide which body reviews it."""

    applicant = forms.CharField(label="Who applies", max_length=300)
    told_on = GovukDateField(label="Day the outcome was told to them", past_only=True)
    applied_on = GovukDateField(label="Day they applied", past_only=True)
    days_misdirected = forms.IntegerField(
        label="Days it lay with the wrong body",
        min_value=0,
        max_value=3650,
        initial=0,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        help_text="They do not count towards the 28 days.",
    )
    about = forms.MultipleChoiceField(
        label="What is true of the complaint",
        required=False,
        widget=Checkboxes,
        choices=[
            ("authority_is_local_policing_body", "The appropriate authority is the local policing body"),
            ("about_senior_officer", "It is about a senior officer"),
            ("criminal_or_disciplinary", "The conduct, if proved, could be criminal or disciplinary"),
            ("article_2_or_3", "The conduct, if proved, could breach Article 2 or 3"),
            ("referred_or_should_have_been", "It was referred to the IOPC, or should have been"),
            ("same_incident_as_such_a_complaint", "It arises from the same incident as such a complaint"),
        ],
        help_text="Any of these makes the IOPC the review body. Otherwise it is the local policing body.",
    )
    late_because = forms.CharField(
        label="If it is late, why it is let in or not",
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        met = []
        decision = self.case.schedule_3_decisions.in_force().first()
        if decision:
            codes = {"criminal-or-disciplinary": "criminal_or_disciplinary", "article-2-or-3": "article_2_or_3"}
            met += [name for code, name in codes.items() if code in decision.triggers]
        if self.case.referrals.standing().exists():
            met.append("referred_or_should_have_been")
        self.initial.setdefault("about", met)

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        return {"facts": AboutComplaint(**dict.fromkeys(given.pop("about"), True)), **given}


class ReviewDetermineForm(CaseForm):
    """What the review body determined."""

    determination = forms.ChoiceField(
        label="Determination", choices=ComplaintReview.Determination.choices, widget=Radios
    )
    determined_on = GovukDateField(label="Day it was determined", past_only=True)
    reasons = why("Reasons of the review body", "Enter the reasons of the review body")
    recommendations = forms.CharField(
        label="Recommendations",
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line.",
    )

    def clean_recommendations(self) -> list[str]:
        """One for each line."""
        return str(self.cleaned_data["recommendations"]).splitlines()


class RecommendationAnswerForm(CaseForm):
    """What the authority answers to a recommendation."""

    is_accepted = forms.TypedChoiceField(
        label="Is the recommendation accepted?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=Radios,
    )
    response = why("Answer", "Enter the answer and its reasons")
    answered_on = GovukDateField(label="Day of the answer", past_only=True)
