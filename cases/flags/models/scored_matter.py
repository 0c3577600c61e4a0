from django.db import models

from cases.flags.models.flag import Flag
from cases.flags.querysets import ThroughFlagQuerySet
from cases.models import Subject


class ScoredMatter(models.Model):
    """How many points one matter gave to the score of a flag when it was raised.

    They stand in rows beside the card so that nobody's sum holds the points of a case withheld from them.
    """

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="scored_matters")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    points = models.SmallIntegerField()

    objects = ThroughFlagQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["flag", "subject"], name="flag_scored_matter_once"),)

    def __str__(self) -> str:
        return f"{self.flag_id}: {self.subject_id}"
