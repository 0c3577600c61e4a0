import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone

from cases.contacts.codes import CODES, NOT_KNOWN
from cases.contacts.querysets import ContactQuerySet, PartyQuerySet, ReporterIdentityQuerySet
from cases.models import Case
from misconduct.core.constraints import both_or_neither, not_after
from misconduct.core.history import tracked
from misconduct.core.wording import listed


class Role(models.TextChoices):
    """What somebody is in a case (domain notes §2.6). One person may be several of them."""

    COMPLAINANT = "complainant", "Complainant"
    VICTIM = "victim", "Victim"
    WITNESS = "witness", "Witness"
    INTERESTED = "interested", "Interested person"
    REPRESENTATIVE = "representative", "Representative"
    REPORTER = "reporter", "Reporter"


@tracked()
class Party(models.Model):
    """Somebody in a case who is not its subject: who complained, who was harmed, who saw it, who speaks for them.

    `str()` gives no name: the log, the timeline and lists for other roles say “Party 2, victim”. Of a confidential
    reporter only the role stands here; who it is, is sealed apart (ReporterIdentity).
    """

    class UpdatesEnded(models.TextChoices):
        CONSENT_WITHDRAWN = "consent_withdrawn", "They no longer want updates"
        EXCEPTION = "exception", "An exception to the duty to inform applies (SI 2020/2 reg 35)"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    number = models.SmallIntegerField()
    roles = ArrayField(models.TextField(choices=Role.choices))
    standing = models.TextField(default=NOT_KNOWN)
    is_confidential = models.BooleanField(default=False)
    name = models.TextField(blank=True, default="", help_text="Empty for somebody who gave none.")
    represents = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="representatives"
    )
    email = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    postal_address = models.TextField(blank=True, default="")
    preferred_channel = models.TextField(blank=True, default="")
    contact_needs = models.TextField(blank=True, default="")
    adjustments = models.TextField(blank=True, default="", help_text="Reasonable adjustments.")
    safe_contact = models.TextField(
        blank=True, default="", help_text="How to make contact without putting them at risk."
    )
    contact_consented_on = models.DateField(null=True, blank=True)
    contact_consent_withdrawn_on = models.DateField(null=True, blank=True)
    share_consented_on = models.DateField(null=True, blank=True)
    share_consent_withdrawn_on = models.DateField(null=True, blank=True)
    wants_updates = models.BooleanField(null=True, blank=True, help_text="Empty until somebody has asked.")
    updates_ended_on = models.DateField(null=True, blank=True)
    updates_ended_ground = models.TextField(choices=UpdatesEnded.choices, null=True, blank=True)  # noqa: DJ001 - both or neither
    updates_ended_authority = models.TextField(blank=True, default="")
    updates_ended_reason = models.TextField(blank=True, default="")
    age_band = models.TextField(default=NOT_KNOWN)
    sex = models.TextField(default=NOT_KNOWN)
    ethnicity = models.TextField(default=NOT_KNOWN)
    disability = models.TextField(default=NOT_KNOWN)
    is_bereaved_family = models.BooleanField(default=False)
    is_child = models.BooleanField(default=False)
    is_vulnerable = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    taken_off_at = models.DateTimeField(null=True, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        ordering = ("case", "number")
        indexes = (GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="party_name_parts"),)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "number"],
                name="party_number_once_in_a_case",
                violation_error_message="This case already has a party of that number.",
            ),
            models.CheckConstraint(
                condition=Q(roles__len__gt=0),
                name="party_has_a_role",
                violation_error_message="Say what this person is in the case.",
            ),
            models.CheckConstraint(
                condition=Q(is_confidential=False)
                | Q(roles=["reporter"], name="", email="", phone="", postal_address="", safe_contact=""),
                name="party_confidential_holds_no_identity",
                violation_error_message="Who a confidential reporter is belongs in the sealed record only.",
            ),
            models.CheckConstraint(
                condition=Q(contact_consent_withdrawn_on__isnull=True)
                | (
                    Q(contact_consented_on__isnull=False)
                    & not_after("contact_consented_on", "contact_consent_withdrawn_on")
                ),
                name="party_contact_consent_given_before_withdrawn",
                violation_error_message="Consent to be contacted must be given before it is withdrawn.",
            ),
            models.CheckConstraint(
                condition=Q(share_consent_withdrawn_on__isnull=True)
                | (Q(share_consented_on__isnull=False) & not_after("share_consented_on", "share_consent_withdrawn_on")),
                name="party_share_consent_given_before_withdrawn",
                violation_error_message="Consent to share must be given before it is withdrawn.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("updates_ended_on", "updates_ended_ground"),
                name="party_updates_ended_with_a_reason",
                violation_error_message="Updates end on a day and for a reason.",
            ),
        )

    def __str__(self) -> str:
        return f"Party {self.number}, {self.roles_label.lower()}"

    @property
    def roles_label(self) -> str:
        """“Complainant and victim”."""
        words = self.role_labels
        if self.is_confidential:
            return "Confidential reporter"
        return listed(words).capitalize()

    @property
    def role_labels(self) -> list[str]:
        """What they are, one by one."""
        return [str(Role(role).label) for role in Role.values if role in self.roles]

    @property
    def age_label(self) -> str:
        """The age band in words."""
        return CODES.label("age_band", self.age_band)


@tracked()
class Contact(models.Model):
    """One contact with a party, as it was. An entry is never changed: a correction takes its place, both stay."""

    class Direction(models.TextChoices):
        OUT = "out", "From us"
        IN = "in", "From them"

    class Purpose(models.TextChoices):
        FIRST_CONTACT = "first_contact", "First contact"
        UPDATE = "update", "Progress update"
        OUTCOME = "outcome", "Outcome"
        TOLD_BEFORE_PUBLICATION = "told_before_publication", "Told before anything is published"
        OTHER = "other", "Other"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contacts")
    at = models.DateTimeField()
    direction = models.TextField(choices=Direction.choices)
    channel = models.TextField()
    purpose = models.TextField(choices=Purpose.choices)
    is_in_writing = models.BooleanField(default=False)
    said = models.TextField()
    late_reason = models.TextField(blank=True, default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    correction_reason = models.TextField(blank=True, default="")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["case", "-at"], name="contact_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(said=""),
                name="contact_says_something",
                violation_error_message="Enter what was said.",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(correction_reason=""),
                name="contact_correction_has_a_reason",
                violation_error_message="Enter why the entry is corrected.",
            ),
        )
        triggers = (pgtrigger.ReadOnly(name="entry_never_changes", exclude=["superseded_at"]),)

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.party}"

    @property
    def channel_label(self) -> str:
        """How, in words."""
        return CODES.label("channel", self.channel)


@tracked()
class ReporterIdentity(models.Model):
    """Who a confidential reporter is, encrypted with the key REPORTER_KEY. In clear it stands in no table.

    Row history keeps earlier versions as they are stored here: encrypted.
    """

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="identity")
    sealed = models.TextField()
    officer_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="The mark of the officer who reported, made with REPORTER_KEY; noise where it is no officer.",
    )
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(default=timezone.now)

    objects = ReporterIdentityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "reporter identities"
        indexes = (models.Index(fields=["officer_digest"], name="reporter_by_digest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(sealed__startswith="gAAAA"),
                name="reporter_identity_is_encrypted",
                violation_error_message="The identity of a reporter is only kept encrypted.",
            ),
            models.CheckConstraint(
                condition=Q(officer_digest="") | Q(officer_digest__regex="^[0-9a-f]{64}$"),
                name="reporter_identity_officer_is_a_digest",
                violation_error_message="The officer who reported is only kept as a digest.",
            ),
        )

    def __str__(self) -> str:
        return f"Identity of {self.party}"
