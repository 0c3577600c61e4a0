from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cases.watches.querysets import WatchQuerySet
from misconduct.core.constraints import both_or_neither, days_between
from misconduct.core.history import tracked
from officers.models import Officer

LONGEST_DAYS = 366


@tracked()
class Watch(models.Model):
    """Somebody who reviews flags asks to be told of whatever is new about a person, for a reason and until a day.

    Both days included. Renewing ends one and begins the next, so that each reason stays to be read.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="watches")
    watcher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="watches")
    reason = models.TextField()
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField()
    started_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True, help_text="Up to when the watcher has read what is new.")
    told_at = models.DateTimeField(null=True, blank=True, help_text="Up to when an e-mail told the watcher.")
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_reason = models.TextField(blank=True, default="")

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "watches"
        ordering = ("ends_on", "id")
        indexes = (
            models.Index(fields=["watcher", "ends_on"], condition=Q(ended_at__isnull=True), name="watch_by_watcher"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="watch_has_a_reason",
                violation_error_message="Enter why this person is to be watched.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"))
                & Q(ends_on__lte=F("starts_on") + timedelta(days=LONGEST_DAYS)),
                name="watch_of_a_year_at_most",
                violation_error_message="A watch ends within 12 months of its first day.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("ended_at", "ended_by") & (Q(ended_at__isnull=True) | ~Q(end_reason="")),
                name="watch_ended_by_somebody_for_a_reason",
                violation_error_message="A watch that was ended needs its time, its person and the reason.",
            ),
            ExclusionConstraint(
                name="watch_once_at_a_time",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("watcher", RangeOperators.EQUAL),
                    (days_between("starts_on", "ends_on", with_last=True), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at__isnull=True),
                violation_error_message="This person is already watched by the same watcher on some of these days.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.watcher} watches {self.officer}"

    def get_absolute_url(self) -> str:
        return reverse("watches:detail", args=[self.pk])

    def runs_on(self, day: date) -> bool:
        """Whether it was not ended and the day belongs to it."""
        return self.ended_at is None and self.starts_on <= day <= self.ends_on
