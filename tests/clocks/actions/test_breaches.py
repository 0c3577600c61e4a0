from datetime import date

import pytest

from cases.clocks.actions import breaches
from cases.clocks.models import Clock
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import ClockFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SYSTEM = SystemActor("clocks")


def notice(today, limit=100):
    return breaches.notice(by=SYSTEM, today=today, limit=limit)


def test_a_missed_deadline_is_put_on_record_once(today):
    clock = ClockFactory()
    assert (notice(today), notice(today)) == (1, 0)
    event = AuditEvent.objects.get(action="clock.breached")
    assert (event.object_id, event.after["id"]) == (str(clock.case.pk), clock.pk)


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"due_on": date(2026, 3, 20)}, 0),  # today
        ({"due_on": date(2026, 3, 19)}, 1),
        ({"met": True}, 0),
        ({"met": True, "satisfied_on": date(2026, 3, 6)}, 1),  # met late
        ({"ended_on": date(2026, 3, 5)}, 0),
        ({"ended_on": date(2026, 3, 6)}, 1),
        ({"definition": "response-to-papers"}, 0),  # the right of somebody else
        ({"definition": "notice-of-investigation", "due_on": None}, 0),
        ({"definition": "accelerated-hearing", "earliest_on": date(2026, 3, 6), "met": True}, 1),  # too early
    ],
)
def test_only_duties_that_were_not_kept_are_breaches(today, fields, count):
    clock = ClockFactory(**fields)
    assert notice(today) == count
    assert clock.is_breach is bool(count)


def test_withdrawn_clocks_are_no_breach(today):
    clock = ClockFactory()
    Clock.objects.filter(pk=clock.pk).update(withdrawn_at="2026-03-10T00:00Z")
    assert notice(today) == 0


def test_notice_takes_no_more_than_its_limit(today):
    for _ in range(3):
        ClockFactory()
    assert (notice(today, limit=2), notice(today, limit=2)) == (2, 1)


def test_explain_keeps_the_reason_with_its_writer():
    clock, worker = ClockFactory(), UserFactory()
    breaches.explain(by=worker, case=clock.case, clock=clock, reason=" The complainant was abroad. ")
    clock.refresh_from_db()
    assert (clock.breach_reason, clock.breach_reason_by) == ("The complainant was abroad.", worker)
    assert not clock.needs_reason
    assert AuditEvent.objects.get(action="clock.breach_explained").reason == "The complainant was abroad."


def test_explain_refuses_what_was_not_missed():
    clock = ClockFactory(due_on=date(2026, 3, 20))
    with pytest.raises(Refused, match="has not been missed"):
        breaches.explain(by=UserFactory(), case=clock.case, clock=clock, reason="Why")


def test_explain_refuses_an_empty_reason():
    clock = ClockFactory()
    with pytest.raises(Refused, match="Enter why the deadline was missed"):
        breaches.explain(by=UserFactory(), case=clock.case, clock=clock, reason=" ")


def test_an_auditor_explains_nothing():
    clock = ClockFactory()
    with pytest.raises(NotAllowed):
        breaches.explain(by=UserFactory(role="auditor"), case=clock.case, clock=clock, reason="Why")
