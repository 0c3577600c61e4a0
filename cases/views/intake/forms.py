"""The questions. Each form reads and writes the answers of a draft, and checks them again before the case is saved."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from cases.forms.codes import CodeField, CodesField, categories, choosable
from cases.models import CodeList
from cases.stages import RecordType
from cases.views.intake import choices
from misconduct.accounts.models import User
from misconduct.core.forms.base import GovukForm
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Checkboxes, Radios
from misconduct.core.wording import uk_date
from officers.models import Officer, Unit
from officers.search import MatchReason


class IntakeForm(GovukForm):
    """A question that knows who answers it and what was answered before."""

    kind = ""

    def __init__(self, *args: Any, viewer: User, answers: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.answers = answers
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices that depend on who asks or on earlier answers."""

    def choose_from(self, name: str, rows: QuerySet) -> None:
        """Let the field of that name choose from these rows only."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # only such fields are named here
        field.queryset = rows

    @property
    def day_of_receipt(self) -> date:
        """The day it was received, or today while that is not answered."""
        return _day(self.answers.get("received_on")) or timezone.localdate()

    def must_not_follow_receipt(self, name: str, what: str) -> None:
        """Add an error where the date in a field is after the day of receipt."""
        day = self.cleaned_data.get(name)
        if day and day > self.day_of_receipt:
            self.add_error(name, f"{what} must be on or before {uk_date(self.day_of_receipt)}, when it was received")


class RecordTypeForm(IntakeForm):
    record_type = forms.ChoiceField(
        label="What kind of record is it?",
        choices=[(value, RecordType(value).label) for value in choices.LOGGED_BY_HAND],
        widget=Radios(hints=choices.RECORD_TYPE_HINTS),
        error_messages={"required": "Select what kind of record it is"},
    )


class ReceivedForm(IntakeForm):
    channel = CodeField(
        label="How was it received?",
        queryset=None,
        empty_label="Choose how",
        error_messages={"required": "Select how it was received"},
    )
    received_on = GovukDateField(
        label="When was it received?",
        past_only=True,
        help_text="The day it first reached the force, for example 4 3 2026.",
        error_messages={
            "required": "Enter the date it was received",
            "future": "The date it was received must be today or in the past",
            "invalid": "The date it was received must be a real date, for example 4 3 2026",
        },
    )

    def prepare(self) -> None:
        self.choose_from("channel", choosable(CodeList.CHANNEL, days=[self.day_of_receipt]))
        self.initial.setdefault("received_on", timezone.localdate().isoformat())


class HappenedForm(IntakeForm):
    incident_from = GovukDateField(
        label="When did it happen?",
        required=False,
        past_only=True,
        help_text="The first day, for example 4 3 2026. Leave it empty if nobody knows.",
        error_messages={
            "future": "The date it happened must be today or in the past",
            "invalid": "The date it happened must be a real date, for example 4 3 2026",
        },
    )
    incident_to = GovukDateField(
        label="When did it end?",
        required=False,
        past_only=True,
        help_text="Only if it went on for more than a day.",
        error_messages={
            "future": "The date it ended must be today or in the past",
            "invalid": "The date it ended must be a real date, for example 4 3 2026",
        },
    )
    place = forms.CharField(label="Where did it happen?", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.must_not_follow_receipt("incident_from", "The date it happened")
        self.must_not_follow_receipt("incident_to", "The date it ended")
        starts, ends = cleaned.get("incident_from"), cleaned.get("incident_to")
        if ends and not starts and "incident_from" not in self.errors:
            self.add_error("incident_from", "Enter the day it started, or leave out the day it ended")
        if starts and ends and ends < starts:
            self.add_error("incident_to", "The day it ended must be on or after the day it happened")
        return cleaned


class UnitForm(IntakeForm):
    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Which unit is it about?",
        queryset=None,
        required=False,
        empty_label="Not known yet",
        help_text="Whoever looks after this unit’s cases will see it.",
        error_messages={"invalid_choice": "Select a unit from the list"},
    )

    def prepare(self) -> None:
        self.choose_from("unit", Unit.objects.visible_to(self.viewer).filter(is_active=True))


class SummaryForm(IntakeForm):
    summary = forms.CharField(
        label="What happened?",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="In the caller’s words as far as you can. You can add to it on the case’s own page.",
        error_messages={"required": "Enter what happened"},
    )


class IdentifiedForm(IntakeForm):
    kind = "identified"
    officer: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Choose the person",
        queryset=None,
        widget=Radios,
        error_messages={
            "required": "Select the person, or search again",
            "invalid_choice": "Select somebody from the search results",
        },
    )

    def prepare(self) -> None:
        self.choose_from("officer", Officer.objects.visible_to(self.viewer))
        self.offer([])

    def offer(self, found: Iterable[Officer]) -> None:
        """Show these people to choose from, rather than the whole roster."""
        people = list(found)
        widget = self.fields["officer"].widget
        assert isinstance(widget, Radios)  # as declared above
        widget.hints = {str(person.pk): _particulars(person) for person in people}
        widget.choices = [(person.pk, str(person)) for person in people]


class UnidentifiedForm(IntakeForm):
    kind = "unidentified"
    description = forms.CharField(
        label="What is known about them?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Such as looks, part of a number, a vehicle, a partner’s name. The person can be named later.",
        error_messages={"required": "Enter what is known about them, even if it is little"},
    )


class OrganisationForm(IntakeForm):
    kind = "organisational"


class AllegationForm(IntakeForm):
    """`subjects` are the keys and names of whom the record is about."""

    def __init__(self, *args: Any, subjects: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.people = list(subjects)
        super().__init__(*args, **kwargs)

    category = CodeField(
        label="Category",
        queryset=None,
        empty_label="Choose a category",
        help_text="The category of what the person is most unhappy about.",
        error_messages={
            "required": "Select a category",
            "invalid_choice": "Select a category that was in force when it was received",
        },
    )
    subjects = forms.MultipleChoiceField(
        label="Who is it alleged against?",
        widget=Checkboxes,
        error_messages={
            "required": "Select who it is alleged against",
            "invalid_choice": "Select somebody who is part of this record",
        },
    )
    description = forms.CharField(
        label="In a sentence, what is alleged?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what is alleged"},
    )
    standard = CodeField(
        label="Standard of professional behaviour", queryset=None, required=False, empty_label="Not chosen yet"
    )
    factors = CodesField(label="Factors", queryset=None, required=False, widget=Checkboxes)

    def prepare(self) -> None:
        subjects = self.fields["subjects"]
        assert isinstance(subjects, forms.MultipleChoiceField)  # as declared above
        subjects.choices = self.people
        self.initial.setdefault("subjects", self.not_yet_accused())
        self.choose_from("category", categories(days=[self.day_of_receipt]))
        self.choose_from("standard", choosable(CodeList.STANDARD, days=[self.day_of_receipt]))
        self.choose_from("factors", choosable(CodeList.FACTOR, days=[self.day_of_receipt]))

    def not_yet_accused(self) -> list[str]:
        """Those against whom nothing is alleged so far: a new allegation is most likely about them."""
        accused = {key for entry in self.answers.get("allegations", ()) for key in entry.get("subjects", ())}
        return [key for key, _ in self.people if key not in accused]


class NothingToAnswer(IntakeForm):
    """A page whose button says it all."""


def _particulars(person: Any) -> str:
    """Of an officer as the search annotates them: rank and unit, whether they left, and how found if not as written."""
    left = f"Left {uk_date(person.left_on)}" if person.left_on else ""
    reason = MatchReason(person.match_reason)
    found_by = "" if reason in {MatchReason.NUMBER, MatchReason.NAME} else reason.label
    return " · ".join(filter(None, (person.rank, person.unit_name, left, found_by)))


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
