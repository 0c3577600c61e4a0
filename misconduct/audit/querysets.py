from typing import Self

from django.db import models

from misconduct.core.querysets import ScopedQuerySet, Viewer


def key_of(record: models.Model) -> str:
    """How the log names a record: `officers.officer:12`."""
    return f"{record._meta.label_lower}:{record.pk}"


class AuditEventQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        """The whole log, or nothing: whoever may read it must be able to prove that nothing is missing."""
        return self if viewer.is_system or viewer.has("audit.view") else self.none()

    def touching(self, record: models.Model) -> Self:
        """Events that changed or showed this record, also in a list, a search or an export."""
        return self.filter(touched__contains=[key_of(record)])
