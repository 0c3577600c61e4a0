from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from misconduct.core.constraints import days_between, not_after
from misconduct.core.history import tracked
from officers.models.officer import Officer
from officers.models.unit import Unit


@tracked()
class Posting(models.Model):
    """Where a person served, and in what rank, from a day up to but not including another.

    An unknown start or end is open. The unit is unknown in some sources.
    """

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="postings")
    rank = models.TextField(blank=True, default="")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    supervisor = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings_supervised",
        help_text="Who answers for the person's work in this posting, where it is known.",
    )

    class Meta:
        ordering = (F("starts_on").asc(nulls_first=True), "id")
        constraints = (
            models.CheckConstraint(
                condition=not_after("starts_on", "ends_on"),
                name="posting_starts_before_it_ends",
                violation_error_message="A posting cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(supervisor__isnull=True) | ~Q(supervisor=F("officer")),
                name="posting_not_own_supervisor",
                violation_error_message="Nobody supervises themselves.",
            ),
            ExclusionConstraint(
                name="posting_no_overlap",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    (days_between("starts_on", "ends_on", with_last=False), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person already has a posting on some of these days.",
            ),
        )
        indexes = (models.Index(fields=["officer", "-starts_on"], name="posting_latest"),)

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.rank, str(self.unit or ""))))
