"""A scanner of our own making: a socket that answers as ClamAV does, or does not answer."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from django.core.files.base import File

from cases.investigations import scanner, tasks
from cases.investigations.actions import documents, scanning
from cases.investigations.actions.documents import DocumentFacts
from cases.investigations.models import DocumentVersion
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import Refused
from tests.factories import CaseFactory
from tests.factories.investigations import PDF, DocumentFactory, stored_file, upload

Scan = DocumentVersion.Scan
FACTS = DocumentFacts(title="Statement", kind="statement", classification="official")


class FakeClamd:
    """Takes one connection after another, keeps what was sent, and gives the answer."""

    def __init__(self, answer: bytes) -> None:
        self.answer, self.received = answer, []
        self.server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.server.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack("!L", stream.read(4))[0]:
                    content += stream.read(length)
                self.received.append(content)
                connection.sendall(self.answer)


@pytest.fixture
def clamd(settings) -> Iterator[Callable[[bytes], FakeClamd]]:
    running = []

    def start(answer: bytes) -> FakeClamd:
        running.append(FakeClamd(answer))
        settings.CLAMD_URL = running[-1].url
        return running[-1]

    yield start
    for one in running:
        one.server.shutdown(socket.SHUT_RDWR)
        one.server.close()


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.mark.parametrize(
    ("answer", "is_clean", "words"),
    [(b"stream: OK\0", True, "OK"), (b"stream: Eicar-Signature FOUND\0", False, "Eicar-Signature")],
)
def test_the_whole_file_is_sent_and_the_answer_read(clamd, answer, is_clean, words):
    server = clamd(answer)
    content = b"x" * 200_000
    assert scanner.scan(File(BytesIO(content))) == scanner.Verdict(is_clean, words)
    assert server.received == [content]


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK maybe\0"])
def test_an_answer_that_says_neither_is_silence(clamd, answer):
    clamd(answer)
    with pytest.raises(scanner.ScannerSilent):
        scanner.scan(File(BytesIO(PDF)))


@pytest.mark.django_db
def test_a_file_waits_in_quarantine_and_leaves_it_clean(person, clamd, django_capture_on_commit_callbacks):
    server, doer = clamd(b"stream: OK\0"), person()
    with django_capture_on_commit_callbacks():
        file = documents.add(by=doer, case=CaseFactory(), facts=FACTS, upload=upload()).versions.get()
    assert file.scan == Scan.WAITING
    with pytest.raises(Refused, match="not been scanned"):
        documents.hand_out(by=doer, file=file)
    tasks.scan(file.pk)
    tasks.scan(file.pk)
    file.refresh_from_db()
    assert (file.scan, file.scan_result, server.received) == (Scan.CLEAN, "OK", [PDF])
    assert AuditEvent.objects.filter(action="document.scanned").count() == 1
    assert b"".join(documents.hand_out(by=doer, file=file))


@pytest.mark.django_db
def test_an_infected_file_is_never_handed_out(person, clamd, settings):
    clamd(b"stream: Eicar-Signature FOUND\0")
    file = stored_file(DocumentFactory(), scan=Scan.WAITING)
    tasks.scan(file.pk)
    file.refresh_from_db()
    assert file.scan == Scan.INFECTED
    for url in (settings.CLAMD_URL, ""):
        settings.CLAMD_URL = url
        with pytest.raises(Refused, match="Malware was found"):
            documents.hand_out(by=person("manager"), file=file)


@pytest.mark.django_db
def test_while_the_scanner_is_silent_the_file_stays_where_it_is_and_is_asked_about_again(person, settings):
    settings.CLAMD_URL = f"tcp://127.0.0.1:{closed_port()}"
    file = stored_file(DocumentFactory(), scan=Scan.WAITING)
    tasks.scan(file.pk)
    file.refresh_from_db()
    assert (file.scan, scanning.waiting()) == (Scan.WAITING, [file.pk])
    with pytest.raises(Refused, match="not been scanned"):
        documents.hand_out(by=person(), file=file)


@pytest.mark.django_db
def test_a_file_from_before_the_scanner_came_is_scanned_too(person, clamd):
    file = stored_file(DocumentFactory())
    documents.hand_out(by=person(), file=file).close()
    assert scanning.waiting() == []
    clamd(b"stream: OK\0")
    with pytest.raises(Refused, match="not been scanned"):
        documents.hand_out(by=person(), file=file)
    assert scanning.waiting() == [file.pk]
