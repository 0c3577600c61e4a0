from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _small_force_on_its_day(monkeypatch) -> Iterator[None]:
    """A force of 250 people at midday on 23 November 2026, a Monday."""
    monkeypatch.setattr("cases.demo.people.PEOPLE", 250)
    with time_machine.travel(datetime(2026, 11, 23, 12, 0, tzinfo=UTC)):
        yield
