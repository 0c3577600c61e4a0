from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from misconduct.audit.querysets import AuditEventQuerySet


class ClockTimestamp(Now):
    """The moment of the statement's execution: events of one transaction keep their order."""

    template = "clock_timestamp()"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template=self.template, **extra)


class Result(models.TextChoices):
    ALLOWED = "allowed", "Allowed"
    DENIED = "denied", "Denied"


class AuditEvent(models.Model):
    """One thing that was done, seen or refused.

    No foreign keys: the log outlives what it speaks of. Names and roles are text, as they were at the time.
    Rows are only ever added; the database refuses everything else. Events are sealed later into a hash chain
    by `id`, so nothing here may depend on being changed.
    """

    occurred_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    actor_role = models.TextField()
    action = models.TextField()
    object_type = models.TextField(blank=True, default="")
    object_id = models.TextField(blank=True, default="")
    object_label = models.TextField(blank=True, default="")
    touched = ArrayField(models.TextField(), default=list)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True, default="")
    result = models.TextField(default=Result.ALLOWED, choices=Result.choices)
    request_id = models.UUIDField()
    ip_address = models.GenericIPAddressField(null=True)
    method = models.TextField(blank=True, default="")
    path = models.TextField(blank=True, default="")
    session = models.TextField(blank=True, default="")

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["occurred_at"], name="audit_occurred_at"),
            models.Index(fields=["actor_id", "-id"], name="audit_actor"),
            models.Index(fields=["action", "-id"], name="audit_action"),
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            GinIndex(fields=["touched"], name="audit_touched", fastupdate=False),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                operation=pgtrigger.Truncate,
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'The audit log cannot be emptied.';",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} by {self.actor_name}"
