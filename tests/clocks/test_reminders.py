"""Who is reminded of what, when, once, and in which words."""

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from cases.clocks import tasks
from cases.clocks.actions import milestones, reminders
from cases.clocks.definitions import definition
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import ClockRefresh, Reminder
from cases.clocks.reminding import kind_due
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from officers.models import UnitScope
from tests.constraints import assert_refused
from tests.factories import CaseFactory, ClockFactory, SubjectFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SYSTEM = SystemActor("test")


@pytest.fixture
def officer():
    """An investigator who can be reached."""
    return UserFactory(role="investigator", email="officer@example.org")


def criteria_met(investigator=None, on=date(2026, 3, 19), **fields):
    case = CaseFactory(investigator=investigator, **fields)
    milestones.reached(case=case, kind=MilestoneKind.REFERRAL_CRITERIA_MET, on=on, by=UserFactory())
    return case


def told():
    return sorted(address for message in mail.outbox for address in message.to)


@pytest.mark.parametrize(
    ("slug", "days_left", "kind"),
    [
        ("delay-report", 32, ""),
        ("delay-report", 31, "before-31"),
        ("delay-report", 8, "before-31"),
        ("delay-report", 7, "before-7"),
        ("delay-report", 0, "before-7"),
        ("delay-report", -1, "missed"),
        ("delay-report", -28, "missed"),
        ("delay-report", -29, ""),
        ("mandatory-referral", 0, "before-0"),
        ("statement-and-documents", 1, "before-1"),
        ("statement-and-documents", -1, ""),  # a right that lapsed
        ("warning-end", 0, ""),
    ],
)
def test_one_reminder_is_due_on_a_day(today, slug, days_left, kind):
    rule = definition(slug, received_on=date(2026, 1, 1))
    assert kind_due(rule, today + timedelta(days=days_left), today=today) == kind


def test_a_reminder_is_sent_once_however_often_the_task_runs(officer):
    case = criteria_met(officer)
    tasks.sweep()
    tasks.sweep()
    assert told() == ["officer@example.org"]
    event = AuditEvent.objects.get(action="clock.reminder_sent")
    assert event.touched == [f"cases.case:{case.pk}", f"accounts.user:{officer.pk}"]


def test_it_says_the_case_the_deadline_the_day_and_where_and_names_nobody(officer, settings):
    settings.SERVICE_URL = "https://tracker.example.org"
    case = criteria_met(officer, summary="Shouted at Kim Secret.")
    SubjectFactory(case=case, officer__surname="Hidden")
    tasks.sweep()
    [message] = mail.outbox
    assert message.subject == f"{case.reference}: Referral to the IOPC, due 20 March 2026"
    assert "Last day: 20 March 2026, today" in message.body
    assert f"https://tracker.example.org/cases/{case.pk}/deadlines/" in message.body
    assert "Secret" not in message.body
    assert "Hidden" not in message.body
    assert message.extra_headers["Message-ID"] == f"<reminder-{Reminder.objects.get().pk}@tracker.example.org>"


def test_a_missed_deadline_is_told_on_the_next_day(officer):
    case = criteria_met(officer, on=date(2026, 3, 18))
    tasks.sweep()
    [message] = mail.outbox
    assert message.subject == f"{case.reference}: Referral to the IOPC, missed on 19 March 2026"
    assert "1 day ago" in message.body
    assert AuditEvent.objects.filter(action="clock.breached").count() == 1


def test_a_missed_suspension_review_escalates_to_the_head_of_professional_standards(officer):
    head = UserFactory(role="manager", email="head@example.org")
    UserFactory(role="caseworker", email="caseworker@example.org")
    case = CaseFactory(investigator=officer)
    start = {"case": case, "kind": MilestoneKind.SUSPENSION_STARTED, "by": head, "about": case}
    milestones.reached(on=date(2026, 2, 20), source=case, **start)  # the last day is today
    tasks.sweep()
    assert told() == ["officer@example.org"]
    mail.outbox.clear()
    milestones.reached(on=date(2026, 2, 19), source=case, **start)  # it was yesterday
    tasks.sweep()
    assert told() == ["head@example.org", "officer@example.org"]


def test_the_team_of_a_case_are_the_managers_of_its_units(officer):
    case = criteria_met(officer)
    leader = UserFactory(role="manager", scoped=True, email="leader@example.org")
    UserFactory(role="manager", scoped=True, email="elsewhere@example.org")
    UnitScope.objects.create(user=leader, unit=case.unit)
    tasks.sweep()
    assert told() == ["leader@example.org", "officer@example.org"]


def test_a_case_that_nobody_holds_reminds_the_managers_of_the_whole_force():
    UserFactory(role="manager", email="head@example.org")
    case = CaseFactory()
    milestones.reached(
        case=case, kind=MilestoneKind.SUSPENSION_TOLD, on=date(2026, 3, 17), by=UserFactory(), about=case
    )
    tasks.sweep()
    assert told() == ["head@example.org"]


def test_whoever_may_not_see_the_case_is_told_nothing():
    manager = UserFactory(role="manager", email="subject@example.org")
    UserFactory(role="manager", email="", username="without")
    SubjectFactory(case=criteria_met(), officer__account=manager)
    criteria_met(sealed=True)
    tasks.sweep()
    assert told() == []


def test_a_deadline_met_or_moved_before_the_message_goes_drops_it(officer, today):
    case = criteria_met(officer)
    reminders.prepare(today=today, limit=10)
    milestones.reached(case=case, kind=MilestoneKind.REFERRED, on=today, by=officer)
    tasks.sweep()
    assert told() == []
    assert Reminder.objects.get().dropped_at


def test_a_paused_deadline_reminds_nobody(officer):
    case = CaseFactory(investigator=officer)
    milestones.reached(case=case, kind=MilestoneKind.NOTICE_SERVED, on=date(2026, 3, 9), by=officer, about=case)
    milestones.reached(case=case, kind=MilestoneKind.SUSPENDED, on=date(2026, 3, 18), by=officer)
    tasks.sweep()
    assert told() == []


def test_a_worker_that_dies_between_sending_and_recording_sends_again_with_the_same_id(officer, monkeypatch):
    criteria_met(officer)

    def die(*arguments, **keywords):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(reminders, "_mark_sent", die)
        with pytest.raises(KeyboardInterrupt):
            tasks.sweep()
    tasks.sweep()
    assert len(mail.outbox) == 1  # the claim still holds
    Reminder.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    tasks.sweep()
    tasks.sweep()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert Reminder.objects.get().sent_at


def test_a_mail_server_that_is_down_loses_nothing(officer, monkeypatch):
    criteria_met(officer)

    def down(*arguments):
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", down)
        with pytest.raises(SMTPServerDisconnected):
            tasks.sweep()
    Reminder.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    tasks.sweep()
    assert told() == ["officer@example.org"]


def test_an_address_that_does_not_exist_is_given_up(officer, monkeypatch):
    criteria_met(officer)

    def unknown(*arguments):
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailBackend, "send_messages", unknown)
    tasks.sweep()
    assert Reminder.objects.get().dropped_at


def test_each_case_is_prepared_once_until_it_is_worked_out_again(officer, today, django_assert_num_queries):
    case = criteria_met(officer)
    assert reminders.prepare(today=today, limit=10) == 1
    assert reminders.prepare(today=today, limit=10) == 0
    assert ClockRefresh.objects.get(case=case).reminded_on == today


def test_reminder_once(officer):
    clock = ClockFactory()
    fields = {"clock": clock, "kind": "missed", "due_on": clock.due_on, "recipient": officer}
    Reminder.objects.create(**fields)
    assert_refused(lambda: Reminder(**fields), "reminder_once", "This person is already reminded of this.")


def test_the_schedule_names_the_task(settings):
    assert tasks.sweep.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
