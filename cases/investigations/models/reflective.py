from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.investigations.querysets import InvestigationQuerySet
from cases.models import Case, Subject
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class ReflectivePractice(models.Model):
    """The reflective practice review of a subject, step by step (SI 2020/4 Part 6, regulations 65 to 71).

    `account` is what the person said. It is not admissible in later proceedings about them, and few may read it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reflective_practice")
    subject = models.OneToOneField(Subject, on_delete=models.CASCADE, related_name="reflective_practice")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_on = models.DateField()
    account_given_on = models.DateField(null=True, blank=True)
    account = models.TextField(blank=True, default="")
    discussed_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    issue = models.TextField(blank=True, default="", help_text="The issue and its background.")
    discussion = models.TextField(blank=True, default="")
    key_actions = models.TextField(blank=True, default="", help_text="Key actions, each with its date.")
    lessons_for_officer = models.TextField(blank=True, default="")
    lessons_for_force = models.TextField(blank=True, default="", help_text="For the line manager and the force.")
    review_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "reflective practice"
        constraints = (
            models.CheckConstraint(
                condition=Q(account="", account_given_on__isnull=True)
                | (~Q(account="") & Q(account_given_on__isnull=False)),
                name="reflective_account_has_a_day",
                violation_error_message="An account needs the day it was given.",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True)
                | (
                    Q(discussed_on__isnull=False, review_on__isnull=False)
                    & ~Q(issue="")
                    & ~Q(discussion="")
                    & ~Q(key_actions="")
                    & ~Q(lessons_for_officer="")
                    & ~Q(lessons_for_force="")
                ),
                name="reflective_report_is_whole",
                violation_error_message=(
                    "A development report needs the issue, the discussion and its day, key actions, lessons for the "
                    "officer, lessons for the force and a review date."
                ),
            ),
            models.CheckConstraint(
                condition=both_or_neither("reviewed_on", "review_on") | Q(reviewed_on__isnull=True),
                name="reflective_review_follows_a_report",
                violation_error_message="Only a development report with a review date can be reviewed.",
            ),
        )

    def __str__(self) -> str:
        return f"Reflective practice of {self.subject}"
