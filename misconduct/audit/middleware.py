"""Ties events to the request they came from, and puts every refusal on record."""

import hashlib
import uuid
from collections.abc import Callable

import pghistory
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from misconduct.audit import context
from misconduct.audit.models import Result
from misconduct.audit.record import record
from misconduct.core.errors import OutOfScope

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestContextMiddleware:
    """Gives each request an id, and the row history of what it writes the same id and its person."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = context.Origin(
            request_id=uuid.uuid4(),
            ip_address=request.META.get("REMOTE_ADDR") or None,
            method=request.method or "",
            path=request.path,
            session=_session_mark(request),
        )
        with (
            context.originating(origin),
            pghistory.context(user=request.user.pk, request=str(origin.request_id)),
        ):
            return self.get_response(request)


class DenialMiddleware:
    """Records what a signed-in person was refused, or asked for outside their scope."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if not request.user.is_authenticated:
            return
        if isinstance(exception, PermissionDenied):
            record("access.denied", by=request.user, reason=str(exception), result=Result.DENIED)
        elif isinstance(exception, OutOfScope):
            record("access.out_of_scope", by=request.user, reason=str(exception), result=Result.DENIED)


def _session_mark(request: HttpRequest) -> str:
    """Enough of a hash to tell two sessions apart; the key itself would be a way in."""
    key = request.session.session_key
    return hashlib.sha256(key.encode()).hexdigest()[:12] if key else ""
