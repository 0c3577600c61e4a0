from django.db import models

from cases.flags.querysets import (
    RuleQuerySet,
    RuleVersionQuerySet,
)
from misconduct.core.history import tracked


@tracked()
class Rule(models.Model):
    """What is looked for in a person's history. What it counts and from how many on is in its versions."""

    slug = models.SlugField(unique=True)
    name = models.TextField()

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


@tracked()
class RuleVersion(models.Model):
    """A rule's parameters from a day on. Never changed: a change is a new version."""

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions")
    number = models.SmallIntegerField()
    parameters = models.JSONField(help_text="Such as threshold and window_months.")
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    written_by = models.TextField()
    approved_by = models.TextField()

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        ordering = ("rule", "-number")
        constraints = (models.UniqueConstraint(fields=["rule", "number"], name="rule_version_once"),)

    def __str__(self) -> str:
        return f"{self.rule}, version {self.number}"
