from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.allegation import AllegationSubject
from cases.models.code import Code, CodeList
from cases.querysets import DecisionQuerySet
from misconduct.core.constraints import both_or_neither, not_after
from misconduct.core.history import tracked
from misconduct.imports.models import ImportRun


class Ruling(models.Model):
    """What a decision and an outcome share. A later one supersedes; neither is ever overwritten."""

    value = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    as_recorded = models.TextField(blank=True, default="", help_text="The words of an imported source.")
    reasons = models.TextField(blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    authority = models.TextField(blank=True, default="", help_text="In whose name, such as appropriate authority.")
    regime = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    import_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.value)


@tracked()
class Decision(Ruling):
    """A formal decision on one allegation against one subject."""

    class Kind(models.TextChoices):
        SEVERITY = CodeList.SEVERITY.value, "Severity assessment"
        OPINION = "opinion", "Investigator’s opinion"
        CASE_TO_ANSWER = CodeList.CASE_TO_ANSWER.value, "Case to answer"
        IOPC_VIEW = "iopc_view", "IOPC’s view"
        SPECIAL_CONDITIONS = CodeList.SPECIAL_CONDITIONS.value, "Special conditions"
        FORUM = CodeList.FORUM.value, "Forum"
        FINDING = CodeList.FINDING.value, "Finding"
        PRESUMPTION = CodeList.PRESUMPTION.value, "Presumption of dismissal"

        @property
        def code_list(self) -> CodeList:
            """The list its value comes from. Who has a case to answer is said by three, each a fact of its own."""
            said_by_three = (Decision.Kind.OPINION, Decision.Kind.IOPC_VIEW)
            return CodeList.CASE_TO_ANSWER if self in said_by_three else CodeList(self)

    pair = models.ForeignKey(AllegationSubject, on_delete=models.CASCADE, related_name="decisions")
    kind = models.TextField(choices=Kind.choices)
    has_separate_incidents = models.BooleanField(
        default=False,
        help_text="Said with the forum: the matter is about more than one incident, not closely connected.",
    )
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "kind", "-recorded_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["pair", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="decision_one_in_force",
                violation_error_message="Somebody has just recorded this decision. Read theirs before you add yours.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False, decided_on__isnull=False) | Q(import_run__isnull=False),
                name="decision_has_a_date_and_a_person",
                violation_error_message="A decision needs its date and the person who made it.",
            ),
        )


@tracked()
class Outcome(Ruling):
    """How one allegation against one subject ended. `live_from` and `live_to` are stored, never worked out.

    `complaint_actions` is what was done after a complaint; an allegation may have led to several things.
    """

    pair = models.ForeignKey(AllegationSubject, on_delete=models.CASCADE, related_name="outcomes")
    live_from = models.DateField(null=True, blank=True)
    live_to = models.DateField(null=True, blank=True)
    career_break_days = models.IntegerField(
        default=0, help_text="Days of a career break, which do not count towards the life of a warning."
    )
    operational_views = models.TextField(
        blank=True, default="", help_text="What the appropriate authority said of the effect of a reduction in rank."
    )
    complaint_actions = models.ManyToManyField(Code, related_name="+", blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "-recorded_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(superseded_at__isnull=True),
                name="outcome_one_in_force",
                violation_error_message="Somebody has just recorded this outcome. Read theirs before you add yours.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("live_from", "live_to") & not_after("live_from", "live_to"),
                name="outcome_live_from_before_to",
                violation_error_message="A warning needs the day it starts and the day it ends, in that order.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False, decided_on__isnull=False) | Q(import_run__isnull=False),
                name="outcome_has_a_date_and_a_person",
                violation_error_message="An outcome needs its date and the person who recorded it.",
            ),
            models.CheckConstraint(
                condition=Q(career_break_days__gte=0),
                name="outcome_career_break_not_negative",
                violation_error_message="A career break lasts for no days or more.",
            ),
        )
