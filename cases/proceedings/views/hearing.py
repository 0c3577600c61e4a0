from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.proceedings.actions import responses, sittings
from cases.proceedings.forms.hearing import (
    DecideWitnessForm,
    FixForm,
    HoldForm,
    MoveSittingForm,
    RespondForm,
    VacateForm,
    WitnessForm,
)
from cases.proceedings.models import ProceedingSubject, Sitting, Witness
from cases.proceedings.views.base import ProceedingFormPage, RowFormPage
from misconduct.core.wording import uk_date


class Respond(RowFormPage):
    rows, keyword = ProceedingSubject, "person"
    section = "response"

    def get_form_class(self) -> type[Form]:
        return RespondForm

    def title(self) -> str:
        return f"Response of {self.row.subject}"

    def act(self, form: Any) -> HttpResponse:
        given = form.cleaned_data
        responses.respond(
            by=self.request.user,
            proceeding=self.proceeding,
            subject=self.row.subject,
            received_on=given["received_on"],
            pleas=form.pleas(),
            answers=responses.Answers(**{name: given[name] for name in ("mitigation", "disputes", "law", "documents")}),
            version=self.version,
        )
        return self.done("Response recorded.")


class WitnessPropose(ProceedingFormPage):
    form_class = WitnessForm
    heading = "Propose a witness"
    section = "witnesses"

    def act(self, form: Form) -> HttpResponse:
        responses.propose_witness(
            by=self.request.user, proceeding=self.proceeding, version=self.version, **form.cleaned_data
        )
        return self.done("Witness added.")


class WitnessDecide(RowFormPage):
    rows, keyword = Witness, "witness"
    form_class = DecideWitnessForm
    section = "witnesses"

    def title(self) -> str:
        return f"Decide on the witness {self.row.name}"

    def act(self, form: Form) -> HttpResponse:
        responses.decide_witness(by=self.request.user, witness=self.row, version=self.version, **form.cleaned_data)
        return self.done("Decision on the witness recorded.")


class SittingFix(ProceedingFormPage):
    form_class = FixForm
    heading = "Fix a day"
    submit = "Fix the day"
    section = "sittings"

    def act(self, form: Form) -> HttpResponse:
        sitting = sittings.fix(
            by=self.request.user,
            proceeding=self.proceeding,
            fixture=sittings.Fixture(**form.cleaned_data),
            version=self.version,
        )
        return self.done(f"Fixed for {uk_date(sitting.sits_on)}.")


class _SittingForm(RowFormPage):
    rows, keyword = Sitting, "sitting"
    section = "sittings"
    words = ""

    def title(self) -> str:
        return f"{self.words}: {uk_date(self.row.sits_on)}"


class SittingMove(_SittingForm):
    form_class = MoveSittingForm
    words = "Move the sitting"

    def act(self, form: Form) -> HttpResponse:
        moved = sittings.move(by=self.request.user, sitting=self.row, version=self.version, **form.cleaned_data)
        return self.done(f"Moved to {uk_date(moved.sits_on)}.")


class SittingVacate(_SittingForm):
    form_class = VacateForm
    words = "Vacate the sitting"

    def act(self, form: Form) -> HttpResponse:
        sittings.vacate(by=self.request.user, sitting=self.row, version=self.version, **form.cleaned_data)
        return self.done("The sitting is vacated.")


class SittingHold(_SittingForm):
    form_class = HoldForm
    words = "Record the sitting"

    def act(self, form: Form) -> HttpResponse:
        sittings.hold(by=self.request.user, sitting=self.row, version=self.version, **form.cleaned_data)
        return self.done("Sitting recorded.")
