from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.investigations.querysets import DocumentVersionQuerySet, SealableQuerySet
from cases.models import Case
from misconduct.core.history import tracked


@tracked()
class Document(models.Model):
    """A document or exhibit of a case: a file kept here in versions, or a note of where the material is held.

    Material above OFFICIAL-SENSITIVE never comes into this system: it is a pointer only.
    """

    class Kind(models.TextChoices):
        STATEMENT = "statement", "Witness statement"
        SUBJECT_ACCOUNT = "subject_account", "Account of a subject"
        INTERVIEW_RECORD = "interview_record", "Interview record"
        BODY_WORN_VIDEO = "body_worn_video", "Body-worn video"
        CCTV = "cctv", "CCTV"
        PHOTOGRAPH = "photograph", "Photograph"
        AUDIO = "audio", "Audio recording"
        EXHIBIT = "exhibit", "Exhibit"
        DIGITAL = "digital", "Messages, logs or phone data"
        REPORT = "report", "Report"
        CORRESPONDENCE = "correspondence", "Correspondence"
        POLICY = "policy", "Policy or training record"
        OTHER = "other", "Other"

    class Classification(models.TextChoices):
        OFFICIAL = "official", "OFFICIAL"
        OFFICIAL_SENSITIVE = "official_sensitive", "OFFICIAL-SENSITIVE"
        SECRET = "secret", "SECRET or above (pointer only)"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    number = models.IntegerField()
    title = models.TextField()
    kind = models.TextField(choices=Kind.choices)
    exhibit_reference = models.TextField(blank=True, default="")
    classification = models.TextField(choices=Classification.choices, default=Classification.OFFICIAL)
    handling = models.TextField(blank=True, default="", help_text="A handling instruction.")
    source = models.TextField(blank=True, default="", help_text="From whom or where it came.")
    obtained_on = models.DateField(null=True, blank=True)
    location = models.TextField(blank=True, default="", help_text="Where material is held that is not kept here.")
    is_sealed = models.BooleanField(default=False)
    may_change_severity = models.BooleanField(
        default=False, help_text="Whoever added it thought that the severity assessment might change."
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = SealableQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "number"],
                name="document_number_once",
                violation_error_message="There already is a document of that number.",
            ),
            models.CheckConstraint(
                condition=~Q(classification="secret") | ~Q(location=""),
                name="document_secret_is_a_pointer",
                violation_error_message="Say where material above OFFICIAL-SENSITIVE is held. It is not kept here.",
            ),
        )

    def __str__(self) -> str:
        return f"Document {self.number}"

    @property
    def is_secret(self) -> bool:
        return self.classification == self.Classification.SECRET


@tracked()
class DocumentVersion(models.Model):
    """One version of a document's file. A new version supersedes; the old stays and can still be read.

    `stored_as` is made from the hash of the content, never from the name that somebody gave the file.
    """

    class Scan(models.TextChoices):
        NOT_SCANNED = "not_scanned", "Not scanned for malware"
        WAITING = "waiting", "Waiting to be scanned"
        CLEAN = "clean", "Scanned, nothing found"
        INFECTED = "infected", "Malware found"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    file_name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    stored_as = models.TextField()
    note = models.TextField(blank=True, default="", help_text="Why there is a new version.")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    scan = models.TextField(choices=Scan.choices, default=Scan.NOT_SCANNED)
    scanned_at = models.DateTimeField(null=True, blank=True)
    scan_result = models.TextField(blank=True, default="", help_text="What the scanner said.")

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=["id"], condition=Q(scan="waiting"), name="document_waiting_for_scan"),)
        constraints = (
            models.UniqueConstraint(
                fields=["document", "number"],
                name="document_version_number_once",
                violation_error_message="There already is a version of that number.",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(superseded_at__isnull=True),
                name="document_version_one_in_force",
                violation_error_message="Somebody has just added a version. Look at theirs first.",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="document_version_not_empty",
                violation_error_message="The file is empty.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"

    @property
    def scan_colour(self) -> str:
        """The colour of the tag that shows the scan."""
        return {self.Scan.CLEAN: "green", self.Scan.INFECTED: "red"}.get(self.Scan(self.scan), "yellow")
