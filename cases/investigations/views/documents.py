"""Adding documents and their versions, looking at one, and handing out its file."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from cases.investigations import evidence
from cases.investigations.actions import documents
from cases.investigations.forms.documents import DocumentForm, VersionForm
from cases.investigations.models import Document, DocumentVersion
from cases.models import Case
from cases.views.base import CaseFormPage
from cases.views.case_page import CasePage
from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.accounts.uploads import UploadPage
from misconduct.core.errors import OutOfScope, Refused
from misconduct.core.tables import Column

EVIDENCE = "investigations:evidence"
_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


class _FilePage(UploadPage, CaseFormPage):
    template_name = "cases/investigations/file_form.html"
    part = EVIDENCE

    def largest(self) -> int:
        return settings.EVIDENCE_MAX_BYTES

    def turned_away(self) -> HttpResponse:
        form = self.form_class(**{**self.get_form_kwargs(), "data": {}, "files": None})  # type: ignore[misc] # every page has one
        form.full_clean()
        form.errors.clear()
        form.add_error("file", documents.too_large())
        self.version_shown = self.object.version
        return self.render_to_response(self.get_context_data(form=form), status=413)

    def form_refused(self, form: Form, *, status: int) -> HttpResponse:
        """No browser keeps a file for the second try: whoever chose one is told to choose it again."""
        if self.request.FILES and "file" not in form.errors:
            form.add_error("file", "Choose the file again: everything else that you entered is still here")
        return super().form_refused(form, status=status)

    def get_form_kwargs(self) -> dict[str, Any]:
        if not self.is_too_large:
            return super().get_form_kwargs()
        return {"case": self.object, "viewer": self.request.user, "initial": self.get_initial()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(megabytes=self.largest() // (1024 * 1024), **kwargs)


class DocumentAdd(_FilePage):
    form_class = DocumentForm
    heading = "Add a document or exhibit"
    submit = "Add document"
    adds_only = True

    def act(self, form: Any) -> HttpResponse:
        document = documents.add(by=self.request.user, case=self.object, version=self.version, **form.given())
        return self.done(f"{document} added.")


class VersionAdd(_FilePage):
    form_class = VersionForm
    submit = "Add version"

    def document(self) -> Document:
        rows = Document.objects.select_related("case")
        found: Document = self.one_of(rows, case=self.object, pk=self.kwargs["document"])
        return found

    def title(self) -> str:
        return f"New version of {self.document().title}"

    def act(self, form: Any) -> HttpResponse:
        taken = documents.add_version(
            by=self.request.user, document=self.document(), version=self.version, **form.given()
        )
        return self.done(f"{taken} added.")


class DocumentDetail(CasePage):
    """One document with every version of its file."""

    part = EVIDENCE
    event = "document.viewed"
    template_name = "cases/investigations/document.html"
    extra_context = {"version_columns": tuple(map(Column, ("Version", "File", "Uploaded", "Malware scan", "SHA-256")))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Document.objects.visible_to(self.request.user).filter(case=self.object, pk=self.kwargs["document"])
        found = evidence.lines(rows)
        if not found:
            raise OutOfScope(f"No document {self.kwargs['document']} in {self.object}.")
        files = [(one, evidence.may_be_read(one)) for one in found[0].versions]
        return super().get_context_data(document=found[0].document, files=files, **kwargs)


class Download(Page):
    """One version of a file, to be saved and never shown within this site. Each is compared with its hash first."""

    permission = Permission.CASE_VIEW
    model = Case

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = DocumentVersion.objects.visible_to(self.request.user).select_related("document__case")
        found = rows.filter(document__case=kwargs["pk"], pk=kwargs["file"]).first()
        if found is None:
            raise OutOfScope(f"No file {kwargs['file']} within sight.")
        try:
            content = documents.hand_out(by=self.request.user, file=found)
        except Refused as refusal:
            context = {"message": refusal.message, "file": found, "case": found.document.case}
            return render(request, "cases/investigations/withheld.html", context, status=409)
        return _as_attachment(content, found)


def _as_attachment(content: Iterator[bytes], file: DocumentVersion) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.file_name)
    response["Content-Length"] = file.size
    response["Content-Security-Policy"] = _POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
