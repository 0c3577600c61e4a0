"""What triage settles about a case: its first facts, whether Schedule 3 applies, and its referral to the IOPC."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models import Case
from cases.triage.querysets import InForceQuerySet, ReferralQuerySet
from cases.triage.questions import Determination, because_of, criteria_in_words, determination
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


class CaseRuling(models.Model):
    """What each decision on a whole case shares. A later one supersedes; neither is ever overwritten."""

    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authority = models.TextField(blank=True, default="", help_text="In whose name, such as appropriate authority.")
    reasons = models.TextField()
    regime = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        abstract = True


def _one_in_force(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["case"],
        condition=Q(superseded_at__isnull=True),
        name=name,
        violation_error_message="Somebody has just recorded this. Read theirs before you add yours.",
    )


@tracked()
class TriageFacts(CaseRuling):
    """What is considered about every case at its start (domain notes §2.5). A yes says what is done about it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="triage_facts")
    has_conflict = models.BooleanField(help_text="Somebody who handles it has an interest in it.")
    conflict_note = models.TextField()
    has_urgent_risk = models.BooleanField(
        help_text="Somebody must be safeguarded now, such as from violence against women and girls."
    )
    urgent_risk_note = models.TextField()
    needs_suspension = models.BooleanField(help_text="Suspension or restriction is to be put to whoever decides it.")
    suspension_note = models.TextField()

    class Meta:
        verbose_name_plural = "triage facts"
        ordering = ("case", "-recorded_at", "-id")
        constraints = (_one_in_force("triage_facts_one_in_force"),)

    def __str__(self) -> str:
        return f"{self.case}: triage facts"


@tracked()
class ScheduleThreeDecision(CaseRuling):
    """Whether a complaint is handled inside Schedule 3 of the Police Reform Act 2002, with the answer to each trigger.

    `triggers` names those answered yes; `asked` every one that was asked.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="schedule_3_decisions")
    is_inside = models.BooleanField()
    reason_code = models.TextField(blank=True, default="", help_text="The weightiest trigger, counted in statistics.")
    triggers = ArrayField(models.TextField(), default=list, blank=True)
    asked = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        ordering = ("case", "-recorded_at", "-id")
        constraints = (
            _one_in_force("schedule_3_one_in_force"),
            models.CheckConstraint(
                condition=(Q(is_inside=True) & ~Q(triggers=[])) | Q(is_inside=False, triggers=[]),
                name="schedule_3_follows_its_triggers",
                violation_error_message="A complaint is inside Schedule 3 when a trigger is met, and only then.",
            ),
        )

    def __str__(self) -> str:
        return f"{'Inside' if self.is_inside else 'Outside'} Schedule 3"

    @property
    def because(self) -> list[str]:
        """Why it is inside, in words."""
        return because_of(set(self.triggers))


@tracked()
class ReferralCheck(CaseRuling):
    """The tick-list of mandatory referral (domain notes §2.3): each criterion with its answer and the reason for it.

    `answers` holds `{criterion: {"met": true or false, "why": text}}` for every criterion that was asked.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referral_checks")
    answers = models.JSONField(default=dict)
    became_clear_on = models.DateField(null=True, blank=True, help_text="When it became clear that a criterion is met.")

    class Meta:
        ordering = ("case", "-recorded_at", "-id")
        constraints = (_one_in_force("referral_check_one_in_force"),)

    def __str__(self) -> str:
        return f"{self.case}: {'referral criteria met' if self.met else 'no referral criterion met'}"

    @property
    def met(self) -> list[str]:
        """The criteria that are met."""
        return [code for code, answer in self.answers.items() if answer["met"]]

    @property
    def met_in_words(self) -> list[str]:
        return criteria_in_words(set(self.met))

    @property
    def in_words(self) -> str:
        """Every criterion with its answer and reason, for the log."""
        told = ((criteria_in_words({code})[0], answer) for code, answer in self.answers.items())
        return "\n".join(f"{text} {'Yes' if answer['met'] else 'No'}: {answer['why']}" for text, answer in told)


@tracked()
class Referral(models.Model):
    """One referral of a case to the IOPC, from the day it was due to the answer."""

    class Kind(models.TextChoices):
        MANDATORY = "mandatory", "Mandatory"
        VOLUNTARY = "voluntary", "Voluntary"
        CALL_IN = "call_in", "Called in by the IOPC"

    class Method(models.TextChoices):
        PORTAL = "portal", "IOPC portal"
        EMAIL = "email", "Email"
        PHONE = "phone", "Telephone, out of hours"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    kind = models.TextField(choices=Kind.choices)
    became_clear_on = models.DateField(help_text="When the criteria were met, the IOPC called in or it was decided.")
    reasons = models.TextField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    method = models.TextField(choices=Method.choices, blank=True, default="")
    iopc_reference = models.TextField(blank=True, default="")
    determination = models.TextField(blank=True, default="", help_text="A code of determinations.csv.")
    determined_on = models.DateField(null=True, blank=True)
    terms_of_reference = models.TextField(blank=True, default="")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.TextField(blank=True, default="")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ("case", "-opened_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(determined_on__isnull=True, cancelled_at__isnull=True),
                name="referral_one_at_a_time",
                violation_error_message="A referral of this case is open already.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("sent_on", "sent_by") & (Q(sent_on__isnull=True) | ~Q(method="")),
                name="referral_sent_by_somebody_somehow",
                violation_error_message="A referral that was sent needs the day, the person and the way it was sent.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(sent_on__gte=F("became_clear_on")),
                name="referral_sent_after_it_became_clear",
                violation_error_message="A referral cannot be sent before it is clear that one is to be made.",
            ),
            models.CheckConstraint(
                condition=Q(determined_on__isnull=True, determination="")
                | (Q(sent_on__isnull=False, determined_on__gte=F("sent_on")) & ~Q(determination="")),
                name="referral_answered_after_it_was_sent",
                violation_error_message="An answer needs its date, on or after the day the referral was sent.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | (Q(sent_on__isnull=True) & ~Q(cancelled_because="")),
                name="referral_cancelled_only_before_it_is_sent",
                violation_error_message="Only a referral that was not sent can be taken back, with the reason.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} referral of {self.case}"

    @property
    def due_on(self) -> date | None:
        """The end of the day after the day it became clear; a voluntary referral has no time limit."""
        return None if self.kind == self.Kind.VOLUNTARY else self.became_clear_on + timedelta(days=1)

    @property
    def answer(self) -> Determination | None:
        """What the IOPC decided, and nothing until then."""
        return determination(self.determination) if self.determination else None


@tracked()
class InvestigationForm(CaseRuling):
    """How a case is investigated, and by whose decision. A change of form supersedes the one before it."""

    class Form(models.TextChoices):
        LOCAL = "local", "Local investigation"
        DIRECTED = "directed", "Directed investigation"
        INDEPENDENT = "independent", "Independent investigation"
        NONE = "none", "Otherwise than by investigation"
        SUPERVISED = "supervised", "Supervised investigation (until 2020)"
        MANAGED = "managed", "Managed investigation (until 2020)"

    class Body(models.TextChoices):
        AUTHORITY = "authority", "Appropriate authority"
        IOPC = "iopc", "IOPC"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="investigation_forms")
    form = models.TextField(choices=Form.choices)
    body = models.TextField(choices=Body.choices)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="forms")

    class Meta:
        ordering = ("case", "-recorded_at", "-id")
        constraints = (
            _one_in_force("investigation_form_one_in_force"),
            models.CheckConstraint(
                condition=~Q(body="authority") | Q(form__in=("local", "none")),
                name="investigation_form_within_its_authority",
                violation_error_message="Only the IOPC can decide on a directed or independent investigation.",
            ),
        )

    def __str__(self) -> str:
        return self.get_form_display()
