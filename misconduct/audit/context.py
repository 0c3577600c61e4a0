"""Where a write or a read came from: the request it belongs to. Who did it is always passed by hand."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """The request, job or command that an event belongs to."""

    request_id: uuid.UUID
    ip_address: str | None = None
    method: str = ""
    path: str = ""
    session: str = ""


_origin: ContextVar[Origin | None] = ContextVar("audit_origin", default=None)


def current() -> Origin:
    """The origin in force, or a fresh one for work outside a request."""
    return _origin.get() or Origin(request_id=uuid.uuid4())


@contextmanager
def originating(origin: Origin) -> Iterator[Origin]:
    """Everything recorded inside the block belongs to this origin."""
    token = _origin.set(origin)
    try:
        yield origin
    finally:
        _origin.reset(token)
