from django import forms

from cases.proceedings.forms.base import ProceedingForm, day, one_of, short, words, yes_no
from cases.proceedings.models import Plea, ProceedingPair, Sitting, Witness
from misconduct.core.forms.fields import GovukDateField, GovukTimeField
from misconduct.core.forms.widgets import Radios


class RespondForm(ProceedingForm):
    """An officer's answer: a plea to each allegation against them, and the rest in their words."""

    received_on = day("Day it was received")
    mitigation = words("Mitigation", required=False)
    disputes = words("What is disputed, and the officer’s account", required=False)
    law = words("Points of law", rows=2, required=False)
    documents = words("Documents relied on", rows=2, required=False)

    def prepare(self) -> None:
        pairs = self.proceeding.pairs.filter(pair__subject=self.row.subject_id)
        self.pairs = {f"plea_{pair.pk}": pair for pair in pairs.select_related("pair__allegation__category")}
        pleas = {
            name: forms.ChoiceField(label=self._label(pair), choices=Plea.Value.choices, widget=Radios)
            for name, pair in self.pairs.items()
        }
        self.fields = {**pleas, **self.fields}

    def pleas(self) -> dict[ProceedingPair, Plea.Value]:
        """The plea to each allegation."""
        return {pair: Plea.Value(self.cleaned_data[name]) for name, pair in self.pairs.items()}

    def _label(self, pair: ProceedingPair) -> str:
        allegation = pair.pair.allegation
        return f"Plea to allegation {allegation.number}, {allegation.category or allegation.category_as_recorded}"


class WitnessForm(ProceedingForm):
    name = short("Name of the witness")
    proposed_by = one_of("Proposed by", Witness.ProposedBy.choices, missing="Select who proposed them")
    proposed_on = day("Day they were proposed")
    evidence = words("What they can say, and on what dispute")


class DecideWitnessForm(ProceedingForm):
    is_to_attend = yes_no("Decision of the chair", yes="The witness is to attend", no="The witness is not called")
    decided_on = day("Day of the decision")
    reasons = words("Reasons of the chair")
    ordered_on = day("Day they were told to attend", required=False)


class FixForm(ProceedingForm):
    """A day on which the panel sits."""

    purpose = one_of("What for", Sitting.Purpose.choices, missing="Select what the sitting is for")
    sits_on = GovukDateField(label="Day")
    sits_at = GovukTimeField(label="Time", required=False, help_text="For example, 10am")
    place = short("Place")
    held_in = one_of("Held", Sitting.HeldIn.choices, missing="Select whether it is held in public or in private")
    restrictions = words(
        "Restrictions, and why",
        required=False,
        help_text="Who or what is kept from the public. Needed where any of it is in private.",
    )

    def prepare(self) -> None:
        if self.proceeding.kind != "hearing":
            del self.fields["purpose"]
        self.initial.setdefault("purpose", Sitting.Purpose.MAIN)
        self.initial.setdefault("held_in", "private" if self.proceeding.is_meeting else "public")


class MoveSittingForm(ProceedingForm):
    sits_on = GovukDateField(label="New day")
    sits_at = GovukTimeField(label="Time", required=False, help_text="Leave it empty if it stays the same")
    is_officers_date = yes_no(
        "Is it the other date that an officer proposed who cannot attend?",
        yes="Yes: within 5 working days of the day fixed",
        no="No: the chair moves it",
    )
    reason = words("Why the day is changed")


class VacateForm(ProceedingForm):
    reason = words("Why the sitting is vacated")


class HoldForm(ProceedingForm):
    """That a sitting was held."""

    started_at = GovukTimeField(
        label="Started", help_text="For example, 10:05am", error_messages={"required": "Enter when it started"}
    )
    ended_at = GovukTimeField(
        label="Ended", help_text="For example, 3:40pm", error_messages={"required": "Enter when it ended"}
    )
    adjourned_reason = words("If it was adjourned, why", required=False, help_text="Leave it empty if it was finished.")
