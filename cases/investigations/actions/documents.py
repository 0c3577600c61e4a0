"""Taking in documents and their versions, and handing them out. No file is ever replaced or deleted."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.investigations import evidence, file_checks, scanner, storing
from cases.investigations.actions.policy_log import may_seal
from cases.investigations.models import Document, DocumentVersion
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.models import Result
from misconduct.audit.record import record
from misconduct.core.errors import Refused

_FIELD = "file"


@dataclass(frozen=True)
class DocumentFacts:
    """What is known of a document. Without a file, `location` says where the material is held."""

    title: str
    kind: str
    classification: str
    location: str = ""
    exhibit_reference: str = ""
    handling: str = ""
    source: str = ""
    obtained_on: date | None = None
    is_sealed: bool = False
    may_change_severity: bool = False


@transaction.atomic
def add(
    *, by: User, case: Case, facts: DocumentFacts, upload: UploadedFile | None = None, version: int | None = None
) -> Document:
    """Add a document with its file, or a note of where it is held. Raises Refused, ChangedMeanwhile.

    Material above OFFICIAL-SENSITIVE is a pointer only: a file is refused.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    _refuse_unsound(facts.classification, upload, facts.location)
    if facts.obtained_on and facts.obtained_on > timezone.localdate():
        raise Refused("The date obtained must be today or in the past.", field="obtained_on")
    if facts.is_sealed and not may_seal(by, case):
        raise Refused("Only the investigator and managers add and read sealed documents.", field="is_sealed")
    checks.said(facts.title, field="title", message="Enter what the document is.")
    last = Document.objects.filter(case=case).order_by("-number").first()
    document = Document.objects.create(case=case, number=last.number + 1 if last else 1, added_by=by, **_plain(facts))
    taken = _take(document, upload, number=1, by=by) if upload else None
    locking.save(case)
    after = {"id": document.pk, "document": document.number, "sha256": taken.sha256 if taken else None}
    record("document.added", by=by, target=case, touched=[document], after=after)
    return document


@transaction.atomic
def add_version(
    *,
    by: User,
    document: Document,
    upload: UploadedFile,
    note: str,
    may_change_severity: bool = False,
    version: int | None = None,
) -> DocumentVersion:
    """Add a file in place of the latest one, which stays and can still be read. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, document)
    case = locking.lock_open(document.case, version=version)
    note = checks.said(note, field="note", message="Enter why there is a new version.")
    _refuse_unsound(document.classification, upload, document.location)
    last = document.versions.order_by("-number").first()
    document.versions.filter(superseded_at__isnull=True).update(superseded_at=timezone.now())
    taken = _take(document, upload, number=last.number + 1 if last else 1, by=by, note=note)
    if may_change_severity and not document.may_change_severity:
        document.may_change_severity = True
        document.save(update_fields=["may_change_severity"])
    locking.save(case)
    after = {"id": taken.pk, "document": document.number, "version": taken.number, "sha256": taken.sha256}
    before = {"version": last.number, "sha256": last.sha256} if last else None
    record("document.version_added", by=by, target=case, touched=[document], before=before, after=after)
    return taken


def hand_out(*, by: Doer, file: DocumentVersion) -> Iterator[bytes]:
    """The content of a file in blocks, compared with its hash, and put the look on record. Raises Refused.

    With a scanner nothing leaves before it is found clean.
    """
    require(by, Permission.CASE_VIEW, file)
    case = file.document.case
    after = {"id": file.pk, "document": file.document.number, "version": file.number, "sha256": file.sha256}
    if not evidence.may_be_read(file):
        raise Refused(_why_not(file))
    try:
        content = storing.content(file.stored_as, file.sha256)
    except storing.NotAsStored:
        record("document.not_as_stored", by=by, target=case, touched=[file.document], after=after, result=Result.DENIED)
        raise Refused(
            "This file is not what was taken in: it is missing or its content has changed. It is not handed out. "
            "Tell whoever runs this system; this attempt is on record."
        ) from None
    record("document.downloaded", by=by, target=case, touched=[file.document], after=after)
    return content


def too_large() -> str:
    """What to say of a file beyond the limit."""
    megabytes = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
    return f"The file is larger than {megabytes} MB. Keep it where it is and say here where it is held."


def _take(document: Document, upload: UploadedFile, *, number: int, by: User, note: str = "") -> DocumentVersion:
    """Check and store one file; a scanner, where there is one, is asked once the transaction stands."""
    size = upload.size or 0
    if size > settings.EVIDENCE_MAX_BYTES:
        raise Refused(too_large(), field=_FIELD)
    name = file_checks.plain_name(upload.name or "")
    kind = file_checks.kind_of(name, upload, size=size)  # type: ignore[arg-type] # an uploaded file reads as one
    stored_as, sha256 = storing.store(upload)
    taken = DocumentVersion.objects.create(
        document=document,
        number=number,
        file_name=name,
        media_type=kind.media_type,
        size=size,
        sha256=sha256,
        stored_as=stored_as,
        note=note,
        uploaded_by=by,
        scan=DocumentVersion.Scan.WAITING if scanner.is_configured() else DocumentVersion.Scan.NOT_SCANNED,
    )
    if scanner.is_configured():
        transaction.on_commit(lambda: current_app.send_task("evidence.scan", [taken.pk]), robust=True)
    return taken


def _refuse_unsound(classification: str, upload: UploadedFile | None, location: str) -> None:
    if classification == Document.Classification.SECRET:
        if upload:
            raise Refused(
                "Material above OFFICIAL-SENSITIVE is never kept in this system. Take the file out and say where it "
                "is held.",
                field=_FIELD,
            )
        checks.said(location, field="location", message="Enter where the material is held.")
    if upload is None and not location.strip():
        raise Refused("Choose a file, or say where the material is held.", field=_FIELD)


def _plain(facts: DocumentFacts) -> dict[str, Any]:
    """The facts by name, without blanks around the words."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(facts).items()}


def _why_not(file: DocumentVersion) -> str:
    if file.scan == DocumentVersion.Scan.INFECTED:
        return f"Malware was found in this file ({file.scan_result}). It is kept in quarantine and not handed out."
    return "This file has not been scanned for malware yet. It can be downloaded once it is found clean."
