from datetime import date

import pytest

from cases.clocks.kinds import MilestoneKind
from cases.guards import review
from cases.reviews.actions import reviews
from cases.reviews.body import AboutComplaint
from cases.reviews.models import ComplaintReview, ReviewRecommendation
from cases.stages import Stage
from misconduct.core.errors import NotAllowed, Refused
from tests.constraints import assert_refused, constraint_names
from tests.factories import CaseFactory, ComplaintReviewFactory, ReviewRecommendationFactory, UserFactory

pytestmark = pytest.mark.django_db
TOLD, DAY = date(2026, 4, 1), date(2026, 4, 10)


@pytest.fixture
def manager(person):
    return person("manager")


@pytest.fixture
def complaint():
    return CaseFactory(record_type="PC-S", stage=Stage.REVIEW)


def apply(by, case, **fields):
    known = {"facts": AboutComplaint(), "applicant": "Complainant", "told_on": TOLD, "applied_on": DAY} | fields
    return reviews.apply(by=by, case=case, **known)


def determine(by, held, **fields):
    known = {"determination": "upheld", "determined_on": DAY, "reasons": "Not all was looked into."} | fields
    return reviews.determine(by=by, review=held, **known)


def test_an_application_says_who_reviews_it_and_starts_its_clock(manager, complaint):
    held = apply(manager, complaint, facts=AboutComplaint(article_2_or_3=True))
    assert (held.body, held.is_in_time) == ("iopc", True)
    assert held.body_because == "the conduct, if proved, could breach Article 2 or 3"
    assert complaint.milestones.get(kind=MilestoneKind.REVIEW_APPLIED).reached_on == DAY
    with pytest.raises(Refused, match="open already"):
        apply(manager, complaint)


def test_a_late_application_says_why(manager, complaint):
    with pytest.raises(Refused, match="The last day to apply was 29 April 2026") as refusal:
        apply(manager, complaint, applied_on=date(2026, 5, 10))
    assert refusal.value.field == "late_because"
    assert not apply(manager, complaint, applied_on=date(2026, 5, 10), late_because="In hospital.").is_in_time


@pytest.mark.parametrize(
    ("field", "value"), [("applicant", " "), ("told_on", date(2026, 1, 1)), ("applied_on", date(2026, 3, 30))]
)
def test_an_application_refuses_what_cannot_be(manager, complaint, field, value):
    with pytest.raises(Refused) as refusal:
        apply(manager, complaint, **{field: value})
    assert refusal.value.field == field


def test_only_a_complaint_inside_schedule_3_is_reviewed(manager, person, complaint):
    with pytest.raises(Refused, match="inside Schedule 3"):
        apply(manager, CaseFactory(record_type="PC-O"))
    with pytest.raises(NotAllowed):
        apply(person("auditor"), complaint)


def test_what_is_determined_and_recommended_holds_the_case_open_until_it_is_answered(manager, complaint):
    assert (review.review_determined(complaint), review.recommendations_answered(complaint)) == (None, None)
    held = apply(manager, complaint)
    assert review.review_determined(complaint) == "Record what the review determined."
    determine(manager, held, recommendations=["Apologise.", " "])
    assert review.review_determined(complaint) is None
    assert review.recommendations_answered(complaint) == "Answer the recommendations of the review."
    one = ReviewRecommendation.objects.get()
    known = {"is_accepted": True, "answered_on": DAY}
    with pytest.raises(Refused, match="Enter the answer"):
        reviews.answer_recommendation(by=manager, recommendation=one, response=" ", **known)
    reviews.answer_recommendation(by=manager, recommendation=one, response="We apologise.", **known)
    assert review.recommendations_answered(complaint) is None
    kinds = set(complaint.milestones.values_list("kind", flat=True))
    assert kinds == {"review_applied", "review_determined", "recommendation_received", "recommendation_answered"}
    with pytest.raises(Refused, match="answered already"):
        reviews.answer_recommendation(by=manager, recommendation=one, response="Again.", **known)


@pytest.mark.parametrize(
    ("field", "value"), [("determination", "maybe"), ("determined_on", date(2026, 4, 2)), ("reasons", " ")]
)
def test_a_determination_refuses_what_cannot_be(manager, complaint, field, value):
    held = apply(manager, complaint)
    with pytest.raises(Refused) as refusal:
        determine(manager, held, **{field: value})
    assert refusal.value.field == field


def build(**fields):
    return ComplaintReviewFactory.build(case=CaseFactory(), recorded_by=UserFactory(), **fields)


BROKEN = [
    (
        "complaint_review_one_at_a_time",
        lambda: ComplaintReviewFactory.build(case=ComplaintReviewFactory().case, recorded_by=UserFactory()),
        "A review of this case is open already.",
    ),
    (
        "complaint_review_late_says_why",
        lambda: build(is_in_time=False),
        "A late application says why it is let in, or that it is not.",
    ),
    (
        "complaint_review_determined_after_it_was_asked",
        lambda: build(determined_on=DAY, determined_by=UserFactory()),
        "A determination needs its date, on or after the day the review was asked for.",
    ),
    (
        "complaint_review_asked_after_the_outcome",
        lambda: build(applied_on=date(2026, 3, 30)),
        "A review is asked for on or after the day the outcome was told.",
    ),
    (
        "review_recommendation_answered_in_full",
        lambda: ReviewRecommendation(
            review=ReviewRecommendationFactory().review, text="Apologise.", received_on=DAY, answered_on=DAY
        ),
        "An answer needs its date, its person, whether it is accepted and the words.",
    ),
]


@pytest.mark.parametrize(("name", "broken", "message"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_constraint_refuses_with_words(name, broken, message):
    assert_refused(broken, name, message)


def test_every_constraint_of_the_app_is_tested():
    assert constraint_names("reviews") == {name for name, _, _ in BROKEN}
    assert ComplaintReview.objects.count() == 0
