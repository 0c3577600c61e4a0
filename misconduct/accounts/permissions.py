"""The one check that every action makes first."""

from dataclasses import dataclass

from django.db import models

from misconduct.accounts.models import User
from misconduct.accounts.roles import Permission
from misconduct.core.errors import NotAllowed, OutOfScope
from misconduct.core.querysets import ScopedQuerySet


@dataclass(frozen=True)
class SystemActor:
    """The software itself, in a background job or a command. It is named for the job, never for a person."""

    name: str
    pk: None = None
    role_label: str = "System"
    is_system: bool = True

    def get_full_name(self) -> str:
        return f"system:{self.name}"

    def has(self, permission: str) -> bool:
        return True


Doer = User | SystemActor


def require(by: Doer, permission: Permission, target: models.Model | None = None) -> None:
    """Refuse unless the person's role carries the permission and the record is within their sight.

    Raises NotAllowed (403) without the permission, OutOfScope (404) for a record they may not see.
    """
    if not by.has(permission):
        raise NotAllowed(f"Your role, {by.role_label.lower()}, does not let you do this.")
    if target is None or isinstance(by, SystemActor):
        return
    if not _scoped(target).visible_to(by).filter(pk=target.pk).exists():
        raise OutOfScope(f"No {target._meta.verbose_name} {target.pk} within sight.")


def _scoped(target: models.Model) -> ScopedQuerySet:
    queryset = type(target)._default_manager.all()
    if not isinstance(queryset, ScopedQuerySet):
        raise TypeError(f"{type(target).__name__} does not say who may see it.")
    return queryset
