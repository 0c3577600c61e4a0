from django import forms

from cases.forms.base import CaseForm
from cases.models import AllegationSubject
from cases.proceedings.forms.base import ProceedingForm, day, one_of, short, words
from cases.proceedings.models import Proceeding, ProceedingSubject
from cases.proceedings.timetable import GrantedBy
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Checkboxes, Radios


class PairsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: AllegationSubject) -> str:
        """The allegation, by its number and category, and whom it is against."""
        allegation = obj.allegation
        return f"{allegation.number}: {allegation.category or allegation.category_as_recorded}, against {obj.subject}"


class OpenForm(CaseForm):
    """What is to be heard, in which kind of proceedings, and why."""

    kind = forms.ChoiceField(
        label="Kind of proceedings",
        choices=Proceeding.Kind.choices,
        widget=Radios(
            hints={
                "meeting": "For misconduct. Held in private",
                "hearing": "For gross misconduct, or where a final written warning is live",
                "accelerated": "Where special conditions are certified, or for a former officer",
            }
        ),
    )
    pairs = PairsField(label="Allegations to be decided", queryset=None, widget=Checkboxes)
    opened_on = day("Day of the decision to refer")
    is_senior = forms.BooleanField(
        label="The officer is a senior officer, above chief superintendent",
        required=False,
        help_text="The panel is then chaired from outside the force.",
    )
    election = forms.ChoiceField(
        label="Former officer: who chose a full hearing?",
        choices=[("", "Nobody, or not a former officer"), *ProceedingSubject.Election.choices[1:]],
        required=False,
        widget=Radios,
    )
    election_reason = words("What was said or decided about a full hearing", rows=2, required=False)
    reasons = words("Why proceedings of this kind")

    def prepare(self) -> None:
        pairs = AllegationSubject.objects.filter(allegation__case=self.case)
        pairs = pairs.select_related("allegation__case", "allegation__category", "subject__officer")
        self.offer("pairs", pairs.order_by("allegation__number", "pk"))


class StopForm(ProceedingForm):
    stopped_on = day("Day they were stopped")
    reason = words("Why they are stopped")


class StepForm(ProceedingForm):
    """When a step was done, and how."""

    done_on = day("Day")
    details = words("How, by whom, or where it is kept", required=False)


class WithdrawForm(ProceedingForm):
    reason = words("Why the step is withdrawn", help_text="It stays on the case, with your reason.")


class ExtendForm(ProceedingForm):
    """More time for a step: until when, who granted it and why."""

    until = GovukDateField(label="New last day")
    granted_by = one_of("Granted by", [(one.value, one.label) for one in GrantedBy], missing="Select who granted it")
    granted_by_name = short("Name of the person who granted it")
    granted_on = day("Day it was granted")
    reason = words("Reason for the extension")


class StandingByForm(ProceedingForm):
    """Who stands by a person at the proceedings."""

    police_friend = short("Police friend", required=False, help_text="Name, and force or association")
    lawyer = short("Lawyer", required=False, help_text="At a hearing only")

    def prepare(self) -> None:
        self.initial = {"police_friend": self.row.police_friend, "lawyer": self.row.lawyer, **self.initial}
