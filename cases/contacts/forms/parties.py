from typing import Any

from django import forms
from django.utils import timezone

from cases.contacts.actions.parties import PartyDetails
from cases.contacts.codes import CODES, NOT_KNOWN
from cases.contacts.models import Party, Role
from cases.forms.base import LONG, CaseForm, why
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Checkboxes, Radios

_WIDE = {"autocomplete": "off", "spellcheck": "false"}


def _text(label: str, help_text: str = "", rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(_WIDE)
    return forms.CharField(
        label=label, required=False, max_length=LONG if rows else 300, widget=widget, help_text=help_text
    )


def _listed(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label)


class PartyForm(CaseForm):
    """Somebody in the case: what they are, how to reach them, what they agreed to. Only the role must be known."""

    marks_optional = False
    roles = forms.MultipleChoiceField(
        label="What are they in this case?",
        choices=Role.choices,
        widget=Checkboxes(
            hints={
                Role.INTERESTED: "Not the complainant, but to be kept informed: such as a bereaved family.",
                Role.REPRESENTATIVE: "Acts for somebody else in this case, such as a solicitor.",
                Role.REPORTER: "Reported it openly. Somebody who asked for confidence has a page of their own.",
            }
        ),
        error_messages={"required": "Select what this person is in the case"},
    )
    name = _text("Name", "Leave it empty for somebody who gave none.")
    standing = _listed("Why they may complain or be kept informed")
    represents: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Whom they represent", queryset=None, required=False, empty_label="Nobody"
    )
    phone = _text("Phone")
    email = forms.EmailField(label="Email", required=False, widget=forms.EmailInput(_WIDE))
    postal_address = _text("Address", rows=3)
    preferred_channel = forms.ChoiceField(label="How they prefer to be contacted", required=False)
    safe_contact = _text("Safe contact", "Such as times, a safe number, or never to leave a message.", rows=2)
    contact_needs = _text("Contact needs", "Such as language, an interpreter, or somebody to be with them.", rows=2)
    adjustments = _text("Reasonable adjustments", "Such as large print, or a meeting in place of letters.", rows=2)
    wants_updates = forms.TypedChoiceField(
        label="Do they want to be kept informed?",
        choices=[("", "Not asked yet"), ("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=Radios,
    )
    contact_consented_on = GovukDateField(label="Agreed to be contacted on", required=False, past_only=True)
    contact_consent_withdrawn_on = GovukDateField(
        label="Took back the agreement to contact on", required=False, past_only=True
    )
    share_consented_on = GovukDateField(
        label="Agreed that their details are shared on",
        required=False,
        past_only=True,
        help_text="With the IOPC, the review body or support services.",
    )
    share_consent_withdrawn_on = GovukDateField(
        label="Took back the agreement to share on", required=False, past_only=True
    )
    marks = forms.MultipleChoiceField(
        label="What else matters",
        choices=[
            ("is_bereaved_family", "Family of somebody who died"),
            ("is_child", "Under 18"),
            ("is_vulnerable", "Vulnerable, or intimidated"),
        ],
        required=False,
        widget=Checkboxes,
    )
    age_band = _listed("Age")
    sex = _listed("Sex")
    ethnicity = _listed("Ethnicity, as they describe it")
    disability = _listed("Disability")

    def prepare(self) -> None:
        today = timezone.localdate()
        for name in ("standing", "age_band", "sex", "ethnicity", "disability"):
            self._choose(name, CODES.choices(name, on=today))
            self.initial.setdefault(name, NOT_KNOWN)
        self._choose("preferred_channel", [("", "No preference known"), *CODES.choices("channel", on=today)])
        self.offer("represents", self.case.parties.current().filter(is_confidential=False))

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def details(self) -> PartyDetails:
        """What was answered, as the action takes it."""
        given = dict(self.cleaned_data)
        marks = given.pop("marks")
        return PartyDetails(**given | {"roles": tuple(given["roles"])} | dict.fromkeys(marks, True))

    @staticmethod
    def answers(party: Party) -> dict[str, Any]:
        """What is known of somebody, as the form asks it."""
        wants = {None: "", True: "yes", False: "no"}[party.wants_updates]
        marks = [name for name in ("is_bereaved_family", "is_child", "is_vulnerable") if getattr(party, name)]
        names = [name for name in PartyForm.base_fields if name not in {"marks", "wants_updates"}]
        return {name: getattr(party, name) for name in names} | {"wants_updates": wants, "marks": marks}


class EndUpdatesForm(CaseForm):
    """Why no more updates are given."""

    on = GovukDateField(
        label="From which day", past_only=True, error_messages={"required": "Enter the day on which updates end"}
    )
    ground = forms.ChoiceField(
        label="Why",
        choices=Party.UpdatesEnded.choices,
        widget=Radios,
        error_messages={"required": "Select why updates end"},
    )
    authority = forms.CharField(
        label="Who allowed the exception",
        required=False,
        max_length=300,
        help_text="Name and rank. Only for an exception.",
        widget=forms.TextInput(_WIDE),
    )
    reason = why("Reason", "Enter why no more updates are given")

    def prepare(self) -> None:
        self.initial.setdefault("on", timezone.localdate())


class ReporterForm(CaseForm):
    """Who a confidential reporter is. What is typed here is kept encrypted, and never shown again without leave."""

    name = forms.CharField(
        label="Who they are",
        max_length=300,
        widget=forms.TextInput(_WIDE),
        error_messages={"required": "Enter who the reporter is"},
    )
    number = forms.CharField(
        label="Their force number, if they are an officer or member of staff of this force",
        required=False,
        max_length=30,
        widget=forms.TextInput({**_WIDE, "class": "govuk-input--width-10"}),
        help_text="Those who may know who reports are then told of any new allegation against them.",
    )
    contact = _text("How to reach them", rows=2)
    safe_contact = _text("How to reach them safely", "Such as times, or never at work.", rows=2)
    notes = _text("What else must be known to protect them", rows=3)


class IdentifyReporterForm(CaseForm):
    """The reason to look."""

    reason = why("Why you need to know who it is", "Enter why you need to know who it is")

    def prepare(self) -> None:
        self.fields[
            "reason"
        ].help_text = "It is kept with your name, the date and the time. Do not write who you think it is."
