"""The catalogue of exports, the form of each, and the manifests of those that were run."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.generic import ListView

from misconduct.accounts.pages import ActionPage, Page, ScopedObjectPage
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.tables import Column
from reports.actions import exports
from reports.exports.export import Export
from reports.exports.registry import EXPORTS
from reports.forms import ExportReasonForm
from reports.models import ExportRun

TAKEN = (*(Column(label) for label in ("File", "Taken", "By", "Why", "Status")), Column("Rows", is_numeric=True))
DICTIONARY = (Column("Column"), Column("Meaning"))


class ExportCatalogue(Page, ListView):
    """What files there are, and those that this person, or for an auditor anybody, has taken."""

    permission = Permission.EXPORT_RUN
    template_name = "reports/export_catalogue.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        return ExportRun.objects.visible_to(self.request.user).select_related("run_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        catalogue = [export for export in EXPORTS.values() if user.has(export.permission)]
        return super().get_context_data(catalogue=catalogue, columns=TAKEN, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record("export.list_viewed", by=self.request.user, after={"query": self.request.GET.urlencode()})
        return super().render_to_response(context, **kwargs)


class ExportForm(ActionPage):
    """One export: its columns, its filters and the reason. Posting it streams the file."""

    permission = Permission.EXPORT_RUN
    template_name = "reports/export_form.html"
    form_class = ExportReasonForm
    export: Export

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = EXPORTS.get(kwargs["slug"])
        if found is None:
            raise Http404("No such export.")
        self.export = found
        if self.answers(request):
            require(self.request.user, found.permission)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        rows = self.export.queryset(self.request.user)
        filterset = self.export.filterset(given or None, queryset=rows, request=self.request)
        filterset.form.is_valid()
        return super().get_context_data(export=self.export, filterset=filterset, headings=DICTIONARY, **kwargs)

    def act(self, form: Form) -> HttpResponseBase:
        user = self.request.user
        reason = form.cleaned_data["reason"]
        run = exports.start(export=self.export, filters=self.request.POST, reason=reason, by=user)
        response = StreamingHttpResponse(
            exports.stream(run=run, export=self.export, by=user), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{self.export.slug}-{run.pk}.csv"'
        return response


class ExportRunDetail(ScopedObjectPage):
    """The manifest of one export."""

    permission = Permission.EXPORT_RUN
    model = ExportRun
    event = "export.manifest_viewed"
    template_name = "reports/export_run.html"


class ExportManifest(ScopedObjectPage):
    """The same manifest as JSON, to keep beside the file."""

    permission = Permission.EXPORT_RUN
    model = ExportRun
    event = "export.manifest_downloaded"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record(self.event, by=self.request.user, target=self.object)
        response = JsonResponse(exports.manifest(self.object), json_dumps_params={"indent": 2})
        response["Content-Disposition"] = f'attachment; filename="{self.object.slug}-{self.object.pk}.manifest.json"'
        return response
