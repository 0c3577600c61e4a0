"""Who may see a period, and which of them run on a day."""

from datetime import date
from typing import Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from cases.models import Subject
from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.core.querysets import ScopedQuerySet
from officers.models import Officer


class PeriodQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """Those of a case for whoever sees that the person is its subject; the others for whoever sees the person."""
        if isinstance(viewer, SystemActor):
            return self
        is_subject = Subject.objects.visible_to(viewer).filter(case=OuterRef("case"), officer=OuterRef("officer"))
        of_person = Q(case__isnull=True, officer__in=Officer.objects.visible_to(viewer).order_by().values("pk"))
        return self.filter(of_person | Q(Exists(is_subject)))

    def running(self, on: date) -> Self:
        """Begun, and not ended before the day. The last day of a period still belongs to it."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)


class PeriodReviewQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """Reviews of the periods in sight."""
        periods = apps.get_model("periods", "Period").objects.visible_to(viewer)
        return self.filter(period__in=periods.order_by().values("pk"))
