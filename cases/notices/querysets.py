"""Who may see notices: whoever sees the case they belong to."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch

from cases.querysets import ThroughCase


class NoticeQuerySet(ThroughCase):
    def served(self) -> Self:
        """Notices that were given, and whose service was not taken back."""
        return self.filter(Exists(_model("Service").objects.standing().filter(notice=OuterRef("pk"))))

    def telling_severity(self) -> Self:
        """Notices that tell a subject the assessment in force, the newest first."""
        return self.filter(tells_severity=True).order_by("-issued_at", "-pk")

    def for_list(self) -> Self:
        """With what a list of notices shows: recipient, who issued it, how it was served, and what replaced it."""
        services = _model("Service").objects.select_related("recorded_by")
        return self.select_related("subject__officer", "issued_by", "replaced_by", "replaces").prefetch_related(
            Prefetch("services", services)
        )


class ServiceQuerySet(ThroughCase):
    case_path = "notice__case"

    def standing(self) -> Self:
        """Services that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class FileQuerySet(ThroughCase):
    case_path = "notice__case"


class WithholdingQuerySet(ThroughCase):
    def in_force(self) -> Self:
        """Decisions to withhold a notice that still stand."""
        return self.filter(ended_at__isnull=True)


class DraftQuerySet(ThroughCase):
    def unfinished(self) -> Self:
        """Drafts that were neither issued nor thrown away."""
        return self.filter(notice__isnull=True, discarded_at__isnull=True)


def _model(name: str) -> Any:
    """A model of this app by name: querysets stand below the models that use them."""
    return apps.get_model("notices", name)
