"""How long pages take on the database in use, as multiples of one sequential count of the same machine.

    python manage.py shell -c "from tests.benchmarks.page_times import main; main('USERNAME')"

Absolute times say more of the machine and of what else runs on it than of the code; the ratio can be compared from
one day to the next. Each address is asked once after the cache was left (“first”), then twenty times. Not a test:
it judges nothing.
"""

import math
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from misconduct.accounts.models import User

_ADDRESSES = (
    "/reports/repeat/",
    "/reports/repeat/?basis=finalised",
    "/reports/repeat/people/",
    "/officers/",
    "/cases/",
)
_REQUESTS = 20


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def percentile(times: list[float], share: float) -> float:
    """The nearest-rank percentile."""
    return sorted(times)[math.ceil(share * len(times)) - 1]


def main(username: str, addresses: Sequence[str] = _ADDRESSES) -> None:
    """Prints a line for each address, as that person sees it."""
    settings.ALLOWED_HOSTS = ["testserver"]
    cache.key_prefix = f"benchmark-{time.time_ns()}"
    client = Client()
    client.force_login(User.objects.get(username=username))

    def count() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM (SELECT id FROM cases_subject OFFSET 0) AS every_row")

    unit = percentile([seconds(count) for _ in range(_REQUESTS)], 0.5)
    sys.stdout.write(f"one count of every subject: {unit * 1000:.0f} ms\n")
    for address in addresses:
        ask = partial(client.get, address)
        first = seconds(ask)
        times = [seconds(ask) for _ in range(_REQUESTS)]
        middle, slow = percentile(times, 0.5), percentile(times, 0.95)
        sys.stdout.write(
            f"{address}: first {first:.2f} s ({first / unit:.1f}×), median {middle:.2f} s ({middle / unit:.1f}×), "
            f"95th percentile {slow:.2f} s ({slow / unit:.1f}×)\n"
        )
