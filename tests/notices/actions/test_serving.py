from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Milestone
from cases.notices.actions import serving, withholding
from cases.notices.models import Notice, Service, Withholding
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import CaseFactory, SubjectFactory
from tests.factories.notices import draft_notice, issue_notice, serve_notice, subject_with_severity

pytestmark = pytest.mark.django_db


def milestones(kind):
    return Milestone.objects.standing().filter(kind=kind)


def serve(notice, *, by, **changes):
    given = {"method": "in-person", "sent_at": timezone.now(), "proof": "By hand"} | changes
    return serving.serve(by=by, notice=notice, **given)


def test_serve_sets_the_milestone_about_the_subject(person):
    notice = issue_notice()
    service = serve(notice, by=person())
    found = milestones(MilestoneKind.NOTICE_SERVED).get()
    assert (found.reached_on, found.about) == (service.given_on, f"cases.subject:{notice.subject_id}")
    assert AuditEvent.objects.get(action="notice.served").after["proof"] == "By hand"


def test_the_milestone_is_the_first_day_it_counts_as_given(person):
    notice = issue_notice()
    serve(notice, by=person(), method="recorded-delivery")
    first = milestones(MilestoneKind.NOTICE_SERVED).get().reached_on
    serve(notice, by=person())
    assert milestones(MilestoneKind.NOTICE_SERVED).get().reached_on == timezone.localdate() < first


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"method": "post"}, "the law of this case allows"),
        ({"method": "pigeon"}, "the law of this case allows"),
        ({"sent_at": timezone.now() + timedelta(days=1)}, "now or in the past"),
        ({"sent_at": timezone.now() - timedelta(days=1)}, "before it was issued"),
        ({"proof": "  "}, "what proves"),
    ],
)
def test_serve_refuses_what_cannot_be(person, changes, message):
    with pytest.raises(Refused, match=message):
        serve(issue_notice(), by=person(), **changes)


def test_a_draft_cannot_be_served(person):
    draft = draft_notice()
    assert draft.notice is None
    assert not Notice.objects.served().exists()


def test_an_auditor_serves_nothing(person):
    with pytest.raises(NotAllowed):
        serve(issue_notice(), by=person("auditor"))


def test_acknowledge_keeps_the_day(person):
    service = serve_notice()
    serving.acknowledge(by=person(), service=service, acknowledged_on=timezone.localdate())
    assert Service.objects.get().acknowledged_on == timezone.localdate()
    for day in (timezone.localdate() + timedelta(days=1), date(2020, 1, 1)):
        with pytest.raises(Refused, match="must be between"):
            serving.acknowledge(by=person(), service=service, acknowledged_on=day)


def test_take_back_takes_the_milestone_too(person):
    service = serve_notice()
    serving.take_back(by=person(), service=service, reason="The wrong notice.")
    assert not milestones(MilestoneKind.NOTICE_SERVED).exists()
    assert not Notice.objects.served().exists()
    with pytest.raises(Refused, match="already been taken back"):
        serving.take_back(by=person(), service=service, reason="Again.")


def test_take_back_of_one_service_leaves_the_other(person):
    notice = issue_notice()
    early = serve(notice, by=person())
    late = serve(notice, by=person(), method="recorded-delivery")
    serving.take_back(by=person(), service=early, reason="It was another person.")
    assert milestones(MilestoneKind.NOTICE_SERVED).get().reached_on == late.given_on


def test_withhold_sets_its_milestone_with_the_reason(person):
    subject = subject_with_severity()
    withholding.withhold(by=person(), subject=subject, reason="Evidence would go.", decided_on=date(2026, 4, 1))
    assert milestones(MilestoneKind.NOTICE_WITHHELD).get().about == f"cases.subject:{subject.pk}"
    assert AuditEvent.objects.get(action="notice.withheld").reason == "Evidence would go."
    with pytest.raises(Refused, match="already withheld"):
        withholding.withhold(by=person(), subject=subject, reason="Again.", decided_on=date(2026, 4, 1))


def test_withhold_refuses_without_a_reason_and_without_a_person(person):
    with pytest.raises(Refused, match="might prejudice"):
        withholding.withhold(by=person(), subject=subject_with_severity(), reason=" ", decided_on=date(2026, 4, 1))
    unknown = SubjectFactory(case=CaseFactory(regime="2025"), unidentified=True)
    with pytest.raises(Refused, match="nobody to tell"):
        withholding.withhold(by=person(), subject=unknown, reason="Why.", decided_on=date(2026, 4, 1))


def test_serving_ends_the_withholding(person):
    subject = subject_with_severity()
    withholding.withhold(by=person(), subject=subject, reason="Evidence would go.", decided_on=date(2026, 4, 1))
    serve_notice(issue_notice(subject))
    assert not Withholding.objects.in_force().exists()


def test_ending_a_withholding_takes_its_milestone_back(person):
    subject = subject_with_severity()
    held = withholding.withhold(by=person(), subject=subject, reason="Evidence.", decided_on=date(2026, 4, 1))
    withholding.end(by=person(), withholding=held, reason="It is secured.")
    assert not milestones(MilestoneKind.NOTICE_WITHHELD).exists()
    with pytest.raises(Refused, match="may already be told"):
        withholding.end(by=person(), withholding=held, reason="Again.")
