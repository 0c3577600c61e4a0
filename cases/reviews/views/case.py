from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.reviews.actions import reviews
from cases.reviews.forms import RecommendationAnswerForm, ReviewApplyForm, ReviewDetermineForm
from cases.reviews.models import ComplaintReview, ReviewRecommendation
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission


class ReviewApply(CaseFormPage):
    form_class = ReviewApplyForm
    heading = "Record an application for a review"
    submit = "Record application"

    def act(self, form: Any) -> HttpResponse:
        made = reviews.apply(by=self.request.user, case=self.object, version=self.version, **form.answers())
        return self.done(f"Application recorded. The {made.get_body_display()} reviews it.")


class ReviewDetermine(CaseFormPage):
    permission = Permission.DECISION_RECORD
    form_class = ReviewDetermineForm
    heading = "Record what the review determined"
    submit = "Record determination"

    def review(self) -> ComplaintReview:
        found: ComplaintReview = self.one_of(ComplaintReview.objects.all(), case=self.object, pk=self.kwargs["review"])
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=f"Review by the {self.review().get_body_display()}.", **kwargs)

    def act(self, form: Form) -> HttpResponse:
        reviews.determine(by=self.request.user, review=self.review(), version=self.version, **form.cleaned_data)
        return self.done("Determination recorded.")


class RecommendationAnswer(CaseFormPage):
    permission = Permission.DECISION_RECORD
    form_class = RecommendationAnswerForm
    heading = "Answer a recommendation"
    submit = "Record answer"

    def recommendation(self) -> ReviewRecommendation:
        rows = ReviewRecommendation.objects.filter(review__case=self.object)
        found: ReviewRecommendation = self.one_of(rows, pk=self.kwargs["recommendation"])
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=self.recommendation().text, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        given: dict[str, Any] = form.cleaned_data
        held = self.recommendation()
        reviews.answer_recommendation(by=self.request.user, recommendation=held, version=self.version, **given)
        return self.done("Answer recorded.")
