"""Who may see that somebody is watched: whoever sees flags, and never the person themselves."""

from datetime import date
from typing import Self

from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet
from officers.models import Officer


class WatchQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """Every watch on people whom the viewer may look up, which is never oneself."""
        if isinstance(viewer, SystemActor):
            return self
        if not viewer.has(Permission.FLAG_VIEW):
            return self.none()
        return self.filter(officer__in=Officer.objects.visible_to(viewer).order_by().values("pk"))

    def running(self, on: date) -> Self:
        """Not ended, and the day belongs to them."""
        return self.filter(ended_at__isnull=True, starts_on__lte=on, ends_on__gte=on)

    def over(self, on: date) -> Self:
        """Ended, or past their last day."""
        return self.exclude(ended_at__isnull=True, ends_on__gte=on)

    def with_people(self) -> Self:
        """With whom they are about, who watches and who ended them."""
        return self.select_related("officer", "watcher", "ended_by", "renewed_by")
