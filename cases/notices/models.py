from datetime import date
from typing import NamedTuple

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Decision, Subject
from cases.notices import catalogue, deemed
from cases.notices.catalogue import Audience
from cases.notices.querysets import DraftQuerySet, FileQuerySet, NoticeQuerySet, ServiceQuerySet, WithholdingQuerySet
from misconduct.core.history import tracked
from misconduct.core.wording import uk_date

_NEVER_CHANGED = (
    pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="never_emptied",
        operation=pgtrigger.Truncate,
        when=pgtrigger.Before,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'Issued notices cannot be emptied.';",
    ),
)


class State(NamedTuple):
    """Where a notice stands, as its tag shows it."""

    label: str
    colour: str


class Written(models.Model):
    """What a draft and an issued notice share: the text it is made from, who gets it, and what was filled in.

    `subject` is whom it goes to, or is about where it goes to somebody else. `about` is the record it is counted for,
    as the log names it, such as a party. `values` holds each merge field as typed, dates as 2026-03-04.
    """

    template = models.TextField(help_text="Its slug in the catalogue.")
    to = models.TextField(choices=Audience.choices)
    recipient_name = models.TextField(blank=True, default="")
    recipient_address = models.TextField(blank=True, default="")
    recipient_email = models.TextField(blank=True, default="")
    about = models.TextField(blank=True, default="")
    values = models.JSONField(default=dict)
    method = models.TextField(blank=True, default="", help_text="How it is meant to be given.")

    class Meta:
        abstract = True


@tracked()
class Notice(Written):
    """A notice or letter as it was issued. Nothing of it changes: a mistake is mended by a new one that replaces it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")
    number = models.SmallIntegerField(help_text="Counts from 1 within the case.")
    title = models.TextField()
    regime = models.TextField()
    template_version = models.SmallIntegerField()
    template_sha256 = models.CharField(max_length=64, help_text="Of the text it was made from.")
    tells_severity = models.BooleanField(default=False)
    severity = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        help_text="The newest severity assessment in force when it was issued.",
    )
    blocks = models.JSONField(default=list, help_text="The letter as merged, part by part.")
    last_day = models.DateField(null=True, blank=True, help_text="The last day to answer, as the letter gives it.")
    sha256 = models.CharField(max_length=64, help_text="Of the PDF.")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices_issued")
    issued_at = models.DateTimeField(default=timezone.now)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "number"],
                name="notice_number_once_in_a_case",
                violation_error_message="Somebody has just issued another notice in this case. Issue yours again.",
            ),
            models.CheckConstraint(
                condition=~Q(to=Audience.SUBJECT) | Q(subject__isnull=False),
                name="notice_to_a_subject_names_them",
                violation_error_message="Choose the subject whom the notice goes to.",
            ),
        )
        triggers = _NEVER_CHANGED

    def __str__(self) -> str:
        return f"{self.reference}, {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("notices:notice", args=[self.case_id, self.pk])

    @property
    def reference(self) -> str:
        """The reference of the case and the number within it."""
        return f"{self.case}/N{self.number}"

    def standing_services(self) -> list["Service"]:
        """How it was given, without what was taken back; from what `for_list` has read."""
        return [one for one in self.services.all() if one.withdrawn_at is None]

    def given_on(self) -> date | None:
        """The first day on which it counts as given; None while it was not."""
        return min((one.given_on for one in self.standing_services()), default=None)

    def last_day_from(self, given_on: date) -> date | None:
        """The last day to answer, counted from a day on which it counts as given."""
        held = catalogue.templates().get(self.template)
        return held.last_day.last_day(given_on) if held and held.last_day else None

    def state(self, *, today: date) -> State:
        """Where it stands on a day."""
        given = self.given_on()
        if hasattr(self, "replaced_by"):
            return State("Replaced", "grey")
        if given is None:
            return State("Not served yet" if self.to == Audience.SUBJECT else "Not sent yet", "orange")
        if given > today:
            return State(f"Counts from {uk_date(given)}", "blue")
        if any(one.acknowledged_on for one in self.standing_services()):
            return State("Acknowledged", "green")
        return State("Served" if self.to == Audience.SUBJECT else "Sent", "green")


class NoticeFile(models.Model):
    """The PDF of a notice, in a table of its own so that lists do not read it."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="file")
    pdf = models.BinaryField()

    objects = FileQuerySet.as_manager()

    class Meta:
        triggers = _NEVER_CHANGED

    def __str__(self) -> str:
        return str(self.notice)


@tracked()
class Service(models.Model):
    """One giving of a notice: how, when sent, on which day it counts as given, and what proves it."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="services")
    method = models.TextField()
    sent_at = models.DateTimeField()
    given_on = models.DateField(help_text="The day the law takes it to be given.")
    proof = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    acknowledged_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ("notice", "given_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(proof=""),
                name="service_has_proof",
                violation_error_message="Enter what proves that it was given.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="service_taken_back_with_a_reason",
                violation_error_message="Enter why the service is taken back.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.notice}: {self.method_label}"

    @property
    def method_label(self) -> str:
        """The method in words, also one that the file no longer holds."""
        held = deemed.methods().get(self.method)
        return held.label if held else self.method


@tracked()
class Withholding(models.Model):
    """A decision not to tell a subject yet, because it might prejudice the investigation. One without an end stands."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="withholdings")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="withholdings")
    reason = models.TextField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WithholdingQuerySet.as_manager()

    class Meta:
        ordering = ("case", "-decided_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(ended_at__isnull=True),
                name="withholding_one_in_force",
                violation_error_message="The notice to this person is already withheld.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}: notice to {self.subject} withheld"


class NoticeDraft(Written):
    """A notice being written, until it is issued or thrown away. Colleagues on the case may go on with it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notice_drafts")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(auto_now=True)
    notice = models.OneToOneField(
        Notice, on_delete=models.CASCADE, null=True, blank=True, related_name="draft", help_text="Once it is issued."
    )
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-id")

    def __str__(self) -> str:
        return f"draft {self.pk}"
