from django import forms

from cases.forms.base import CaseForm
from cases.forms.codes import CodeField, choosable
from cases.models import CodeList
from cases.proceedings.forms.base import ProceedingForm, day, one_of, short, words, yes_no
from cases.proceedings.forms.panel import PersonOfProceedings, offer_people
from cases.proceedings.models import Appeal, ListReturn, ProceedingPair
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Checkboxes, Radios


class LodgeForm(ProceedingForm):
    """An appeal about one person."""

    subject = PersonOfProceedings(label="About", error_messages={"required": "Select whom the appeal is about"})
    appellant = one_of("Who appeals", Appeal.Appellant.choices)
    lodged_on = day("Day of the appeal")
    grounds = forms.MultipleChoiceField(label="Grounds", choices=Appeal.Ground.choices, widget=Checkboxes)
    reasons = words("What the appeal says")
    late_reason = words("If it is late, why it was taken", rows=2, required=False)

    def prepare(self) -> None:
        offer_people(self)


class DetermineForm(ProceedingForm):
    decision = one_of("Decision", Appeal.Decision.choices)
    decided_on = day("Day of the decision")
    decided_by_name = short("Decided by", help_text="The chair of the tribunal, or the person who held the appeal")
    is_more_senior = yes_no("Are they senior to whoever conducted the meeting?", required=False)
    reasons = words("Reasons")

    def prepare(self) -> None:
        if self.row.body != Appeal.Body.MEETING:
            del self.fields["is_more_senior"]


class PairOfProceedings(forms.ModelChoiceField):
    def label_from_instance(self, obj: ProceedingPair) -> str:
        """The allegation by its number and category."""
        allegation = obj.pair.allegation
        return f"Allegation {allegation.number}, {allegation.category or allegation.category_as_recorded}"


class GiveEffectForm(ProceedingForm):
    """The outcome that an appeal put in place of the earlier one."""

    pair = PairOfProceedings(label="Allegation", queryset=None, empty_label=None, widget=Radios)
    value = CodeField(label="New outcome", queryset=None, empty_label="Choose an outcome")
    live_from = GovukDateField(label="Day the warning starts", required=False, help_text="Only for a warning")
    live_to = GovukDateField(label="Day the warning ends", required=False, help_text="Only for a warning")
    reasons = words("Reasons")

    def prepare(self) -> None:
        pairs = self.proceeding.pairs.filter(pair__subject=self.row.subject_id)
        self.offer("pair", pairs.select_related("pair__allegation__category"))
        days = [self.row.decided_on, self.case.received_on]
        self.offer("value", choosable(CodeList.OUTCOME, days=days))


class SendReturnForm(CaseForm):
    """What the College of Policing was told about somebody."""

    because = one_of("Why", ListReturn.Because.choices, missing="Select why the return is made")
    sent_on = day("Day it was sent")
    reference = short("The College’s reference", required=False)
    summary = words("What the return says")


class EndReturnForm(CaseForm):
    ended_as = one_of("What became of the entry", [one for one in ListReturn.Ended.choices if one[0] != "converted"])
    ended_on = day("Day")
    reason = words("How and why")
