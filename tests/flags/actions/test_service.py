from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from cases.flags import tasks
from cases.flags.actions import service
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
