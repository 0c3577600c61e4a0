"""Who may see milestones and clocks: whoever sees the case they belong to."""

from datetime import date, datetime
from typing import Self

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from cases.clocks.definitions import Nature, slugs_of
from cases.querysets import ThroughCase


class MilestoneQuerySet(ThroughCase):
    def standing(self) -> Self:
        """Milestones that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class ClockQuerySet(ThroughCase):
    def standing(self) -> Self:
        """Clocks whose start was not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def running(self, today: date) -> Self:
        """Clocks still to be answered. A right that lapsed and a day that passed are over."""
        unfinished = self.standing().filter(satisfied_on__isnull=True, ended_on__isnull=True)
        passing = (*slugs_of(Nature.WINDOW), *slugs_of(Nature.ALERT))
        is_over = Q(definition__in=passing, due_on__lt=today, paused_since=None)
        kept_long_enough = Q(definition__in=slugs_of(Nature.MINIMUM), earliest_on__lte=today)
        return unfinished.exclude(is_over).exclude(kept_long_enough)

    def overdue(self, today: date) -> Self:
        """Running clocks whose last day has passed; that of a paused one moves on every day."""
        return self.running(today).filter(due_on__lt=today, paused_since=None)

    def due_within(self, first: date, last: date) -> Self:
        """Running clocks whose last day lies between these, both included."""
        return self.running(first).filter(due_on__gte=first, due_on__lte=last)

    def breached(self, today: date) -> Self:
        """Clocks where the law was not kept, whether or not it was made good since."""
        finished = Coalesce("satisfied_on", "ended_on", Value(today))
        late = Q(definition__in=slugs_of(Nature.DUTY), due_on__lt=finished, paused_since=None)
        return self.standing().filter(late | Q(satisfied_on__lt=F("earliest_on")))

    def unexplained(self) -> Self:
        """Of breached clocks, those that nobody has given a reason for."""
        return self.filter(breach_reason="")


class ThroughClock(ThroughCase):
    case_path = "clock__case"


class ReminderQuerySet(ThroughClock):
    def waiting(self, *, since: datetime) -> Self:
        """Reminders still to be sent, that nobody has claimed since that moment."""
        unsent = self.filter(sent_at__isnull=True, dropped_at__isnull=True)
        return unsent.filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=since))
