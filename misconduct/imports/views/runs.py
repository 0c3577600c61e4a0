"""The list of imports, one import with what was found in it, and what can be done with it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import ListView

from misconduct.accounts.pages import Page, ScopedActionPage, ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.forms.base import GovukForm
from misconduct.core.tables import Column
from misconduct.imports import rejects
from misconduct.imports.actions import rollback, runs
from misconduct.imports.models import ImportIssue, ImportRun
from misconduct.imports.presenting import RunFigures

_FIRST_REJECTS = 50


class ImportList(Page, ListView):
    """Every import, the latest first."""

    permission = Permission.IMPORT_RUN
    template_name = "imports/import_list.html"
    paginate_by = 50
    extra_context = {
        "columns": (
            *(Column(label) for label in ("File", "Kind", "Taken in", "By", "Status")),
            *(Column(label, is_numeric=True) for label in ("Rows", "New", "Changed", "Rejected")),
        )
    }

    def get_queryset(self) -> QuerySet:
        return ImportRun.objects.visible_to(self.request.user)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record("import.list_viewed", by=self.request.user, after={"query": self.request.GET.urlencode()})
        return super().render_to_response(context, **kwargs)


class ImportDetail(ScopedObjectPage):
    """One import: how far it is, what it would change or changed, its warnings and what it left out."""

    permission = Permission.IMPORT_RUN
    model = ImportRun
    event = "import.viewed"
    template_name = "imports/import_detail.html"
    extra_context = {
        "warning_columns": (
            Column("Warning"),
            Column("Rows", is_numeric=True),
            Column("Cases", is_numeric=True),
            Column("First lines"),
        ),
        "reject_columns": (Column("Line", is_numeric=True), Column("Column"), Column("Why it was left out")),
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        left_out = self.object.issues.filter(level=ImportIssue.Level.REJECTED)
        return super().get_context_data(
            figures=RunFigures(self.object),
            left_out=left_out.order_by("line")[:_FIRST_REJECTS],
            earlier=runs.same_file(self.object),
            **kwargs,
        )


class Commit(ScopedActionPage):
    """Start writing, or go on where the import broke off."""

    permission = Permission.IMPORT_RUN
    model = ImportRun
    form_class = GovukForm
    template_name = "imports/commit.html"

    def act(self, form: Form) -> HttpResponseBase:
        return redirect(runs.queue(run=self.object, by=self.request.user))


class RollBack(ScopedActionPage):
    """Take out what an import created, after asking once more."""

    permission = Permission.IMPORT_RUN
    model = ImportRun
    form_class = GovukForm
    template_name = "imports/roll_back.html"

    def act(self, form: Form) -> HttpResponseBase:
        rollback.refuse_if_large(self.object)
        return redirect(rollback.roll_back(run=self.object, by=self.request.user))


class Rejects(ScopedObjectPage):
    """The rejected rows as a CSV in the columns of the file, with line and reason."""

    permission = Permission.IMPORT_RUN
    model = ImportRun
    event = "import.rejects_downloaded"

    def render_to_response(  # type: ignore[override] # the file is streamed
        self, context: dict[str, Any], **kwargs: Any
    ) -> StreamingHttpResponse:
        record(
            self.event, by=self.request.user, target=self.object, after={"rows": self.object.counts.get("rejected", 0)}
        )
        response = StreamingHttpResponse(self._text(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="rejected-rows-import-{self.object.pk}.csv"'
        return response

    def _text(self) -> Iterator[str]:
        found = self.object.issues.filter(level=ImportIssue.Level.REJECTED).order_by("line")
        rows = found.values_list("line", "message", "row").iterator(chunk_size=2000)
        return rejects.text(self.object.counts.get("header", []), ((line, why, row or []) for line, why, row in rows))
