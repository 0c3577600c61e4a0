from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from misconduct.accounts.roles import ROLES, Permission, Role, RoleName
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked
from misconduct.core.querysets import ScopedQuerySet, Viewer


class UserQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        """Everybody's account, for whoever manages people. Names to choose from are no secret and need no such door."""
        return self if viewer.is_system or viewer.has(Permission.USER_MANAGE) else self.none()


class PersonManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc] # a base that Django builds
    use_in_migrations = False


@tracked()
class User(AbstractUser):
    """A person who signs in. The role carries the permissions; nobody holds one directly.

    Without `is_force_wide` a person sees only cases of the units they are scoped to.
    """

    role = models.TextField(choices=[(role.name.value, role.label) for role in ROLES.values()])
    is_force_wide = models.BooleanField(
        default=False,
        verbose_name="Whole force",
        help_text="Sees cases of every unit. Leave empty to choose units.",
    )

    password_is_temporary = models.BooleanField(
        default=False, editable=False, help_text="Given by an administrator: to be changed before anything else."
    )

    objects: ClassVar[PersonManager] = PersonManager()

    is_system = False

    class Meta(AbstractUser.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=[name.value for name in RoleName]),
                name="user_role_is_known",
                violation_error_message="Choose a role from the list.",
            ),
        )

    def __str__(self) -> str:
        return self.get_full_name()

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.pk])

    def get_full_name(self) -> str:
        """The person's name, or the user name where none is held."""
        return super().get_full_name() or self.username

    @property
    def role_details(self) -> Role:
        return ROLES[RoleName(self.role)]

    @property
    def role_label(self) -> str:
        return self.role_details.label

    def has(self, permission: str) -> bool:
        """Whether the person's role carries this permission. An inactive person has none."""
        return self.is_active and permission in self.role_details.permissions


class AccessGrantQuerySet(models.QuerySet):
    def active(self) -> Self:
        """Grants in force at this moment."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()), withdrawn_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> Self:
        return self if viewer.is_system or viewer.has(Permission.USER_MANAGE) else self.none()


@tracked()
class AccessGrant(models.Model):
    """Leave for one person to see one record that their role or scope would not show, such as a sealed case.

    `object_type` is a model label such as "cases.case": this app stands below the records it grants.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="access_grants")
    object_type = models.TextField()
    object_id = models.BigIntegerField()
    reason = models.TextField()
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["object_type", "object_id"], name="access_grant_object"),)
        constraints = (
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="access_grant_withdrawn_at_and_by",
                violation_error_message="A withdrawn grant needs a date and a person.",
            ),
            models.UniqueConstraint(
                fields=["user", "object_type", "object_id"],
                condition=Q(withdrawn_at__isnull=True),
                name="access_grant_one_in_force",
                violation_error_message="This person already has access to this record.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} to {self.object_type} {self.object_id}"
