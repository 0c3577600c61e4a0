"""Two addresses for whatever watches the service. They need no sign-in and give no detail away."""

from functools import cache

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_REDIS_SECONDS = 2


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answers 200 while the process can answer at all: when it does not, restart the process."""
    return HttpResponse("up\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answers 200 when a request could be served: database and Redis answer and every migration is applied.

    Answers 503 otherwise: send people elsewhere and wait; restarting this process would not help.
    """
    if database_is_ready() and redis_is_ready():
        return HttpResponse("ready\n", content_type="text/plain")
    return HttpResponse("not ready\n", content_type="text/plain", status=503)


def database_is_ready() -> bool:
    """Whether the database answers and holds every migration this code brings."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return False
    return _migrations_of_this_code().issubset(applied)


def redis_is_ready() -> bool:
    """Whether Redis answers within two seconds."""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=_REDIS_SECONDS, socket_connect_timeout=_REDIS_SECONDS
        ) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


@cache
def _migrations_of_this_code() -> frozenset[tuple[str, str]]:
    """The last migration of each app; they cannot change while the process runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
