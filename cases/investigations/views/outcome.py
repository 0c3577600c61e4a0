"""Learning and reflective practice."""

from typing import Any

from django.http import HttpResponse

from cases.investigations.actions import learning, reflective
from cases.investigations.forms.outcome import (
    AccountForm,
    DevelopmentReportForm,
    InviteForm,
    LearningDoneForm,
    LearningForm,
    ReviewForm,
)
from cases.investigations.models import LearningItem, ReflectivePractice
from cases.investigations.views.appointment import INVESTIGATION
from cases.views.base import CaseFormPage


class LearningAdd(CaseFormPage):
    form_class = LearningForm
    heading = "Record learning"
    part = INVESTIGATION

    def act(self, form: Any) -> HttpResponse:
        given = {**form.cleaned_data, "origin": form.cleaned_data["origin"] or LearningItem.Origin.FORCE}
        item = learning.add(by=self.request.user, case=self.object, version=self.version, **given)
        return self.done(f"{item} recorded.")


class LearningDone(CaseFormPage):
    form_class = LearningDoneForm
    heading = "Learning put into practice"
    part = INVESTIGATION

    def act(self, form: Any) -> HttpResponse:
        item = self.one_of(LearningItem.objects.all(), case=self.object, pk=self.kwargs["item"])
        learning.complete(by=self.request.user, case=self.object, item=item, version=self.version, **form.cleaned_data)
        return self.done("Saved.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.one_of(LearningItem.objects.all(), case=self.object, pk=self.kwargs["item"])
        return super().get_context_data(**kwargs)


class ReflectiveInvite(CaseFormPage):
    form_class = InviteForm
    heading = "Invite to reflective practice"
    submit = "Save"
    part = INVESTIGATION

    def act(self, form: Any) -> HttpResponse:
        practice = reflective.invite(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done(f"{practice.subject} invited.")


class _ReflectivePage(CaseFormPage):
    part = INVESTIGATION

    def practice(self) -> ReflectivePractice:
        rows = ReflectivePractice.objects.select_related("subject__officer", "case")
        found: ReflectivePractice = self.one_of(rows, case=self.object, pk=self.kwargs["practice"])
        return found

    def title(self) -> str:
        return f"{self.heading}: {self.practice().subject}"

    def given(self, form: Any) -> dict[str, Any]:
        """What each step's action takes."""
        return {
            "by": self.request.user,
            "case": self.object,
            "practice": self.practice(),
            "version": self.version,
            **form.cleaned_data,
        }


class ReflectiveAccount(_ReflectivePage):
    form_class = AccountForm
    heading = "Account in reflective practice"

    def act(self, form: Any) -> HttpResponse:
        reflective.give_account(**self.given(form))
        return self.done("The account is kept.")


class ReflectiveReport(_ReflectivePage):
    form_class = DevelopmentReportForm
    heading = "Reflective development report"
    submit = "Make report"

    def act(self, form: Any) -> HttpResponse:
        reflective.report(**self.given(form))
        return self.done("The development report is made.")


class ReflectiveReview(_ReflectivePage):
    form_class = ReviewForm
    heading = "Review of the development report"

    def act(self, form: Any) -> HttpResponse:
        reflective.review(**self.given(form))
        return self.done("The review is kept.")
