"""Watching a named person: who may, for how long, why, and what ends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.merges.actions import merging
from cases.watches.actions import watching
from cases.watches.models import Watch
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from misconduct.core.months import months_after
from tests.constraints import assert_refused, constraint_names
from tests.factories import OfficerFactory, UserFactory
from tests.factories.watches import WatchFactory

pytestmark = pytest.mark.django_db


def in_months(months):
    return months_after(timezone.localdate(), months)


def start(by, officer=None, **given):
    fields = {"reason": "Three matters in one summer.", "ends_on": in_months(6), **given}
    return watching.start(officer=officer or OfficerFactory(), by=by, **fields)


def test_start_records_who_watches_whom_why_and_until_when(person):
    manager, officer = person("manager"), OfficerFactory()
    made = start(manager, officer)
    assert (made.watcher, made.officer, made.starts_on) == (manager, officer, timezone.localdate())
    event = AuditEvent.objects.get(action="watch.started")
    assert event.reason == "Three matters in one summer."
    assert f"officers.officer:{officer.pk}" in event.touched


@pytest.mark.parametrize("role", ["caseworker", "investigator", "auditor", "administrator"])
def test_only_those_who_review_flags_watch_renew_and_end(person, role):
    by, watch = person(role), WatchFactory()
    with pytest.raises(NotAllowed):
        start(by)
    with pytest.raises(NotAllowed):
        watching.renew(watch=watch, reason="More.", ends_on=in_months(6), by=by)
    with pytest.raises(NotAllowed):
        watching.end(watch=watch, reason="Done.", by=by)
    with pytest.raises(NotAllowed):
        watching.mark_read(watch=watch, up_to=timezone.now(), by=by)


def test_nobody_watches_themselves_or_learns_who_does(person):
    manager = person("manager")
    own = OfficerFactory(account=manager)
    with pytest.raises(OutOfScope):
        start(manager, own)
    watch = WatchFactory(officer=own)
    assert not Watch.objects.visible_to(manager).exists()
    with pytest.raises(OutOfScope):
        watching.end(watch=watch, reason="Not me.", by=manager)


@pytest.mark.parametrize("days", [0, -1])
def test_the_last_day_is_after_today(person, days):
    with pytest.raises(Refused, match="after today"):
        start(person("manager"), ends_on=timezone.localdate() + timedelta(days=days))


def test_a_watch_runs_for_twelve_months_at_most(person):
    assert start(person("manager"), ends_on=in_months(12)).ends_on == in_months(12)
    with pytest.raises(Refused, match="not after"):
        start(person("manager"), ends_on=in_months(12) + timedelta(days=1))


def test_start_needs_a_reason_and_refuses_a_second_watch(person):
    manager, officer = person("manager"), OfficerFactory()
    with pytest.raises(Refused, match="why this person"):
        start(manager, officer, reason="  ")
    start(manager, officer)
    with pytest.raises(Refused, match="Renew that watch"):
        start(manager, officer)
    assert start(person("manager"), officer).watcher != manager


def test_renew_ends_one_and_begins_the_next_for_a_new_reason(person):
    manager = person("manager")
    watch = WatchFactory(watcher=manager)
    with pytest.raises(Refused, match="a new reason"):
        watching.renew(watch=watch, reason=watch.reason.upper(), ends_on=in_months(6), by=manager)
    renewed = watching.renew(watch=watch, reason="A fourth came.", ends_on=in_months(6), by=manager)
    watch.refresh_from_db()
    assert (watch.end_reason, watch.ended_by, renewed.renews) == ("Renewed.", manager, watch)
    assert AuditEvent.objects.get(action="watch.renewed").reason == "A fourth came."
    with pytest.raises(ChangedMeanwhile, match="ended this watch"):
        watching.renew(watch=watch, reason="Again.", ends_on=in_months(6), by=manager)


def test_only_the_watcher_renews_and_anybody_with_the_right_ends(person):
    watch, other = WatchFactory(), person("manager")
    with pytest.raises(Refused, match="somebody else’s watch"):
        watching.renew(watch=watch, reason="Mine now.", ends_on=in_months(6), by=other)
    with pytest.raises(Refused, match="why the watch ends"):
        watching.end(watch=watch, reason=" ", by=other)
    assert watching.end(watch=watch, reason="Moved on.", by=other).ended_by == other
    with pytest.raises(ChangedMeanwhile):
        watching.end(watch=watch, reason="Moved on.", by=other)


def test_a_watch_past_its_last_day_makes_room_for_another(person):
    manager = person("manager")
    today = timezone.localdate()
    lapsed = WatchFactory(watcher=manager, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    assert start(manager, lapsed.officer).runs_on(today)
    assert list(Watch.objects.over(today)) == [lapsed]


def test_only_the_watcher_marks_as_read_and_never_backwards(person):
    manager = person("manager")
    watch, now = WatchFactory(watcher=manager), timezone.now()
    with pytest.raises(Refused, match="Only the person who watches"):
        watching.mark_read(watch=watch, up_to=now, by=person("manager"))
    assert watching.mark_read(watch=watch, up_to=now, by=manager).read_at == now
    assert watching.mark_read(watch=watch, up_to=now - timedelta(hours=1), by=manager).read_at == now
    assert watching.mark_read(watch=watch, up_to=now + timedelta(days=9), by=manager).read_at < now + timedelta(days=1)


def test_watches_follow_two_records_taken_for_one_person_and_come_back(person):
    kept, absorbed = OfficerFactory(), OfficerFactory()
    both, one = WatchFactory(officer=absorbed), WatchFactory(officer=absorbed)
    WatchFactory(officer=kept, watcher=both.watcher)
    merge = merging.propose(kept=kept, absorbed=absorbed, reason="The same.", by=person("caseworker"))
    merging.approve(merge=merge, note="", by=person("manager"))
    assert set(kept.watches.values_list("watcher", flat=True)) == {both.watcher_id, one.watcher_id}
    merging.undo(merge=merge, reason="Two people.", by=person("manager"))
    assert set(absorbed.watches.values_list("pk", flat=True)) == {both.pk, one.pk}


def test_the_database_keeps_a_watch_whole():
    today, officer, manager = timezone.localdate(), OfficerFactory(), UserFactory(role="manager")

    def broken(**fields):
        return lambda: WatchFactory.build(officer=officer, watcher=manager, **fields)

    assert_refused(broken(reason=""), "watch_has_a_reason", "Enter why this person is to be watched.")
    message = "A watch ends within 12 months of its first day."
    assert_refused(broken(ends_on=today + timedelta(days=366)), "watch_of_a_year_at_most", message)
    assert_refused(broken(ends_on=today - timedelta(days=2)), "watch_of_a_year_at_most", message)
    ended = {"ended_at": timezone.now(), "ended_by": manager}
    message = "A watch that was ended needs its time, its person and the reason."
    assert_refused(broken(**ended), "watch_ended_by_somebody_for_a_reason", message)
    WatchFactory(officer=officer, watcher=manager)
    message = "This person is already watched by the same watcher on some of these days."
    assert_refused(broken(), "watch_once_at_a_time", message)
    named = {"watch_has_a_reason", "watch_of_a_year_at_most", "watch_ended_by_somebody_for_a_reason"}
    assert named | {"watch_once_at_a_time"} <= constraint_names("watches")
