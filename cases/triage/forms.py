"""The questions of triage. Those that the law asks come from the files of `cases/triage/`."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from cases.forms.base import LONG, CaseForm
from cases.triage.actions.facts import Considered
from cases.triage.actions.forms_of_investigation import CHOOSABLE
from cases.triage.models import InvestigationForm, Referral
from cases.triage.questions import determinations, referral_criteria, schedule_3_triggers
from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import Radios

_INLINE = {"class": "govuk-radios--inline"}


def yes_or_no(label: str, hint: str = "") -> forms.TypedChoiceField:
    """A question that must be answered: no answer is not a no."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs=_INLINE),
        help_text=hint,
        error_messages={"required": f"Answer the question “{label}”"},
    )


def words(label: str, required: str, *, rows: int = 2, hint: str = "") -> forms.CharField:
    """An answer in words that must be given."""
    return forms.CharField(
        label=label,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
        error_messages={"required": required},
    )


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


class TriageFactsForm(CaseForm):
    """Three questions, each with its why. What stood before is filled in."""

    has_conflict = yes_or_no("Has anybody who handles this case an interest in it?")
    conflict_note = words("Who was asked, and what is done about it", "Enter who was asked, and what they said")
    has_urgent_risk = yes_or_no(
        "Is anybody at urgent risk?", "Such as a victim of violence against women and girls, a child or a witness."
    )
    urgent_risk_note = words("What was considered, and what is done", "Enter what risk there is, or why there is none")
    needs_suspension = yes_or_no("Is suspension or restriction of anybody to be decided?")
    suspension_note = words("Why, or why not", "Enter why suspension is or is not to be decided")

    def prepare(self) -> None:
        held = self.case.triage_facts.in_force().first()
        if held:
            answers = ("has_conflict", "has_urgent_risk", "needs_suspension")
            notes = ("conflict_note", "urgent_risk_note", "suspension_note")
            for name in answers:
                self.initial[name] = _yes_no(getattr(held, name))
            for name in notes:
                self.initial[name] = getattr(held, name)

    def answers(self) -> dict[str, Considered]:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "conflict": Considered(given["has_conflict"], given["conflict_note"]),
            "urgent_risk": Considered(given["has_urgent_risk"], given["urgent_risk_note"]),
            "suspension": Considered(given["needs_suspension"], given["suspension_note"]),
        }


class ScheduleThreeForm(CaseForm):
    """Each trigger as a question, then the decision that follows from the answers."""

    is_inside = forms.TypedChoiceField(
        label="Decision",
        choices=[("yes", "Inside Schedule 3: it is recorded"), ("no", "Outside Schedule 3")],
        coerce=lambda value: value == "yes",
        widget=Radios(hints={"yes": "Any yes above puts it inside.", "no": "Only when every answer above is no."}),
        error_messages={"required": "Select whether the complaint is inside or outside Schedule 3"},
    )
    reasons = words("Reasons", "Enter the reasons for the decision", rows=4)
    decided_on = GovukDateField(label="Date decided", past_only=True)
    authority = forms.CharField(label="Decided on behalf of", max_length=300, required=False)

    def prepare(self) -> None:
        own = list(self.fields)
        self.triggers = schedule_3_triggers(self.case.received_on)
        for one in self.triggers:
            self.fields[one.code] = yes_or_no(one.text)
        self.order_fields([*(one.code for one in self.triggers), *own])
        self.initial.setdefault("decided_on", timezone.localdate())
        held = self.case.schedule_3_decisions.in_force().first()
        if held:
            for code in held.asked:
                self.initial[code] = _yes_no(code in held.triggers)

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        return {"answers": {one.code: given.pop(one.code) for one in self.triggers}, **given}


class ReferralCheckForm(CaseForm):
    """The tick-list: each criterion with its reason. The day is asked because the time to refer runs from it."""

    marks_optional = False
    became_clear_on = GovukDateField(
        label="Day it became clear that the case must be referred",
        required=False,
        past_only=True,
        help_text="Needed if any answer is yes. The referral is due by the end of the next day.",
    )

    reasons = forms.CharField(
        label="Why is no criterion met any more?",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed if every answer is no now. It is kept as the authority’s reason.",
    )

    def prepare(self) -> None:
        self.criteria = referral_criteria(self.case.received_on)
        held = self.case.referral_checks.in_force().first()
        if held is None or held.became_clear_on is None:
            del self.fields["reasons"]
        for one in self.criteria:
            self.fields[one.code] = yes_or_no(one.text)
            self.fields[f"{one.code}_why"] = words("Why", f"Enter why: “{one.text}”")
            if held and one.code in held.answers:
                self.initial[one.code] = _yes_no(held.answers[one.code]["met"])
                self.initial[f"{one.code}_why"] = held.answers[one.code]["why"]
        if held and held.became_clear_on:
            self.initial["became_clear_on"] = held.became_clear_on
        codes = [name for one in self.criteria for name in (one.code, f"{one.code}_why")]
        self.order_fields([*codes, "became_clear_on", "reasons"])

    def pairs(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Each question with the box for its reason."""
        return ((self[one.code], self[f"{one.code}_why"]) for one in self.criteria)

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        codes = [one.code for one in self.criteria]
        answers = {code: Considered(given[code], given[f"{code}_why"]) for code in codes}
        return {
            "answers": answers,
            "became_clear_on": given["became_clear_on"],
            "reasons": given.get("reasons", ""),
        }


class ReferralOpenForm(CaseForm):
    """A referral that no criterion calls for."""

    kind = forms.ChoiceField(
        label="Kind of referral",
        choices=[(kind.value, kind.label) for kind in (Referral.Kind.VOLUNTARY, Referral.Kind.CALL_IN)],
        widget=Radios(hints={"call_in": "The case is treated as referred, by the end of the next day."}),
    )
    decided_on = GovukDateField(label="Day it was decided or called in", past_only=True)
    reasons = words("Reasons", "Enter why it is referred", rows=4)


class ReferralSendForm(CaseForm):
    """When and how it was sent."""

    sent_on = GovukDateField(label="Day it was sent", past_only=True)
    method = forms.ChoiceField(label="How it was sent", choices=Referral.Method.choices, widget=Radios)
    iopc_reference = forms.CharField(label="IOPC reference", max_length=100, required=False)

    def prepare(self) -> None:
        self.initial.setdefault("sent_on", timezone.localdate())


class ReferralAnswerForm(CaseForm):
    """What the IOPC decided on the referral."""

    determination = forms.ChoiceField(label="What the IOPC decided")
    determined_on = GovukDateField(label="Day it decided", past_only=True)
    iopc_reference = forms.CharField(label="IOPC reference", max_length=100, required=False)
    terms_of_reference = forms.CharField(
        label="Terms of reference", max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def prepare(self) -> None:
        field: Any = self.fields["determination"]
        offered = determinations(self.case.received_on)
        field.widget = Radios(hints={one.code: one.hint for one in offered})
        field.choices = [(one.code, one.label) for one in offered]


class InvestigationFormForm(CaseForm):
    """Local, directed, independent, or otherwise than by investigation."""

    form = forms.ChoiceField(
        label="Form of the investigation",
        choices=[(form.value, form.label) for form in CHOOSABLE],
        widget=Radios,
    )
    body = forms.ChoiceField(label="Who decided", choices=InvestigationForm.Body.choices, widget=Radios)
    decided_on = GovukDateField(label="Date decided", past_only=True)
    reasons = words("Reasons", "Enter the reasons for the form of the investigation", rows=4)
