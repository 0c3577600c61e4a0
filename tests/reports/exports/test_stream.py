import pytest

from misconduct.accounts.roles import RoleName
from misconduct.audit.models import AuditEvent
from reports.actions import exports
from reports.exports.registry import EXPORTS
from reports.exports.stream import BrokenOff, CopyStream
from reports.models import ExportRun
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def stream_of(select):
    return CopyStream(headings=["n"], select=select, withheld_select="SELECT 0")


def test_a_stream_counts_and_hashes_what_it_gave():
    stream = stream_of("SELECT n FROM generate_series(1, 100000) n")
    size = sum(len(chunk) for chunk in stream)
    assert (stream.rows, stream.size) == (100_000, size)
    assert len(stream.sha256) == 64


def test_a_stream_that_breaks_raises_and_has_no_hash():
    stream = stream_of("SELECT 1 / (50000 - n) FROM generate_series(1, 100000) n")
    with pytest.raises(BrokenOff):
        list(stream)
    assert stream.sha256 == ""


def test_a_reader_that_goes_away_ends_the_copy():
    stream = stream_of("SELECT repeat('x', 1000) FROM generate_series(1, 10000000) n")
    chunks = iter(stream)
    next(chunks), next(chunks)
    chunks.close()
    assert stream.sha256 == ""


def test_a_broken_export_says_so_in_its_last_line_and_in_its_manifest(monkeypatch):
    auditor = UserFactory(role=RoleName.AUDITOR)
    CaseFactory()
    run = exports.start(export=EXPORTS["cases"], filters={}, reason="Why", by=auditor)
    monkeypatch.setattr("reports.exports.compile.select", lambda export, rows: "SELECT 1 / 0")

    given = []
    with pytest.raises(BrokenOff):
        given.extend(exports.stream(run=run, export=EXPORTS["cases"], by=auditor))
    run.refresh_from_db()
    assert run.status == ExportRun.Status.FAILED
    assert AuditEvent.objects.filter(action="export.broken_off").exists()


def test_the_last_line_of_a_broken_export_reads_incomplete(monkeypatch):
    auditor = UserFactory(role=RoleName.AUDITOR)
    run = exports.start(export=EXPORTS["cases"], filters={}, reason="Why", by=auditor)
    monkeypatch.setattr("reports.exports.compile.select", lambda export, rows: "SELECT 1 / 0")
    given = b""
    try:
        for chunk in exports.stream(run=run, export=EXPORTS["cases"], by=auditor):
            given += chunk
    except BrokenOff:
        pass
    assert given.decode().strip().splitlines()[-1].startswith("INCOMPLETE")
