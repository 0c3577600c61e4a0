from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.querysets import SubjectQuerySet
from misconduct.core.history import tracked
from misconduct.imports.models import ImportRun
from officers.models import Officer, Unit


@tracked()
class Subject(models.Model):
    """Whom a case is about: a person on the roster, somebody not yet identified, or the organisation.

    The last two never stand on a dummy person: they stay out of every repeat rule.
    """

    class Kind(models.TextChoices):
        IDENTIFIED = "identified", "Identified"
        UNIDENTIFIED = "unidentified", "Not yet identified"
        ORGANISATIONAL = "organisational", "The organisation"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="subjects")
    kind = models.TextField(choices=Kind.choices)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="subjects")
    description = models.TextField(blank=True, default="", help_text="What is known of somebody not yet identified.")
    capacity = models.TextField(choices=Officer.Kind.choices, blank=True, default="")
    rank_at_time = models.TextField(blank=True, default="")
    unit_at_time = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="subjects_at_time"
    )
    is_off_duty = models.BooleanField(null=True, blank=True)
    import_key = models.TextField(
        null=True, blank=True, unique=True, help_text="Tells imported subjects without a person apart."
    )
    import_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["unit_at_time"], name="subject_unit_at_time"),)
        constraints = (
            models.UniqueConstraint(
                fields=["officer", "case"],
                name="subject_once_in_a_case",
                violation_error_message="This person is already a subject of this case.",
            ),
            models.CheckConstraint(
                condition=Q(kind="identified", officer__isnull=False)
                | (~Q(kind="identified") & Q(officer__isnull=True)),
                name="subject_officer_when_identified",
                violation_error_message="Choose the person, or say that they are not yet identified.",
            ),
        )

    def __str__(self) -> str:
        return str(self.officer) if self.officer_id else self.get_kind_display()
