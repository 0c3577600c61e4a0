from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cases.actions import drafts
from cases.models import CaseDraft
from cases.stages import RecordType
from cases.views.intake import forms, steps
from cases.views.intake.base import DraftPage
from misconduct.accounts.pages import ActionPage, Page
from misconduct.accounts.roles import Permission
from misconduct.core.errors import OutOfScope


class Start(ActionPage):
    """The first question. Its answer opens the draft; looking at the page does not."""

    permission = Permission.CASE_LOG
    template_name = "cases/intake/start.html"
    form_class = forms.RecordTypeForm
    step = steps.STEPS[0]

    def act(self, form: Form) -> HttpResponse:
        draft = drafts.start(record_type=RecordType(form.cleaned_data["record_type"]), by=self.request.user)
        return redirect(steps.after(self.step).url(draft))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "viewer": self.request.user, "answers": {}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unfinished = CaseDraft.objects.visible_to(self.request.user).unfinished().count()
        progress = list(steps.progress(None, self.step))
        return super().get_context_data(step=self.step, progress=progress, unfinished=unfinished, **kwargs)


class Continue(Page):
    """Goes on with a draft where it was left."""

    permission = Permission.CASE_LOG

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = CaseDraft.objects.visible_to(self.request.user).filter(pk=pk).first()
        if draft is None:
            raise OutOfScope(f"No draft {pk} within sight.")
        return redirect(steps.first_unanswered(draft).url(draft))


class Discard(DraftPage):
    """Asks once, then throws a draft away."""

    template_name = "cases/intake/discard.html"
    form_class = forms.NothingToAnswer
    step = steps.STEPS[0]

    def act(self, form: Form) -> HttpResponse:
        drafts.discard(draft=self.object, by=self.request.user)
        return redirect("home")

    def back_url(self) -> str:
        return "/"
