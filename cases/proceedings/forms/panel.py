from typing import Any

from django import forms

from cases.models import Subject
from cases.proceedings import facts
from cases.proceedings.actions.panel import Appointment
from cases.proceedings.forms.base import ProceedingForm, day, one_of, short, words, yes_no
from cases.proceedings.models import Objection, PanelMember
from misconduct.core.forms.widgets import Radios

APPOINTMENT = tuple(Appointment.__dataclass_fields__)


class PersonOfProceedings(forms.ModelChoiceField):
    """One of the people whom the proceedings are against."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, empty_label=None, widget=Radios, **kwargs)


def offer_people(form: ProceedingForm) -> None:
    """Let `subject` be one of those whom the proceedings are against; an only one is chosen beforehand."""
    people = Subject.objects.filter(proceedings__proceeding=form.proceeding).select_related("officer")
    form.offer("subject", people)
    if len(people) == 1:
        form.initial.setdefault("subject", people[0].pk)


class AppointForm(ProceedingForm):
    """Who takes a seat: only what the law in force for these proceedings allows is offered."""

    capacity = one_of("Seat", ())
    name = short("Name")
    standing = one_of("The person is", (), missing="Select what the person is")
    force = short("Force", required=False, help_text="Of a police officer or member of police staff")
    is_from_this_force = yes_no("Are they from this force?", no="No, or not of any force")
    appointed_by = one_of("Appointed by", (), missing="Select who appointed them")
    appointed_on = day("Day of appointment")
    selection = words("How they were chosen", rows=2, help_text="Such as from whose list, and why this person")
    delegated_on = day("Day the chair was delegated", required=False, help_text="Only for a delegated chair")
    delegation_reason = words("Why the chair was delegated", rows=2, required=False)
    officer_told_on = day("Day the officer was told of the delegate", required=False)

    def prepare(self) -> None:
        seats = facts.seats_of(self.proceeding)
        self._offer("capacity", [seat.capacity for seat in seats], PanelMember.Capacity)
        self._offer("standing", [one for seat in seats for one in seat.standings], PanelMember.Standing)
        self._offer("appointed_by", [one for seat in seats for one in seat.appointed_by], PanelMember.AppointedBy)

    def _offer(self, name: str, values: list[Any], labels: Any) -> None:
        field: Any = self.fields[name]
        field.choices = [(value, labels(value).label) for value in dict.fromkeys(map(str, values))]


class DeclareForm(ProceedingForm):
    """What a member answered when asked about interests."""

    has_interest = yes_no(
        "Is there any interest, connection or conflict?", yes="Yes, one was declared", no="No, there is none"
    )
    interest = words("What was declared, and what follows from it", required=False)
    declared_on = day("Day it was declared")


class ReplaceForm(ProceedingForm):
    replaced_on = day("Day they left the panel")
    reason = words("Why they are replaced")


class ObjectForm(ProceedingForm):
    """An objection as the officer made it in writing."""

    subject = PersonOfProceedings(label="Who objects")
    made_on = day("Day of the objection")
    reasons = words("Reasons given")
    late_reason = words("If it is late, why it is considered", rows=2, required=False)

    def prepare(self) -> None:
        offer_people(self)


class DecideObjectionForm(ProceedingForm):
    is_upheld = yes_no("Decision", yes="Upheld: the member is replaced", no="Rejected")
    decided_by = one_of("Decided by", Objection.DecidedBy.choices)
    decided_by_name = short("Name of the person who decided")
    decided_on = day("Day of the decision")
    reasons = words("Reasons, as written to the officer")


class RenotifyForm(ProceedingForm):
    renotified_on = day("Day the officer was told who replaces them")


class AdviceForm(ProceedingForm):
    """Advice that the panel sought or was given."""

    sought_on = day("Day it was sought")
    question = words("What was asked")
    given_on = day("Day it was given", required=False)
    answer = words("The advice", required=False)
    is_followed = yes_no("Did the panel follow it?", required=False)
    not_followed_reason = words("Why it was not followed", rows=2, required=False)


class RecommendationForm(ProceedingForm):
    received_on = day("Day it came")
    recommendation = words("What the IOPC recommends, and why")


class AnswerForm(ProceedingForm):
    is_accepted = yes_no("Answer of the chief officer", yes="Accepted", no="Not accepted")
    answered_on = day("Day of the answer")
    answer = words("The answer and its reasons")
