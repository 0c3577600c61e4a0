from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models import Subject
from cases.proceedings.models.proceeding import Proceeding, ProceedingPair
from cases.proceedings.querysets import SittingQuerySet, ThroughProceeding, ThroughResponse
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class Response(models.Model):
    """What one officer answers to the papers (SI 2020/4 reg 31). A later one stands beside the earlier."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="responses")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    mitigation = models.TextField(blank=True, default="")
    disputes = models.TextField(blank=True, default="", help_text="What is disputed, and the officer's account of it.")
    law = models.TextField(blank=True, default="", help_text="Arguments on points of law.")
    documents = models.TextField(blank=True, default="", help_text="Documents relied on.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ThroughProceeding.as_manager()

    class Meta:
        ordering = ("proceeding", "received_on", "id")

    def __str__(self) -> str:
        return f"Response of {self.subject}"


@tracked()
class Plea(models.Model):
    """What the officer says to one allegation."""

    class Value(models.TextChoices):
        ACCEPTS_GROSS = "accepts_gross", "Accepts it, and that it is gross misconduct"
        ACCEPTS_MISCONDUCT = "accepts_misconduct", "Accepts it as misconduct, but not as gross misconduct"
        ACCEPTS_CONDUCT = "accepts_conduct", "Accepts what happened, but not that it is misconduct"
        ACCEPTS_PART = "accepts_part", "Accepts part of it"
        DENIES = "denies", "Denies it"
        NO_ANSWER = "no_answer", "Gives no answer"

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="pleas")
    pair = models.ForeignKey(ProceedingPair, on_delete=models.PROTECT, related_name="pleas")
    value = models.TextField(choices=Value.choices)

    objects = ThroughResponse.as_manager()

    class Meta:
        ordering = ("response", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["response", "pair"],
                name="plea_once_in_a_response",
                violation_error_message="This response already answers that allegation.",
            ),
        )

    def __str__(self) -> str:
        return self.get_value_display()


@tracked()
class Witness(models.Model):
    """Somebody proposed as a witness, and whether the chair has them attend (SI 2020/4 reg 32)."""

    class ProposedBy(models.TextChoices):
        OFFICER = "officer", "The officer"
        AUTHORITY = "authority", "The appropriate authority"
        CHAIR = "chair", "The chair"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="witnesses")
    name = models.TextField()
    proposed_by = models.TextField(choices=ProposedBy.choices)
    proposed_on = models.DateField()
    evidence = models.TextField(help_text="What they can say, and on what dispute.")
    decided_on = models.DateField(null=True, blank=True)
    is_to_attend = models.BooleanField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True, default="")
    ordered_on = models.DateField(null=True, blank=True, help_text="When they were ordered or asked to attend.")
    has_attended = models.BooleanField(null=True, blank=True)

    objects = ThroughProceeding.as_manager()

    class Meta:
        verbose_name_plural = "witnesses"
        ordering = ("proceeding", "id")
        constraints = (
            models.CheckConstraint(
                condition=both_or_neither("decided_on", "is_to_attend")
                & (Q(decided_on__isnull=True) | ~Q(decision_reasons="")),
                name="witness_decided_with_reasons",
                violation_error_message="The chair’s decision on a witness needs its day, its result and its reasons.",
            ),
            models.CheckConstraint(
                condition=Q(ordered_on__isnull=True) | Q(is_to_attend__isnull=False, is_to_attend=True),
                name="witness_ordered_when_called",
                violation_error_message="Only a witness whom the chair calls is told to attend.",
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class Sitting(models.Model):
    """One day of the proceedings: fixed, and then held, adjourned or vacated. Times are of the clock in London."""

    class Purpose(models.TextChoices):
        PRE_HEARING = "pre_hearing", "Misconduct pre-hearing"
        MAIN = "main", "The hearing or meeting itself"

    class HeldIn(models.TextChoices):
        PUBLIC = "public", "In public"
        PART_PRIVATE = "part_private", "Partly in private"
        PRIVATE = "private", "In private"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="sittings")
    purpose = models.TextField(choices=Purpose.choices, default=Purpose.MAIN)
    sits_on = models.DateField()
    sits_at = models.TimeField(null=True, blank=True, help_text="When it is to begin.")
    place = models.TextField()
    held_in = models.TextField(choices=HeldIn.choices)
    restrictions = models.TextField(blank=True, default="", help_text="Who or what is kept from the public, and why.")
    fixed_on = models.DateField()
    started_at = models.TimeField(null=True, blank=True)
    ended_at = models.TimeField(null=True, blank=True)
    adjourned_reason = models.TextField(blank=True, default="", help_text="Why it was not finished on the day.")
    vacated_on = models.DateField(null=True, blank=True)
    vacated_reason = models.TextField(blank=True, default="")
    moved_to = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ("proceeding", "sits_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | (Q(started_at__isnull=False) & Q(ended_at__gt=F("started_at"))),
                name="sitting_ends_after_it_starts",
                violation_error_message="A sitting must end after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(held_in="public") | ~Q(restrictions=""),
                name="sitting_private_with_reasons",
                violation_error_message="Enter why it is not held in public.",
            ),
            models.CheckConstraint(
                condition=Q(vacated_on__isnull=True) | (~Q(vacated_reason="") & Q(started_at__isnull=True)),
                name="sitting_vacated_with_a_reason",
                violation_error_message="Only a sitting still to come can be vacated, and with a reason.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} on {self.sits_on}"
