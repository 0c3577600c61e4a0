from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from cases.flags import tasks
from cases.flags.actions.aftermath import count_later
from cases.flags.models import FlagReview
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed
from tests.factories import FlagFactory, OutcomeFactory, SubjectFactory, UnitFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def reviewed(day=date(2025, 2, 3), **fields):
    given = {"decision": "no_action", "reason": "Read.", "decided_by": UserFactory(role="manager")}
    at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
    return FlagReview.objects.create(flag=FlagFactory(reviewed=True, **fields), decided_at=at, **given)


def counts(review):
    review.refresh_from_db()
    return review.later_cases, review.later_proven, review.later_not_proven


def test_a_year_after_a_decision_what_came_is_filled_in_once(matter):
    review = reviewed()
    subject = matter(review.flag.officer, date(2025, 6, 1))
    matter(review.flag.officer, date(2025, 7, 1))
    matter(review.flag.officer, date(2026, 2, 10))
    OutcomeFactory(
        pair__subject=subject,
        pair__allegation__case=subject.case,
        value__code="dismissed",
        decided_on=date(2025, 9, 1),
    )
    tasks.keep_service()
    assert counts(review) == (2, 0, 1)
    matter(review.flag.officer, date(2025, 8, 1))
    tasks.keep_service()
    assert counts(review) == (2, 0, 1)
    assert AuditEvent.objects.get(action="flag.later_counted").after == {"decisions": 1}


def test_before_the_year_is_over_and_for_a_unit_nothing_is_filled_in(today):
    young, unit = reviewed(date(2025, 3, 4)), reviewed(officer=None, unit=UnitFactory())
    assert count_later(today=today, limit=10, by=tasks.SERVICE) == 0
    assert counts(young) == counts(unit) == (None, None, None)


def test_it_is_done_in_batches_with_as_many_queries(today, django_assert_max_num_queries):
    reviewed()
    with django_assert_max_num_queries(20) as few:
        count_later(today=today, limit=10, by=tasks.SERVICE)
    for _ in range(5):
        reviewed()
    with django_assert_max_num_queries(len(few)):
        assert count_later(today=today, limit=4, by=tasks.SERVICE) == 4
    assert count_later(today=today, limit=4, by=tasks.SERVICE) == 1


def test_nobody_without_the_right_counts(person, today):
    with pytest.raises(NotAllowed):
        count_later(today=today, limit=10, by=person("auditor"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"later_cases": 1},
        {"later_proven": 1, "later_not_proven": 0},
        {"later_cases": 1, "later_proven": 1, "later_not_proven": 1},
    ],
)
def test_flag_review_later_counts_add_up(wrong):
    review = reviewed()
    with pytest.raises(IntegrityError, match="flag_review_later_counts_add_up"):
        FlagReview.objects.filter(pk=review.pk).update(**wrong)


def test_the_flag_and_its_rule_say_what_came(signed_in, matter):
    review = reviewed()
    matter(review.flag.officer, date(2025, 6, 1))
    reviewed()
    tasks.keep_service()
    client = signed_in("manager")
    page = client.get(f"/flags/{review.flag_id}/").text
    assert "In the 12 months after this decision: 1 later case, 0 proven and 0 not proven" in page
    effects = {effect.rule.slug: effect for effect in client.get("/flags/rules/").context["effects"]}
    found = effects["cases-in-24-months"]
    assert (found.a_year_on, found.again, found.proven_again) == (2, 1, 0)
    assert (
        "Of 2 flags decided on more than a year ago, 1 was followed by another case" in client.get("/flags/rules/").text
    )


def test_nothing_is_told_where_a_case_on_the_person_is_withheld(signed_in, matter):
    client, review = signed_in("manager"), reviewed()
    matter(review.flag.officer, date(2025, 6, 1))
    tasks.keep_service()
    sealed = matter(review.flag.officer, date(2025, 7, 1), sealed=True)
    SubjectFactory(case=sealed.case, officer__account=client.user)
    assert "In the 12 months after" not in client.get(f"/flags/{review.flag_id}/").text
    assert "decided on more than a year ago" not in client.get("/flags/rules/").text
