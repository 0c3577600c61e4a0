from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from cases.flags.actions import follow_ups
from cases.flags.forms import FollowUpForm
from cases.flags.models import FollowUp
from misconduct.accounts.pages import ScopedActionPage
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record


class FollowUpDone(ScopedActionPage):
    """Record that what a decision asked for was done, and what came of it."""

    model = FollowUp
    permission = Permission.FLAG_REVIEW
    form_class = FollowUpForm
    template_name = "flags/follow_up.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(flag=self.object.review.flag, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        flag = self.object.review.flag
        record("flag.follow_up_viewed", by=self.request.user, target=flag, touched=flag.named_in_log)
        return super().get(*args, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        done = follow_ups.complete(follow_up=self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "What came of it is recorded.")
        return redirect(done.review.flag)
