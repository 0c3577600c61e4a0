"""A worker is killed outright after the mail server took a reminder: it is sent again, under the same name."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Reminder
from tests.factories import CaseFactory, UserFactory
from tests.workers import Broker, broker_of_its_own, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every message. While `is_silent` it keeps them, and does not say so."""

    daemon_threads = allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages: list[str] = []
        self.is_silent = threading.Event()

    @property
    def message_ids(self) -> list[str]:
        lines = [line for message in self.messages for line in message.splitlines()]
        return [line for line in lines if line.startswith("Message-ID:")]


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            command = line.split(b" ")[0].strip().upper()
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.messages.append("".join(self.message()))
                if self.server.is_silent.is_set():
                    self.rfile.readline()
                    return
            self.wfile.write(b"250 done\r\n" if command != b"QUIT" else b"221 bye\r\n")

    def message(self) -> Iterator[str]:
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            yield line.decode()


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("EMAIL_HOST", "127.0.0.1")
        monkeypatch.setenv("EMAIL_PORT", str(server.server_address[1]))
        monkeypatch.setenv("EMAIL_SECURITY", "none")
        yield server
        server.shutdown()


@pytest.fixture
def broker(mail_server: MailServer) -> Iterator[Broker]:
    with broker_of_its_own() as own:
        yield own


def test_a_reminder_that_a_killed_worker_had_sent_is_sent_again_and_then_no_more(broker, mail_server):
    officer = UserFactory(role="investigator", email="officer@example.org")
    case = CaseFactory(investigator=officer)
    kind, today = MilestoneKind.REFERRAL_CRITERIA_MET, timezone.localdate()
    milestones.reached(case=case, kind=kind, on=today - timedelta(days=1), by=officer)

    mail_server.is_silent.set()
    worker = broker.start_worker()
    broker.send("clocks.sweep")
    wait_until(lambda: len(mail_server.messages) == 1, seconds=60)
    worker.kill()
    assert Reminder.objects.get().sent_at is None

    mail_server.is_silent.clear()
    Reminder.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    broker.start_worker()
    broker.start_worker()
    for _ in range(4):
        broker.send("clocks.sweep")
    wait_until(lambda: Reminder.objects.filter(sent_at__isnull=False).exists(), seconds=60)
    broker.send("clocks.sweep")
    first, second = mail_server.message_ids
    assert first == second
