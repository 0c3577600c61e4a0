"""Writing the log. Called in the same transaction as what it records."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from misconduct.audit import context
from misconduct.audit.models import AuditEvent, Result
from misconduct.audit.querysets import key_of


class Actor(Protocol):
    """Whoever does something: a signed-in person, or the system itself."""

    @property
    def pk(self) -> Any: ...

    @property
    def role_label(self) -> str: ...

    def get_full_name(self) -> str: ...


def record(
    action: str,
    *,
    by: Actor,
    target: models.Model | None = None,
    touched: Iterable[models.Model | str] = (),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    result: Result = Result.ALLOWED,
) -> AuditEvent:
    """Add one event to the log.

    `action` is a dotted name such as "case.closed" (an open vocabulary). `touched` names every further record
    that was shown or changed, so that "who looked at this officer" can be answered from the log alone.
    """
    origin = context.current()
    keys = [entry if isinstance(entry, str) else key_of(entry) for entry in touched]
    if target is not None:
        keys.insert(0, key_of(target))
    return AuditEvent.objects.create(
        actor_id=by.pk,
        actor_name=by.get_full_name(),
        actor_role=by.role_label,
        action=action,
        object_type=target._meta.label_lower if target is not None else "",
        object_id=str(target.pk) if target is not None else "",
        object_label=str(target) if target is not None else "",
        touched=list(dict.fromkeys(keys)),
        before=_plain(before),
        after=_plain(after),
        reason=_storable(reason),
        result=result,
        request_id=origin.request_id,
        ip_address=origin.ip_address,
        method=origin.method,
        path=_storable(origin.path),
        session=origin.session,
    )


def _plain(values: Mapping[str, Any] | None) -> Any:
    if values is None:
        return None
    return _storable(json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder, default=str)))


def _storable(value: Any) -> Any:
    """The same with a sign in place of each NUL, which PostgreSQL refuses: no address or search escapes the log."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, dict):
        return {_storable(name): _storable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_storable(part) for part in value]
    return value
