from django.db import models
from django.utils import timezone

from cases.flags.models.flag import Flag
from cases.flags.querysets import ThroughFlagQuerySet
from misconduct.core.history import tracked


@tracked()
class FlagRecheck(models.Model):
    """That a flag was looked at again because the records it rests on changed, and what that gave.

    Written only where it differs from what was known of the flag before. `counted_before` and `counted_now` are the
    matters counted, by the ids of their subjects. The flag itself never changes by it and never vanishes.
    """

    class Standing(models.TextChoices):
        UNCHANGED = "unchanged", "Fires as it was raised"
        FIRES_NOW = "fires_now", "Fires now, counting other matters"
        WOULD_NOT = "would_not", "Would not fire now"

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="rechecks")
    rechecked_at = models.DateTimeField(default=timezone.now)
    standing = models.TextField(choices=Standing.choices)
    counted_before = models.JSONField(default=list)
    counted_now = models.JSONField(default=list)
    sentence = models.TextField(blank=True, default="", help_text="Why it fires now, in words.")

    objects = ThroughFlagQuerySet.as_manager()

    class Meta:
        ordering = ("-rechecked_at", "-id")
        indexes = (models.Index(fields=["flag", "-rechecked_at"], name="flag_recheck_latest"),)

    def __str__(self) -> str:
        return f"{self.flag_id}: {self.get_standing_display()}"
