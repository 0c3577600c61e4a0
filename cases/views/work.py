from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse

from cases import workflow
from cases.actions import assignment, details, transitions
from cases.actions.details import CaseDetails
from cases.forms.base import ReasonForm
from cases.forms.work import DetailsForm, MoveForm, MoveWithReasonForm
from cases.transition import Transition
from cases.views.base import CaseFormPage
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission


class CaseUnassign(CaseFormPage):
    permission = Permission.CASE_ASSIGN
    form_class = ReasonForm
    heading = "Take the case from its investigator"
    submit = "Take it back"
    part = "cases:people"

    def act(self, form: Form) -> HttpResponse:
        assignment.unassign(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done("Nobody is assigned to the case now.")


class CaseAdvance(CaseFormPage):
    """A move along the workflow, which may need more than the right to work on the case."""

    permission = Permission.CASE_WORK

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(self.request.user, self.move().permission)
        return super().get(request, *args, **kwargs)

    def move(self) -> Transition:
        """The move that the address names, unless it has a page of its own."""
        found = {move.name: move for move in workflow.TRANSITIONS if not move.page}.get(self.kwargs["transition"])
        if found is None:
            raise Http404(f"No move {self.kwargs['transition']}.")
        return found

    def get_form_class(self) -> type[Form]:
        return MoveWithReasonForm if self.move().needs_note else MoveForm

    def title(self) -> str:
        return self.move().label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(submit=self.title(), **kwargs)

    def act(self, form: Form) -> HttpResponse:
        case = transitions.advance(
            by=self.request.user,
            case=self.object,
            transition=self.kwargs["transition"],
            version=self.version,
            **form.cleaned_data,
        )
        return self.done(f"The case is now at “{case.get_stage_display()}”.")


class CaseEdit(CaseFormPage):
    form_class = DetailsForm
    heading = "Change the details"
    submit = "Save changes"

    def act(self, form: Form) -> HttpResponse:
        given = dict(form.cleaned_data)
        reason = given.pop("reason")
        details.edit(
            by=self.request.user,
            case=self.object,
            details=CaseDetails(**given),
            reason=reason,
            version=self.version,
        )
        return self.done("Details changed.")
