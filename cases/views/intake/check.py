from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from cases import similar
from cases.actions import drafts
from cases.models import Case, CaseDraft
from cases.stages import RecordType
from cases.views.intake import answers, forms, steps
from cases.views.intake.base import DraftPage
from cases.views.intake.review import Review, review
from misconduct.accounts.pages import ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.core.errors import OutOfScope

COMPLAINTS = (RecordType.COMPLAINT_OUTSIDE, RecordType.COMPLAINT_INSIDE)
OFTEN_REFERRED = (RecordType.RECORDABLE_CONDUCT, RecordType.DEATH_OR_SERIOUS_INJURY, RecordType.COMPLAINT_INSIDE)


class Check(DraftPage):
    """All answers on one page, each with a way to change it, and the button that logs the case."""

    template_name = "cases/intake/check.html"
    form_class = forms.NothingToAnswer
    step = steps.named("check")

    def form_valid(self, form: Form) -> HttpResponseBase:  # type: ignore[override] # as its parent does
        self.checked = review(self.object, viewer=self.request.user)
        if self.checked.problems:
            context = self.get_context_data(form=form, problems=self.checked.problems)
            return self.render_to_response(context, status=422)
        return super().form_valid(form)

    def act(self, form: Form) -> HttpResponse:
        checked: Review = self.checked
        drafts.log(
            draft=self.object,
            read_at=self.object.updated_at,
            by=self.request.user,
            facts=checked.facts,
            subjects=list(checked.subjects.values()),
            allegations=checked.allegations,
        )
        return redirect("cases:new_logged", pk=self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer = self.request.user
        hints = similar.hints(answers.clues(self.object), viewer=viewer)
        similar.record_shown(hints, draft=self.object, by=viewer)
        return super().get_context_data(
            rows=answers.rows(self.object, viewer=viewer),
            subjects=answers.subjects(self.object, viewer=viewer),
            allegations=answers.allegations(self.object, viewer=viewer),
            hints=hints,
            **kwargs,
        )


class Logged(ScopedObjectPage):
    """The confirmation: the reference and what happens next, the same however often the button was pressed."""

    permission = Permission.CASE_LOG
    model = Case
    event = "case.confirmation_viewed"
    template_name = "cases/intake/logged.html"
    context_object_name = "case"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        unfinished = CaseDraft.objects.visible_to(self.request.user).unfinished().filter(pk=kwargs["pk"]).first()
        if unfinished is not None:
            return redirect(steps.named("check").url(unfinished))
        return super().get(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Case:
        pk = self.kwargs["pk"]
        found: Case | None = self.base_queryset().filter(draft__pk=pk, draft__user=self.request.user).first()
        if found is None:
            raise OutOfScope(f"No draft {pk} within sight.")
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = self.object.record_type
        return super().get_context_data(
            is_complaint=kind in COMPLAINTS, may_need_referral=kind in OFTEN_REFERRED, **kwargs
        )
