import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone

from cases import workflow
from cases.models.code import Code
from cases.querysets import CaseQuerySet, DraftQuerySet
from cases.stages import OPEN_STAGES, SUSPENDABLE_STAGES, Ending, RecordType, Stage
from misconduct.core.constraints import not_after
from misconduct.core.history import tracked
from misconduct.imports.models import ImportRun
from officers.models import Unit


@tracked()
class Case(models.Model):
    """A complaint, conduct matter or other record, with its allegations and subjects.

    `version` counts saves: a form carries the version it was opened at, so that of two people one is told.
    Dates stay as the source gave them, also where the incident is dated after receipt.
    """

    reference = models.TextField(unique=True)
    record_type = models.TextField(choices=RecordType.choices)
    stage = models.TextField(choices=Stage.choices, default=Stage.RECEIVED)
    received_on = models.DateField(null=True, blank=True)
    channel = models.ForeignKey(Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    incident_from = models.DateField(null=True, blank=True)
    incident_to = models.DateField(null=True, blank=True)
    place = models.TextField(blank=True, default="")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    summary = models.TextField(blank=True, default="", help_text="What happened.")
    investigator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases_assigned",
    )
    is_sealed = models.BooleanField(default=False)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="cases_logged"
    )
    logged_at = models.DateTimeField(default=timezone.now)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ending = models.TextField(choices=Ending.choices, blank=True, default="", help_text="How it was closed.")
    stage_before_suspension = models.TextField(
        choices=Stage.choices, blank=True, default="", help_text="Where a suspended case goes on."
    )
    regime = models.TextField(blank=True, default="", help_text="The law in force when it was received.")
    version = models.IntegerField(default=1)
    import_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = (F("received_on").desc(nulls_last=True), "-id")
        indexes = (
            models.Index(F("received_on").desc(nulls_last=True), F("id").desc(), name="case_newest"),
            models.Index(fields=["investigator"], condition=Q(investigator__isnull=False), name="case_investigator"),
            models.Index(fields=["id"], condition=Q(is_sealed=True), name="case_sealed"),
            models.Index(fields=["stage", "received_on"], name="case_stage_received"),
            # In capitals, because that is how Django compares `icontains`.
            GinIndex(OpClass(Upper("summary"), name="gin_trgm_ops"), name="case_summary_words"),
            GinIndex(OpClass(Upper("reference"), name="gin_trgm_ops"), name="case_reference_parts"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED, closed_on__isnull=False)
                | (~Q(stage=Stage.CLOSED) & Q(closed_on__isnull=True)),
                name="case_closed_has_a_date",
                violation_error_message="A closed case needs the date it was closed.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_by__isnull=False) | Q(import_run__isnull=False),
                name="case_closed_has_a_person",
                violation_error_message="A closed case needs the person who closed it.",
            ),
            models.CheckConstraint(
                condition=Q(ending="", stage__in=OPEN_STAGES)
                | Q(stage=Stage.CLOSED) & (~Q(ending="") | Q(import_run__isnull=False)),
                name="case_closed_says_how_it_ended",
                violation_error_message="A closed case says how it ended, and an open one has not ended.",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.SUSPENDED, stage_before_suspension__in=SUSPENDABLE_STAGES)
                | (~Q(stage=Stage.SUSPENDED) & Q(stage_before_suspension="")),
                name="case_suspended_knows_where_it_was",
                violation_error_message="A suspended case keeps the stage at which it goes on.",
            ),
            models.CheckConstraint(
                condition=not_after("incident_from", "incident_to"),
                name="case_incident_from_before_to",
                violation_error_message="The incident cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=False) | Q(import_run__isnull=False),
                name="case_received_on_known",
                violation_error_message="Enter the date the matter was received.",
            ),
        )
        triggers = (pgtrigger.FSM(name="only_known_moves", field="stage", transitions=workflow.moves()),)

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("cases:detail", args=[self.pk])

    @property
    def kind(self) -> str:
        """The kind of record in few words, for lists."""
        return RecordType(self.record_type).short_label

    @property
    def stage_colour(self) -> str:
        """The colour of the tag that shows the stage."""
        return Stage(self.stage).colour

    @property
    def is_suspended(self) -> bool:
        """Whether it stands still for criminal proceedings: it is open, but nothing goes on but contact and periods."""
        return self.stage == Stage.SUSPENDED

    @property
    def is_open(self) -> bool:
        return self.stage != Stage.CLOSED

    @property
    def is_running(self) -> bool:
        """Whether it goes on: it is neither closed nor suspended."""
        return self.is_open and not self.is_suspended


@tracked()
class Assignment(models.Model):
    """Who was given a case to investigate, by whom and why. The one without an end is in force."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    investigator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-assigned_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_at__isnull=True),
                name="assignment_one_in_force",
                violation_error_message="This case already has an investigator.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}: {self.investigator}"


class ReferenceCounter(models.Model):
    """The last number given in a year for a record type. Locked while one is issued, so that none is skipped."""

    prefix = models.TextField()
    record_type = models.TextField()
    year = models.SmallIntegerField()
    last_number = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["prefix", "record_type", "year"], name="reference_counter_once"),
        )

    def __str__(self) -> str:
        return f"{self.prefix}/{self.record_type}/{self.year}"


class CaseDraft(models.Model):
    """Answers given so far while a case is being logged. Kept until the case is saved or the draft thrown away."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_drafts")
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    case = models.OneToOneField(
        Case,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="draft",
        help_text="Once it is logged.",
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-updated_at",)

    def __str__(self) -> str:
        return f"draft {self.pk}"
