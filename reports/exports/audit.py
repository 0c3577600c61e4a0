"""The audit log (domain notes, table T12): one row an event."""

from django.db.models import Case as Choice
from django.db.models import F, Func, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from misconduct.accounts.permissions import Doer
from misconduct.accounts.roles import Permission
from misconduct.audit.filters import AuditEventFilter
from misconduct.audit.models import AuditEvent
from misconduct.audit.records import withheld_keys
from reports.exports.export import Column, Export
from reports.exports.expressions import iso_time


def _rows(viewer: Doer) -> QuerySet:
    return AuditEvent.objects.visible_to(viewer).with_withheld(withheld_keys(viewer))


def _told(expression: Combinable | str) -> Choice:
    """What an event says, or nothing where it is withheld."""
    return Choice(When(is_withheld=True, then=Value("")), default=expression, output_field=TextField())


AUDIT_LOG = Export(
    slug="audit-log",
    title="Audit log",
    grain="One row an event",
    filterset=AuditEventFilter,
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
        Column("object_type", "Kind of record", _told("object_type"), is_text=True),
        Column("object_id", "Number of the record", _told("object_id"), is_text=True),
        Column("object_label", "Name of the record at the time", _told("object_label"), is_text=True),
        Column(
            "touched",
            "Every record shown or changed",
            _told(Func(F("touched"), Value(" "), function="array_to_string", output_field=TextField())),
            is_text=True,
        ),
        Column("before", "Before, as JSON", _told(Cast("before", TextField())), is_text=True),
        Column("after", "After, as JSON", _told(Cast("after", TextField())), is_text=True),
        Column("reason", "Why", _told("reason"), is_text=True),
        Column("result", "Allowed or denied", F("result")),
        Column("request_id", "Request that the event belongs to", Cast("request_id", TextField())),
        Column("ip_address", "From which address", Func(F("ip_address"), function="host", output_field=TextField())),
        Column("method", "HTTP method", F("method")),
        Column("path", "Page", _told("path"), is_text=True),
        Column("session", "Mark of the session", F("session")),
        Column(
            "withheld",
            "Whether what it says is left out: it is about you, or about a case sealed from you",
            Choice(When(is_withheld=True, then=Value("yes")), default=Value("no")),
        ),
    ),
)
