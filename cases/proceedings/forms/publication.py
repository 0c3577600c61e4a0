from django import forms

from cases.proceedings.forms.base import ProceedingForm, day, one_of, short, words, yes_no
from cases.proceedings.models import Publication, Representation
from misconduct.core.forms.widgets import Checkboxes

_OF_THE_OUTCOME = ("finding", "outcome")


class DecidePublicationForm(ProceedingForm):
    """What the chair decides on the notice of a hearing, or on the report of its outcome."""

    is_dispensed_with = yes_no("Is it published?", yes="No: publication is dispensed with", no="Yes")
    shows = forms.MultipleChoiceField(
        label="What it shows", choices=Publication.Shows.choices, required=False, widget=Checkboxes
    )
    redaction = words(
        "What the public version leaves out, and why", rows=2, required=False, help_text="The full version is kept."
    )
    decided_on = day("Day of the decision")
    decided_by_name = short("Name of the chair who decided")
    reasons = words("Reasons of the chair")

    def prepare(self) -> None:
        if self.row == Publication.Kind.HEARING_NOTICE:
            del self.fields["redaction"]
            field: forms.MultipleChoiceField = self.fields["shows"]  # type: ignore[assignment] # as declared above
            field.choices = [one for one in Publication.Shows.choices if one[0] not in _OF_THE_OUTCOME]


class PutUpForm(ProceedingForm):
    """Where and when it was published, once everybody who must hear first has heard."""

    told_note = words(
        "How families and victims were told before", rows=2, help_text="Or that there are none to be told"
    )
    published_on = day("Day it was published")
    place = short("Where", help_text="The address of the page")


class TakeDownForm(ProceedingForm):
    taken_down_on = day("Day it was taken down")


class RepresentForm(ProceedingForm):
    """What somebody asked of the chair about publication or sitting in private."""

    sender = one_of("From", Representation.Sender.choices, missing="Select who made the representations")
    sender_name = short("Name", required=False)
    received_on = day("Day it came")
    text = words("What was asked")
    decision = words("What the chair decided on it", rows=2, required=False)
    decided_on = day("Day of that decision", required=False)
