"""Who may see that two records were taken for one person: whoever sees both."""

from typing import Self

from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet


class OfficerMergeQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """For whoever may look people up, and never about themselves."""
        if isinstance(viewer, SystemActor):
            return self
        if not viewer.has(Permission.OFFICER_VIEW):
            return self.none()
        return self.exclude(kept__account=viewer, kept__account__isnull=False).exclude(
            absorbed__account=viewer, absorbed__account__isnull=False
        )

    def standing(self) -> Self:
        """Approved and not undone."""
        return self.filter(status="approved")
