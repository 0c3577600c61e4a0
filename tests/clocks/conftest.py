from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

TODAY = date(2026, 3, 20)  # a Friday


@pytest.fixture
def today() -> Iterator[date]:
    """Everything happens at midday on 20 March 2026."""
    with time_machine.travel(datetime(2026, 3, 20, 12, 0, tzinfo=UTC), tick=False):
        yield TODAY
