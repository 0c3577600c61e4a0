"""What the evidence of a case shows on its pages: each document with its latest file, and what is newer than the
severity assessment."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from cases.investigations import scanner
from cases.investigations.models import Document, DocumentVersion
from cases.models import Case, Decision
from misconduct.accounts.models import User


@dataclass(frozen=True)
class DocumentLine:
    """A document with its versions, the latest first."""

    document: Document
    versions: Sequence[DocumentVersion]

    @property
    def current(self) -> DocumentVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def can_be_read(self) -> bool:
        return self.current is not None and may_be_read(self.current)


def may_be_read(version: DocumentVersion) -> bool:
    """Whether a file may leave quarantine: it is clean, or this installation has no scanner and nothing was found."""
    if version.scan == DocumentVersion.Scan.CLEAN:
        return True
    return version.scan == DocumentVersion.Scan.NOT_SCANNED and not scanner.is_configured()


def lines(documents: QuerySet[Document]) -> list[DocumentLine]:
    """These documents with everything a list of them shows. Two queries."""
    versions = DocumentVersion.objects.select_related("uploaded_by").order_by("-number")
    found = documents.select_related("added_by").prefetch_related(Prefetch("versions", versions))
    return [DocumentLine(document, list(document.versions.all())) for document in found]


def since_severity(case: Case, viewer: User) -> list[Document]:
    """Documents that somebody thought may change the severity assessment, added since it was last recorded.

    Nothing where no severity has been assessed yet: the first assessment takes everything in.
    """
    assessed = Decision.objects.in_force().filter(pair__allegation__case=case, kind=Decision.Kind.SEVERITY)
    last = assessed.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    if last is None:
        return []
    newer = Q(added_at__gt=last) | Q(versions__uploaded_at__gt=last)
    documents = Document.objects.visible_to(viewer).filter(newer, case=case).distinct()
    return list(documents.order_by("-may_change_severity", "number"))
