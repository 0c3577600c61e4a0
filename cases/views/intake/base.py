"""What the pages of a draft share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cases.models import CaseDraft
from cases.views.intake import steps
from misconduct.accounts.pages import ScopedActionPage
from misconduct.accounts.roles import Permission


class DraftPage(ScopedActionPage):
    """One page of a draft. Somebody else's draft is not there; a logged one leads to its confirmation.

    `?from=check` brings a person who changes one answer back to where they check all of them.
    """

    permission = Permission.CASE_LOG
    model = CaseDraft
    object: CaseDraft
    step: steps.Step

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.confirmation() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        return self.confirmation() or super().post(request, *args, **kwargs)

    def confirmation(self) -> HttpResponse | None:
        """The way to the confirmation where the case is logged already."""
        return redirect("cases:new_logged", pk=self.object.pk) if self.object.case_id else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "viewer": self.request.user, "answers": self.object.answers}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            step=self.step,
            back_url=self.back_url(),
            progress=list(steps.progress(self.object, self.step)),
            **kwargs,
        )

    @property
    def is_changing(self) -> bool:
        """Whether the person came from checking the answers."""
        return self.request.GET.get("from") == "check"

    def back_url(self) -> str:
        """Where Back leads: the question before, or the check."""
        previous = steps.named("check") if self.is_changing else steps.before(self.step)
        return previous.url(self.object) if previous else "/"

    def next_url(self) -> str:
        """Where to go once this is answered."""
        following = steps.named("check") if self.is_changing else steps.after(self.step)
        return following.url(self.object)
