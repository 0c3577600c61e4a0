"""Watchers hear by e-mail that something is new: once, in counts, and nothing that is not within their sight."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from cases.flags.models import Rule
from cases.watches import tasks
from cases.watches.actions import telling, watching
from cases.watches.models import Watch
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from tests.factories import CaseFactory, SubjectFactory
from tests.factories.flags import FlagFactory
from tests.factories.watches import WatchFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def watch(person):
    return WatchFactory(watcher=person("manager", email="watcher@force.example"))


def another(watch):
    return WatchFactory(watcher=watch.watcher)


def test_a_watcher_is_told_once_and_of_nobody_by_name(watch, mailoutbox):
    subject, other = SubjectFactory(officer=watch.officer), another(watch)
    SubjectFactory(officer=watch.officer)
    FlagFactory(officer=other.officer, fired_at=timezone.now())
    tasks.tell()
    tasks.tell()
    (message,) = mailoutbox
    assert message.to == ["watcher@force.example"]
    assert "3 new entries about 2 people whom you watch." in message.body
    assert "/watches/" in message.body
    for told in (watch.officer.surname, watch.officer.number, subject.case.reference, watch.reason):
        assert told not in message.body + message.subject
    event = AuditEvent.objects.get(action="watch.told")
    assert event.after == {"entries": 3}
    assert f"watches.watch:{watch.pk}" in event.touched


def test_what_comes_later_is_told_the_next_time(watch, mailoutbox):
    SubjectFactory(officer=watch.officer)
    tasks.tell()
    FlagFactory(officer=watch.officer, fired_at=timezone.now())
    tasks.tell()
    assert ["1 new entry about 1 person" in message.body for message in mailoutbox] == [True, True]


def test_what_was_read_already_is_not_told(watch, mailoutbox):
    SubjectFactory(officer=watch.officer)
    watching.mark_read(watch=watch, up_to=timezone.now(), by=watch.watcher)
    tasks.tell()
    assert mailoutbox == []


def test_what_is_withheld_from_the_watcher_is_not_told(watch, mailoutbox):
    SubjectFactory(officer=watch.officer, case=CaseFactory(is_sealed=True))
    tasks.tell()
    assert mailoutbox == []


def test_a_possible_reprisal_is_not_told_as_the_message_is_in_the_log(watch, mailoutbox):
    rule = Rule.objects.get(slug="reporter-reprisal")
    FlagFactory(officer=watch.officer, rule=rule, fired_at=timezone.now())
    tasks.tell()
    assert mailoutbox == []
    assert not AuditEvent.objects.filter(action="watch.told").exists()


def test_the_log_withholds_a_message_of_a_case_from_whom_the_case_is(watch, signed_in):
    case = CaseFactory(is_sealed=True, investigator=watch.watcher)
    SubjectFactory(officer=watch.officer, case=case)
    tasks.tell()
    assert f"cases.case:{case.pk}" in AuditEvent.objects.get(action="watch.told").touched
    asked = signed_in("auditor").get("/audit/", {"record": f"watches.watch:{watch.pk}"})
    assert asked.context["paginator"].count == 0


def test_a_watch_that_is_over_tells_nothing_and_one_renewed_does_not_tell_again(watch, mailoutbox):
    SubjectFactory(officer=watch.officer)
    tasks.tell()
    day = timezone.localdate() + timedelta(days=30)
    renewed = watching.renew(watch=watch, reason="Another summer.", ends_on=day, by=watch.watcher)
    tasks.tell()
    assert len(mailoutbox) == 1
    watching.end(watch=renewed, reason="Enough.", by=watch.watcher)
    FlagFactory(officer=watch.officer, fired_at=timezone.now())
    tasks.tell()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}, {"role": "caseworker"}])
def test_whoever_has_no_address_or_no_longer_reviews_flags_is_not_told(watch, mailoutbox, change):
    SubjectFactory(officer=watch.officer)
    type(watch.watcher).objects.filter(pk=watch.watcher_id).update(**change)
    tasks.tell()
    assert mailoutbox == []
    assert Watch.objects.get().told_at is None


def test_a_mail_server_that_fails_leaves_it_to_be_told_the_next_time(watch, mailoutbox, monkeypatch):
    SubjectFactory(officer=watch.officer)
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tasks.tell()
    assert Watch.objects.get().told_at is None
    tasks.tell()
    assert len(mailoutbox) == 1


def test_an_address_that_is_refused_keeps_nobody_else_from_being_told(watch, person, mailoutbox, monkeypatch):
    other = WatchFactory(watcher=person("manager", email="other@force.example"))
    for officer in (watch.officer, other.officer):
        SubjectFactory(officer=officer)
    send = EmailMessage.send

    def refuse_the_first(self):
        if self.to == ["watcher@force.example"]:
            raise SMTPRecipientsRefused({})
        return send(self)

    monkeypatch.setattr(EmailMessage, "send", refuse_the_first)
    tasks.tell()
    assert [message.to for message in mailoutbox] == [["other@force.example"]]


def test_ten_watches_cost_as_many_queries_as_two(watch, mailoutbox, django_assert_max_num_queries):
    def tell():
        telling.tell(watcher_id=watch.watcher_id, by=SystemActor("test"))

    SubjectFactory(officer=another(watch).officer)
    with django_assert_max_num_queries(30) as few:
        tell()
    for _ in range(8):
        SubjectFactory(officer=another(watch).officer)
    with django_assert_max_num_queries(len(few)):
        tell()
    assert len(mailoutbox) == 2
