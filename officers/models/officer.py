from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from misconduct.core.history import tracked
from misconduct.imports.models import ImportRun
from officers.names import Normalised
from officers.querysets import OfficerQuerySet


@tracked()
class Officer(models.Model):
    """A person the force answers for: officer, special, member of staff or volunteer, serving or former.

    One record across public complaints and internal conduct. Dates are kept as the source gave them, even where
    leaving is dated before joining: a repair would hide the fault.
    """

    class Kind(models.TextChoices):
        OFFICER = "officer", "Police officer"
        SPECIAL = "special", "Special constable"
        STAFF = "staff", "Police staff"
        VOLUNTEER = "volunteer", "Volunteer"

    number = models.TextField(
        unique=True,
        verbose_name="force number",
        error_messages={"unique": "Somebody else already has this force number."},
    )
    surname = models.TextField(blank=True, default="")
    forenames = models.TextField(blank=True, default="")
    kind = models.TextField(choices=Kind.choices, default=Kind.OFFICER)
    sex = models.TextField(blank=True, default="")
    ethnicity = models.TextField(blank=True, default="", help_text="Self-defined, as recorded.")
    birth_year = models.SmallIntegerField(null=True, blank=True)
    appointed_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="officer",
        help_text="The sign-in of this person, who then never sees matters about themselves.",
    )
    import_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    normalised_name = models.GeneratedField(
        expression=Normalised(Concat("forenames", Value(" "), "surname", output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )
    surname_sound = models.GeneratedField(
        expression=Func(Normalised(F("surname")), function="dmetaphone", output_field=models.TextField()),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ("surname", "forenames", "number")
        indexes = (
            GinIndex(OpClass(F("normalised_name"), name="gin_trgm_ops"), name="officer_name_trigrams"),
            models.Index(fields=["surname_sound"], name="officer_surname_sound"),
            models.Index(fields=["surname", "forenames", "number"], name="officer_by_name"),
            models.Index(fields=["appointed_on", "left_on"], name="officer_service"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.number})" if self.surname else self.number

    def get_absolute_url(self) -> str:
        return reverse("officers:detail", args=[self.pk])

    @property
    def has_left(self) -> bool:
        """Whether they have gone by today's date in London."""
        return self.left_on is not None and self.left_on <= timezone.localdate()

    @property
    def name(self) -> str:
        """Forenames and surname, or the number where the source holds no name."""
        return f"{self.forenames} {self.surname}".strip() or self.number


@tracked()
class OfficerAlias(models.Model):
    """Another name or number somebody is or was known by: a former name, an old collar number."""

    class Kind(models.TextChoices):
        NAME = "name", "Name"
        NUMBER = "number", "Number"

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="aliases")
    kind = models.TextField(choices=Kind.choices)
    value = models.TextField()
    note = models.TextField(blank=True, default="")
    normalised_value = models.GeneratedField(
        expression=Normalised(F("value")), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        ordering = ("kind", "value")
        indexes = (GinIndex(OpClass(F("normalised_value"), name="gin_trgm_ops"), name="officer_alias_trigrams"),)
        constraints = (
            models.UniqueConstraint(
                fields=["officer", "kind", "value"],
                name="officer_alias_once",
                violation_error_message="This name or number is already recorded for this person.",
            ),
            models.CheckConstraint(
                condition=~Q(value=""),
                name="officer_alias_not_blank",
                violation_error_message="Enter the other name or number.",
            ),
        )

    def __str__(self) -> str:
        return self.value
