from typing import Self

from django.conf import settings
from django.db import connection, models

from misconduct.accounts.roles import Permission
from misconduct.core.history import tracked
from misconduct.core.querysets import ScopedQuerySet, Viewer
from misconduct.imports.models import ImportRun

_SUBTREE = """
    WITH RECURSIVE subtree AS (
        SELECT id FROM officers_unit WHERE id = ANY(%s)
        UNION
        SELECT unit.id FROM officers_unit unit JOIN subtree ON unit.parent_id = subtree.id
    )
    SELECT id FROM subtree
"""


class UnitQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        """Units are no secret to whoever may see cases, officers or the list of people."""
        return self if viewer.is_system or viewer.has(Permission.SIGNED_IN) else self.none()


@tracked()
class Unit(models.Model):
    """A part of the organisation: the force, a command, a station, a team. Units form a tree."""

    code = models.TextField(unique=True, error_messages={"unique": "Another unit already has this code."})
    name = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    is_active = models.BooleanField(default=True)
    import_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("name", "code")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="unit_not_its_own_parent",
                violation_error_message="A unit cannot be part of itself.",
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class UnitScope(models.Model):
    """A person sees the cases of this unit and of every unit below it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unit_scopes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scopes")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "unit"],
                name="unit_scope_once",
                violation_error_message="This person already has this unit.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.unit}"


def unit_ids_in_scope(user_id: int) -> list[int]:
    """Ids of every unit a person is scoped to, with all units below. Two queries."""
    return units_and_below(list(UnitScope.objects.filter(user_id=user_id).values_list("unit_id", flat=True)))


def units_and_below(unit_ids: list[int]) -> list[int]:
    """Ids of these units and of every unit below them. One query, or none for no unit."""
    if not unit_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SUBTREE, [unit_ids])
        return [row[0] for row in cursor.fetchall()]
