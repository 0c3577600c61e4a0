from django.forms import Form
from django.http import HttpResponse

from cases.proceedings.actions import appeals
from cases.proceedings.forms.appeal import DetermineForm, GiveEffectForm, LodgeForm
from cases.proceedings.models import Appeal
from cases.proceedings.views.base import ProceedingFormPage, RowFormPage


class Lodge(ProceedingFormPage):
    form_class = LodgeForm
    heading = "Record an appeal"
    section = "appeal"

    def act(self, form: Form) -> HttpResponse:
        appeal = appeals.lodge(
            by=self.request.user, proceeding=self.proceeding, version=self.version, **form.cleaned_data
        )
        return self.done(f"Appeal to the {appeal.get_body_display()} recorded.")


class Determine(RowFormPage):
    rows, keyword = Appeal, "appeal"
    form_class = DetermineForm
    section = "appeal"

    def title(self) -> str:
        return f"Decision on the appeal about {self.row.subject}"

    def act(self, form: Form) -> HttpResponse:
        appeals.determine(by=self.request.user, appeal=self.row, version=self.version, **form.cleaned_data)
        return self.done("Decision on the appeal recorded.")


class GiveEffect(RowFormPage):
    rows, keyword = Appeal, "appeal"
    form_class = GiveEffectForm
    section = "appeal"

    def title(self) -> str:
        return f"New outcome after the appeal about {self.row.subject}"

    def act(self, form: Form) -> HttpResponse:
        result = appeals.give_effect(by=self.request.user, appeal=self.row, version=self.version, **form.cleaned_data)
        return self.done(f"New outcome recorded: {result.outcome}.")
