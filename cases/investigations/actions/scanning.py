"""Scanning stored files for malware."""

import logging

from django.db import transaction
from django.utils import timezone

from cases.investigations import scanner, storing
from cases.investigations.models import DocumentVersion
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record

log = logging.getLogger(__name__)
_UNKNOWN = (DocumentVersion.Scan.WAITING, DocumentVersion.Scan.NOT_SCANNED)


def scan(*, version_id: int, by: Doer) -> None:
    """Ask the scanner about one file and let it out of quarantine or not. Run twice, the second finds it done.

    Where the scanner is silent the file stays in quarantine, and the sweep asks again.
    """
    found = DocumentVersion.objects.select_related("document__case").filter(pk=version_id, scan__in=_UNKNOWN).first()
    if found is None or not scanner.is_configured():
        return
    require(by, Permission.CASE_WORK, found)
    try:
        with storing.opened(found.stored_as, found.sha256) as file:
            verdict = scanner.scan(file)
    except (scanner.ScannerSilent, storing.NotAsStored) as error:
        log.warning("Document version %s stays in quarantine: %s", version_id, error)
        return
    _write_down(found, verdict, by=by)


def waiting() -> list[int]:
    """Ids of files that no scanner has looked at, the oldest first; none without a scanner."""
    if not scanner.is_configured():
        return []
    return list(DocumentVersion.objects.filter(scan__in=_UNKNOWN).order_by("id").values_list("pk", flat=True)[:500])


@transaction.atomic
def _write_down(found: DocumentVersion, verdict: scanner.Verdict, *, by: Doer) -> None:
    """Once: of two workers that scanned the same file, one writes."""
    scan = DocumentVersion.Scan.CLEAN if verdict.is_clean else DocumentVersion.Scan.INFECTED
    written = DocumentVersion.objects.filter(pk=found.pk, scan__in=_UNKNOWN).update(
        scan=scan, scanned_at=timezone.now(), scan_result=verdict.words
    )
    if written:
        after = {"id": found.pk, "document": found.document.number, "version": found.number, "scan": str(scan.label)}
        record("document.scanned", by=by, target=found.document.case, touched=[found.document], after=after)
