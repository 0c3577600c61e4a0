from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Subject
from cases.proceedings.models.proceeding import Proceeding
from cases.proceedings.querysets import ThroughProceeding
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class PanelMember(models.Model):
    """Somebody who conducts the proceedings or advises whoever does. One who leaves is replaced, not removed.

    Who must sit, and who appoints them, stands in `panel.csv` for each kind of proceedings and each regime.
    """

    class Capacity(models.TextChoices):
        CHAIR = "chair", "Chair"
        POLICE_MEMBER = "police_member", "Police member"
        INDEPENDENT_MEMBER = "independent_member", "Independent panel member"
        ADVISER = "adviser", "Legally qualified adviser"

    class Standing(models.TextChoices):
        CHIEF_OFFICER = "chief_officer", "Chief officer of the force"
        SENIOR_OFFICER = "senior_officer", "Another senior officer"
        FORMER_SENIOR_OFFICER = "former_senior_officer", "Was a senior officer within the last 5 years"
        EQUIVALENT_STAFF = "equivalent_staff", "Police staff of equivalent grade"
        INSPECTOR_OF_CONSTABULARY = "inspector_of_constabulary", "Inspector of Constabulary"
        OFFICER_OF_HIGHER_RANK = "officer_of_higher_rank", "Officer or staff of higher rank or grade"
        LEGALLY_QUALIFIED = "legally_qualified", "Legally qualified person"
        INDEPENDENT = "independent", "Independent person"

    class AppointedBy(models.TextChoices):
        CHIEF_OFFICER = "chief_officer", "Chief officer"
        LOCAL_POLICING_BODY = "local_policing_body", "Local policing body"
        APPROPRIATE_AUTHORITY = "appropriate_authority", "Appropriate authority"
        HOME_OFFICE = "home_office", "His Majesty’s Chief Inspector"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="panel")
    capacity = models.TextField(choices=Capacity.choices)
    name = models.TextField()
    standing = models.TextField(choices=Standing.choices)
    force = models.TextField(blank=True, default="", help_text="The force of a police member.")
    is_from_this_force = models.BooleanField(default=True)
    appointed_by = models.TextField(choices=AppointedBy.choices)
    appointed_on = models.DateField()
    selection = models.TextField(help_text="How the person was chosen, such as from whose list.")
    delegated_on = models.DateField(null=True, blank=True)
    delegation_reason = models.TextField(blank=True, default="")
    officer_told_on = models.DateField(null=True, blank=True, help_text="When the officer was told of the delegate.")
    has_interest = models.BooleanField(null=True, blank=True, help_text="Asked of every member; empty until asked.")
    interest = models.TextField(blank=True, default="", help_text="What was declared, and why they may sit.")
    declared_on = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)
    replaced_reason = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ThroughProceeding.as_manager()

    class Meta:
        ordering = ("proceeding", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["proceeding"],
                condition=Q(capacity="chair", replaced_on__isnull=True),
                name="panel_one_chair",
                violation_error_message="There is a chair already. Replace them first.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("has_interest", "declared_on"),
                name="panel_declaration_has_a_date",
                violation_error_message="Enter the day on which interests were declared.",
            ),
            models.CheckConstraint(
                condition=~Q(has_interest=True) | ~Q(interest=""),
                name="panel_interest_is_described",
                violation_error_message="Enter the interest that was declared.",
            ),
            models.CheckConstraint(
                condition=Q(replaced_on__isnull=True) | ~Q(replaced_reason=""),
                name="panel_replaced_with_a_reason",
                violation_error_message="Enter why the member is replaced.",
            ),
            models.CheckConstraint(
                condition=Q(delegated_on__isnull=True) | ~Q(delegation_reason=""),
                name="panel_delegation_has_a_reason",
                violation_error_message="Enter why the chair is delegated.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.get_capacity_display().lower()}"


@tracked()
class Objection(models.Model):
    """An officer's objection to somebody on the panel, and the written decision on it (SI 2020/4 reg 30)."""

    class DecidedBy(models.TextChoices):
        AUTHORITY = "authority", "Appropriate authority"
        CHAIR = "chair", "Chair"
        LOCAL_POLICING_BODY = "local_policing_body", "Local policing body"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="objections")
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="objections")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    reasons = models.TextField()
    late_reason = models.TextField(blank=True, default="", help_text="Why it is considered although it is late.")
    decided_on = models.DateField(null=True, blank=True)
    is_upheld = models.BooleanField(null=True, blank=True)
    decided_by = models.TextField(choices=DecidedBy.choices, blank=True, default="")
    decided_by_name = models.TextField(blank=True, default="")
    decision_reasons = models.TextField(blank=True, default="")
    renotified_on = models.DateField(null=True, blank=True, help_text="When the officer was told who replaces them.")

    objects = ThroughProceeding.as_manager()

    class Meta:
        ordering = ("proceeding", "made_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=both_or_neither("decided_on", "is_upheld")
                & (Q(decided_on__isnull=True) | ~Q(decision_reasons="")),
                name="objection_decided_with_reasons",
                violation_error_message="A decision on an objection needs its day, its result and its reasons.",
            ),
        )

    def __str__(self) -> str:
        return f"Objection to {self.member}"


@tracked()
class Advice(models.Model):
    """One piece of advice of the legally qualified adviser: what was asked, what was said, and what was made of it."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="advice")
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="advice")
    sought_on = models.DateField()
    question = models.TextField()
    given_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    is_followed = models.BooleanField(null=True, blank=True)
    not_followed_reason = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ThroughProceeding.as_manager()

    class Meta:
        verbose_name_plural = "advice"
        ordering = ("proceeding", "sought_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_followed__isnull=True) | Q(is_followed=True) | ~Q(not_followed_reason=""),
                name="advice_not_followed_with_a_reason",
                violation_error_message="Enter why the panel did not follow the advice.",
            ),
        )

    def __str__(self) -> str:
        return f"Advice of {self.member.name}"


@tracked()
class DelegationRecommendation(models.Model):
    """The IOPC's recommendation that the chair be delegated out of the force, and the chief officer's answer."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="delegation_recommendations")
    received_on = models.DateField()
    recommendation = models.TextField()
    answered_on = models.DateField(null=True, blank=True)
    is_accepted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ThroughProceeding.as_manager()

    class Meta:
        ordering = ("proceeding", "received_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=both_or_neither("answered_on", "is_accepted") & (Q(answered_on__isnull=True) | ~Q(answer="")),
                name="delegation_answered_with_reasons",
                violation_error_message="The answer to the IOPC needs its day, its result and its reasons.",
            ),
        )

    def __str__(self) -> str:
        return f"IOPC recommendation of {self.received_on}"
