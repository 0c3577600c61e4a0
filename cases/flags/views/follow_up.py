from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from cases.flags.actions import corrections, follow_ups
from cases.flags.actions.corrections import facts_of
from cases.flags.forms import FollowUpCorrectForm, FollowUpForm
from cases.flags.models import FollowUp
from misconduct.accounts.pages import OverwritingPage, ScopedActionPage
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record


class _FollowUpPage(ScopedActionPage):
    """A form about what a decision on a flag asked for. Opening it is on record."""

    model = FollowUp
    permission = Permission.FLAG_REVIEW

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(flag=self.object.review.flag, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        flag = self.object.review.flag
        record("flag.follow_up_viewed", by=self.request.user, target=flag, touched=flag.named_in_log)
        return super().get(*args, **kwargs)


class FollowUpDone(_FollowUpPage):
    """Record that what a decision asked for was done, and what came of it."""

    form_class = FollowUpForm
    template_name = "flags/follow_up.html"

    def act(self, form: Form) -> HttpResponse:
        done = follow_ups.complete(follow_up=self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "What came of it is recorded.")
        return redirect(done.review.flag)


class FollowUpCorrect(_FollowUpPage, OverwritingPage):
    """Put right who does it, by when, and of one that is done, how it went."""

    form_class = FollowUpCorrectForm
    template_name = "flags/follow_up_correct.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "follow_up": self.object}

    def get_initial(self) -> dict[str, Any]:
        held = self.object
        kept = {"due_on": held.due_on, "done_on": held.done_on, "outcome": held.outcome}
        return {"reviewer": held.owner_id, **kept}

    def facts(self) -> dict[str, object]:
        return facts_of(self.object)

    def act(self, form: Any) -> HttpResponse:
        given = {"correction": form.correction(), "reason": form.cleaned_data["reason"], "read": self.read}
        held = corrections.correct_follow_up(follow_up=self.object, by=self.request.user, **given)
        messages.success(self.request, "The follow-up is corrected.")
        return redirect(held.review.flag)
