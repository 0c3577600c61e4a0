from django.forms import Form
from django.http import HttpResponse

from cases.proceedings.actions import advice, objections, panel
from cases.proceedings.forms.panel import (
    APPOINTMENT,
    AdviceForm,
    AnswerForm,
    AppointForm,
    DecideObjectionForm,
    DeclareForm,
    ObjectForm,
    RecommendationForm,
    RenotifyForm,
    ReplaceForm,
)
from cases.proceedings.models import DelegationRecommendation, Objection, PanelMember
from cases.proceedings.views.base import ProceedingFormPage, RowFormPage


class Appoint(ProceedingFormPage):
    form_class = AppointForm
    heading = "Appoint to the panel"
    submit = "Appoint"
    section = "panel"

    def act(self, form: Form) -> HttpResponse:
        appointment = panel.Appointment(**{name: form.cleaned_data[name] for name in APPOINTMENT})
        member = panel.appoint(
            by=self.request.user, proceeding=self.proceeding, appointment=appointment, version=self.version
        )
        return self.done(f"Appointed: {member}.")


class _MemberForm(RowFormPage):
    rows, keyword = PanelMember, "member"
    section = "panel"


class Declare(_MemberForm):
    form_class = DeclareForm

    def title(self) -> str:
        return f"Interests of {self.row.name}"

    def act(self, form: Form) -> HttpResponse:
        panel.declare(by=self.request.user, member=self.row, version=self.version, **form.cleaned_data)
        return self.done("Declaration recorded.")


class Replace(_MemberForm):
    form_class = ReplaceForm
    submit = "Replace"

    def title(self) -> str:
        return f"Replace {self.row.name}"

    def act(self, form: Form) -> HttpResponse:
        panel.replace(by=self.request.user, member=self.row, version=self.version, **form.cleaned_data)
        return self.done(f"{self.row.name} has left the panel. Appoint somebody in their place.")


class ObjectTo(_MemberForm):
    form_class = ObjectForm
    submit = "Record the objection"

    def title(self) -> str:
        return f"Objection to {self.row.name}"

    def act(self, form: Form) -> HttpResponse:
        objections.object_to(by=self.request.user, member=self.row, version=self.version, **form.cleaned_data)
        return self.done("Objection recorded.")


class DecideObjection(RowFormPage):
    rows, keyword = Objection, "objection"
    form_class = DecideObjectionForm
    section = "panel"
    submit = "Record the decision"

    def title(self) -> str:
        return f"Decide the objection to {self.row.member.name}"

    def act(self, form: Form) -> HttpResponse:
        objections.decide(by=self.request.user, objection=self.row, version=self.version, **form.cleaned_data)
        return self.done("Decision recorded.")


class Renotify(RowFormPage):
    rows, keyword = Objection, "objection"
    form_class = RenotifyForm
    section = "panel"
    heading = "Tell the officer who replaces the member"

    def act(self, form: Form) -> HttpResponse:
        objections.renotify(by=self.request.user, objection=self.row, version=self.version, **form.cleaned_data)
        return self.done("Recorded that the officer was told.")


class AdviceLog(ProceedingFormPage):
    form_class = AdviceForm
    heading = "Advice of the legally qualified adviser"
    section = "advice"

    def act(self, form: Form) -> HttpResponse:
        advice.log_advice(by=self.request.user, proceeding=self.proceeding, version=self.version, **form.cleaned_data)
        return self.done("Advice recorded.")


class RecommendationTake(ProceedingFormPage):
    form_class = RecommendationForm
    heading = "The IOPC recommends delegation"
    section = "panel"

    def act(self, form: Form) -> HttpResponse:
        advice.take_recommendation(
            by=self.request.user, proceeding=self.proceeding, version=self.version, **form.cleaned_data
        )
        return self.done("Recommendation recorded.")


class RecommendationAnswer(RowFormPage):
    rows, keyword = DelegationRecommendation, "delegation"
    form_class = AnswerForm
    heading = "Answer to the IOPC"
    section = "panel"

    def act(self, form: Form) -> HttpResponse:
        advice.answer_recommendation(by=self.request.user, taken=self.row, version=self.version, **form.cleaned_data)
        return self.done("Answer recorded.")
