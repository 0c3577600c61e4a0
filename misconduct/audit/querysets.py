from collections.abc import Sequence
from typing import Self

from django.db import connection, models
from django.db.models import ExpressionWrapper, Q

from misconduct.core.querysets import ScopedQuerySet, Viewer

_ACTIONS = """
    WITH RECURSIVE step AS (
        (SELECT action FROM audit_auditevent ORDER BY action LIMIT 1)
        UNION ALL
        SELECT (SELECT action FROM audit_auditevent WHERE action > step.action ORDER BY action LIMIT 1)
        FROM step WHERE step.action IS NOT NULL
    )
    SELECT action FROM step WHERE action IS NOT NULL
"""


def key_of(record: models.Model) -> str:
    """How the log names a record: `officers.officer:12`."""
    return f"{record._meta.label_lower}:{record.pk}"


class AuditEventQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        """The whole log, or nothing: whoever may read it must be able to prove that nothing is missing."""
        return self if viewer.is_system or viewer.has("audit.view") else self.none()

    def with_withheld(self, keys: Sequence[str]) -> Self:
        """Adds `is_withheld`: the event stays, but what it says is not for whoever these records are withheld from."""
        is_withheld = Q(touched__overlap=list(keys)) if keys else Q(pk__isnull=True)
        return self.annotate(is_withheld=ExpressionWrapper(is_withheld, output_field=models.BooleanField()))

    def actions(self) -> list[str]:
        """Every action the log holds, stepping through the index from one to the next: quick in millions of events."""
        with connection.cursor() as cursor:
            cursor.execute(_ACTIONS)
            return [row[0] for row in cursor.fetchall()]

    def touching(self, record: models.Model) -> Self:
        """Events that changed or showed this record, also in a list, a search or an export."""
        return self.filter(touched__contains=[key_of(record)])
