from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError

from cases.flags import tasks
from cases.flags.actions import reviews, service
from cases.flags.models import Flag
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed
from tests.factories import FlagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_a_late_flag_is_escalated_once_and_put_on_record():
    late = FlagFactory(due_on=date(2026, 3, 3), tier=2)
    FlagFactory(due_on=date(2026, 3, 4))
    FlagFactory(due_on=date(2026, 3, 1), reviewed=True)
    tasks.keep_service()
    tasks.keep_service()
    assert list(Flag.objects.escalated()) == [late]
    late.refresh_from_db()
    assert late.escalated_at == datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    event = AuditEvent.objects.get(action="flag.escalated")
    assert event.after == {"tier": 2, "due_on": "2026-03-03", "days_late": 1}
    assert event.object_id == str(late.pk)
    assert f"officers.officer:{late.officer_id}" in event.touched


def test_escalation_takes_up_what_is_left_in_batches(today):
    for _ in range(3):
        FlagFactory(due_on=date(2026, 3, 1))
    assert [service.escalate(today=today, limit=2, by=tasks.SERVICE) for _ in range(3)] == [2, 1, 0]


def test_nobody_without_the_right_escalates(person, today):
    with pytest.raises(NotAllowed):
        service.escalate(today=today, limit=2, by=person("auditor"))


def test_flag_tier_from_1_to_4():
    with pytest.raises(IntegrityError, match="flag_tier_from_1_to_4"):
        FlagFactory(tier=5)


def test_the_schedule_names_the_task(settings):
    assert tasks.keep_service.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def monitored(person, until, **fields):
    flag = FlagFactory(**fields)
    reviews.decide(flag=flag, decision="monitor", reason="Wait.", monitor_until=until, version=1, by=person("manager"))
    return flag


def test_a_monitored_flag_comes_back_on_its_day_and_is_due_anew(person):
    flag = monitored(person, date(2026, 3, 9), tier=3, due_on=date(2026, 1, 5))
    for day, status in ((8, "reviewed"), (9, "open")):
        with time_machine.travel(datetime(2026, 3, day, 12, 0, tzinfo=UTC), tick=False):
            tasks.keep_service()
            tasks.keep_service()
        flag.refresh_from_db()
        assert flag.status == status
    assert (flag.due_on, flag.escalated_at, flag.version) == (date(2026, 3, 23), None, 3)
    assert AuditEvent.objects.get(action="flag.brought_back").object_id == str(flag.pk)


def test_a_flag_decided_on_since_is_not_brought_back(person):
    flag = monitored(person, date(2026, 3, 9))
    flag.refresh_from_db()
    reviews.decide(flag=flag, decision="no_action", reason="Read.", version=2, by=person("manager"))
    assert service.bring_back(today=date(2026, 3, 9), limit=10, by=tasks.SERVICE) == 0


def test_where_a_newer_flag_is_open_the_monitored_one_leaves_it_the_place(person):
    flag = monitored(person, date(2026, 3, 9))
    FlagFactory(officer=flag.officer)
    assert service.bring_back(today=date(2026, 3, 9), limit=10, by=tasks.SERVICE) == 1
    flag.refresh_from_db()
    assert flag.status == Flag.Status.SUPERSEDED
    assert service.bring_back(today=date(2026, 3, 9), limit=10, by=tasks.SERVICE) == 0
