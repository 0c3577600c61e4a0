"""The audit log (domain notes, table T12): one row an event."""

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from misconduct.accounts.permissions import Doer
from misconduct.accounts.roles import Permission
from misconduct.audit.models import AuditEvent
from reports.exports.export import Column, Export
from reports.exports.expressions import iso_time
from reports.exports.filters import AuditLogFilter


def _rows(viewer: Doer) -> QuerySet:
    return AuditEvent.objects.visible_to(viewer)


AUDIT_LOG = Export(
    slug="audit-log",
    title="Audit log",
    grain="One row an event",
    filterset=AuditLogFilter,
    queryset=_rows,
    order=("pk",),
    permission=Permission.AUDIT_VIEW,
    columns=(
        Column("event_id", "Number of the event", F("pk")),
        Column("occurred_at", "When, UTC", iso_time(F("occurred_at"))),
        Column("actor_id", "Number of the person; blank for the system", F("actor_id")),
        Column("actor_name", "Who, by name at the time", F("actor_name"), is_text=True),
        Column("actor_role", "Role at the time", F("actor_role"), is_text=True),
        Column("action", "What", F("action"), is_text=True),
        Column("object_type", "Kind of record", F("object_type"), is_text=True),
        Column("object_id", "Number of the record", F("object_id"), is_text=True),
        Column("object_label", "Name of the record at the time", F("object_label"), is_text=True),
        Column(
            "touched",
            "Every record shown or changed",
            Func(F("touched"), Value(" "), function="array_to_string", output_field=TextField()),
            is_text=True,
        ),
        Column("before", "Before, as JSON", Cast("before", TextField()), is_text=True),
        Column("after", "After, as JSON", Cast("after", TextField()), is_text=True),
        Column("reason", "Why", F("reason"), is_text=True),
        Column("result", "Allowed or denied", F("result")),
        Column("request_id", "Request that the event belongs to", Cast("request_id", TextField())),
        Column("ip_address", "From which address", Func(F("ip_address"), function="host", output_field=TextField())),
        Column("method", "HTTP method", F("method")),
        Column("path", "Page", F("path"), is_text=True),
        Column("session", "Mark of the session", F("session")),
    ),
)
