from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import F, OuterRef, Q, Subquery

from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet
from officers import search


class OfficerQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """Everyone on the roster, for whoever may look people up, but never oneself.

        A record that was found to be somebody else's second one stands under the other.
        """
        if isinstance(viewer, SystemActor):
            return self
        if not viewer.has(Permission.OFFICER_VIEW):
            return self.none()
        others = self.filter(~Q(account=viewer) | Q(account__isnull=True))
        return others.exclude(merges_absorbed__status="approved")

    def withheld_from(self, viewer: Doer) -> Self:
        """Oneself, also under a second record: of whom nothing may be told to this person."""
        return self.none() if isinstance(viewer, SystemActor) else self.belonging_to(viewer)

    def belonging_to(self, people: Any) -> Self:
        """The own records of somebody who signs in, or of the outer query's: also those found to be second ones."""
        second = Q(merges_absorbed__status="approved", merges_absorbed__kept__account=people)
        return self.filter(Q(account=people) | second)

    def supervised_by(self, viewer: Doer, on: date) -> Self:
        """Whoever is posted under this person on that day, for a line manager: the one door to their team.

        Not oneself, nobody who has left, and no record that was found to be somebody else's second one. A supervisor's
        own second record leads to the same team.
        """
        if isinstance(viewer, SystemActor) or not viewer.has(Permission.TEAM_VIEW):
            return self.none()
        postings = apps.get_model("officers", "Posting").objects.order_by()
        second = Q(supervisor__merges_absorbed__status="approved", supervisor__merges_absorbed__kept__account=viewer)
        current = postings.filter(Q(supervisor__account=viewer) | second).filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gt=on)
        )
        team = self.serving(on).filter(pk__in=current.values("officer"))
        others = team.filter(~Q(account=viewer) | Q(account__isnull=True))
        return others.exclude(merges_absorbed__status="approved")

    def left(self, on: date) -> Self:
        """Gone by the day."""
        return self.filter(left_on__lte=on)

    def serving(self, on: date) -> Self:
        """Not gone by the day, as far as is known."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=on))

    def in_post(self, on: date) -> Self:
        """Appointed on or before the day and not gone by it. An unknown appointment does not count."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), appointed_on__lte=on)

    def search(self, text: str, *, limit: int = search.LIMIT) -> Self:
        """The closest matches by number, name, alias or sound, best first, with `match_reason` and `score`.

        Asks the database at once for at most `limit` candidates; the result can be filtered further.
        """
        aliases = apps.get_model("officers", "OfficerAlias").objects.all()
        return search.with_match(self, search.candidates(self.model._default_manager.all(), aliases, text, limit))

    def with_latest_posting(self) -> Self:
        """Adds `rank`, `unit_id` and `unit_name` of the latest posting."""
        latest = (
            apps.get_model("officers", "Posting")
            .objects.filter(officer=OuterRef("pk"))
            .order_by(F("starts_on").desc(nulls_last=True), "-id")
        )
        return self.annotate(
            rank=Subquery(latest.values("rank")[:1]),
            unit_id=Subquery(latest.values("unit_id")[:1]),
            unit_name=Subquery(latest.values("unit__name")[:1]),
        )


class PriorServiceQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """Of the people within sight: never one's own."""
        if isinstance(viewer, SystemActor):
            return self
        people = apps.get_model("officers", "Officer").objects.visible_to(viewer)
        return self.filter(officer__in=people.order_by().values("pk"))

    def standing(self) -> Self:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at__isnull=True)
