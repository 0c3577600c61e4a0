"""Reading the audit log, which puts a line in it too."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from misconduct.accounts.pages import ScopedListPage
from misconduct.accounts.roles import Permission
from misconduct.audit.filters import AuditEventFilter
from misconduct.audit.models import AuditEvent
from misconduct.audit.querysets import AuditEventQuerySet
from misconduct.audit.records import keys_for, label_of, withheld_keys
from misconduct.audit.wording import changes, words_for
from misconduct.core.pagination import CappedPaginator
from misconduct.core.tables import Column

_COLUMNS = (Column("When"), Column("Who"), Column("What"), Column("On what"), Column("Details"))


class AuditLog(ScopedListPage):
    """What was done, seen and refused, the latest first. `?record=` answers who looked at something."""

    model = AuditEvent
    permission = Permission.AUDIT_VIEW
    filterset_class = AuditEventFilter
    paginator_class = CappedPaginator
    event = "audit.list_viewed"
    template_name = "audit/audit_log.html"

    def base_queryset(self) -> AuditEventQuerySet:
        log = AuditEvent.objects.visible_to(self.request.user)
        return log.with_withheld(withheld_keys(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        asked = self.filterset.form.cleaned_data.get("record") or ""
        about = [label_of(key) for key in keys_for(asked, self.request.user)] if asked else []
        for event in context["object_list"]:
            event.words = words_for(event.action)
            event.changes = changes(event.before, event.after)
            event.key = f"{event.object_type}:{event.object_id}" if event.object_type else ""
        return context | {"columns": _COLUMNS, "about": about, "export_url": self.export_url()}

    def export_url(self) -> str:
        """The same rows as a file, for whoever may export."""
        if not self.request.user.has(Permission.EXPORT_RUN):
            return ""
        try:
            return f"{reverse('reports:export', args=['audit-log'])}?{self.request.GET.urlencode()}"
        except NoReverseMatch:
            return ""
