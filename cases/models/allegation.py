from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.code import Code
from cases.models.subject import Subject
from cases.querysets import AllegationQuerySet, PairQuerySet
from misconduct.core.history import tracked
from misconduct.imports.models import ImportRun


@tracked()
class Allegation(models.Model):
    """One thing that is alleged. It has one category and may be about several subjects.

    `complainant_sex` and `complainant_ethnicity` are kept as an imported row gave them.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="allegations")
    number = models.SmallIntegerField(help_text="Counts from 1 within the case.")
    category = models.ForeignKey(Code, on_delete=models.PROTECT, null=True, blank=True, related_name="allegations")
    category_as_recorded = models.TextField(blank=True, default="")
    legacy_code = models.ForeignKey(Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    standard = models.ForeignKey(
        Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="The primary one."
    )
    other_standards = models.ManyToManyField(Code, related_name="+", blank=True)
    factors = models.ManyToManyField(Code, related_name="+", blank=True)
    description = models.TextField(blank=True, default="")
    complainant_sex = models.TextField(blank=True, default="")
    complainant_ethnicity = models.TextField(blank=True, default="")
    external_reference = models.TextField(null=True, blank=True, unique=True)
    import_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AllegationQuerySet.as_manager()

    class Meta:
        ordering = ("case", "number")
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="allegation_number_once_in_a_case"),
            models.CheckConstraint(condition=Q(number__gte=1), name="allegation_number_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.case} allegation {self.number}"


@tracked()
class AllegationSubject(models.Model):
    """One allegation against one subject: what is assessed, decided, found and ended.

    Severity, case to answer and finding are its decisions; the result is its outcome. `finalised_on` is the day the
    last of it was settled.
    """

    allegation = models.ForeignKey(Allegation, on_delete=models.CASCADE, related_name="pairs")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="pairs")
    finalised_on = models.DateField(null=True, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = "allegation against a subject"
        ordering = ("allegation", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["allegation", "subject"],
                name="allegation_once_against_a_subject",
                violation_error_message="This allegation is already recorded against this person.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.allegation}: {self.subject}"
