"""Who may see what an investigation holds: whoever sees the case, and of sealed rows fewer."""

from typing import Self

from django.db.models import Q

from cases.querysets import ThroughCase
from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.accounts.roles import Permission


class InvestigationQuerySet(ThroughCase):
    def in_force(self) -> Self:
        """Rows that no later one has superseded."""
        return self.filter(superseded_at__isnull=True)


class DeclarationQuerySet(InvestigationQuerySet):
    case_path = "assignment__case"


class SealableQuerySet(ThroughCase):
    """Rows of which some are sealed: those only the investigator of the case and managers read."""

    sealed_field = "is_sealed"

    def visible_to(self, viewer: Doer) -> Self:
        """Every row of the visible cases that is not sealed from this person."""
        seen = super().visible_to(viewer)
        if isinstance(viewer, SystemActor) or viewer.has(Permission.CASE_ASSIGN):
            return seen
        is_open = Q(**{self.sealed_field: False})
        return seen.filter(is_open | Q(**{f"{self.case_path}__investigator": viewer}))


class DocumentVersionQuerySet(SealableQuerySet):
    case_path = "document__case"
    sealed_field = "document__is_sealed"

    def in_force(self) -> Self:
        """The latest version of each document."""
        return self.filter(superseded_at__isnull=True)


class TaskQuerySet(ThroughCase):
    def open(self) -> Self:
        """Actions that are still to be done."""
        return self.filter(done_on__isnull=True)
