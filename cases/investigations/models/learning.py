from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.investigations.querysets import InvestigationQuerySet
from cases.models import Case, Subject
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class LearningItem(models.Model):
    """What is to be learned from a case, by one person or the organisation, also where there is no case to answer.

    That there is nothing to learn is an entry too: somebody looked and says so.
    """

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", "Learning for a person"
        ORGANISATIONAL = "organisational", "Learning for the organisation"
        NONE = "none", "No learning identified"

    class Origin(models.TextChoices):
        FORCE = "force", "The force"
        IOPC = "iopc", "IOPC"
        LOCAL_POLICING_BODY = "lpb", "Local policing body"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="learning")
    kind = models.TextField(choices=Kind.choices)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, null=True, blank=True, related_name="learning")
    text = models.TextField(help_text="What is to be learned, or why there is nothing.")
    origin = models.TextField(choices=Origin.choices, default=Origin.FORCE, help_text="Who recommends it.")
    addressed_to = models.TextField(blank=True, default="", help_text="Who is to act on a recommendation.")
    response_due_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="learning_items"
    )
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "learning"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="individual", subject__isnull=False)
                | (~Q(kind="individual") & Q(subject__isnull=True)),
                name="learning_of_a_person_names_them",
                violation_error_message="Choose the subject whose learning this is, or leave the subject empty.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("done_on", "done_by"),
                name="learning_done_has_a_date_and_a_person",
                violation_error_message="Learning that is done needs its day and the person who says so.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind="none"),
                name="learning_none_once",
                violation_error_message="It is already recorded that no learning was identified.",
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
