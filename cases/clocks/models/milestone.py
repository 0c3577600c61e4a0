from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.clocks.kinds import MilestoneKind
from cases.clocks.querysets import MilestoneQuerySet
from cases.models import Case
from misconduct.core.history import tracked


@tracked()
class Milestone(models.Model):
    """A dated fact of a case that clocks start, stop or pause by. Actions set it; nobody types it by itself.

    `about` is the record it is counted for, as the log names it (`cases.subject:12`), and empty for the whole case;
    `source` is the record it comes from. One that proves wrong is taken back, and stays to be seen.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="milestones")
    kind = models.TextField(choices=MilestoneKind.choices)
    reached_on = models.DateField()
    about = models.TextField(blank=True, default="")
    source = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ("case", "reached_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "kind", "about", "source"],
                condition=Q(withdrawn_at__isnull=True),
                name="milestone_once_from_its_source",
                violation_error_message="This has already been recorded.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}: {self.get_kind_display()}"
