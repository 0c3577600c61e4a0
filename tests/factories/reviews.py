from datetime import date

import factory

from cases.reviews.models import ComplaintReview, ReviewRecommendation
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory


class ComplaintReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ComplaintReview

    class Params:
        determined = factory.Trait(
            determination="upheld",
            determined_on=date(2026, 5, 20),
            determined_by=factory.SubFactory(UserFactory),
            reasons="Not all was looked into.",
        )

    case = factory.SubFactory(CaseFactory, record_type="PC-S")
    body = ComplaintReview.Body.LOCAL_POLICING_BODY
    applicant = "The complainant"
    told_on = date(2026, 4, 1)
    applied_on = date(2026, 4, 10)
    is_in_time = True
    recorded_by = factory.SubFactory(UserFactory)


class ReviewRecommendationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewRecommendation

    review = factory.SubFactory(ComplaintReviewFactory, determined=True)
    text = "Apologise."
    received_on = date(2026, 5, 20)
