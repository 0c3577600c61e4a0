"""The people of a journey at their desks, and the days that pass between two of its steps."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import Browser

from tests.browser.journeys.desk import Desk
from tests.factories import UserFactory

LONDON = ZoneInfo("Europe/London")
OFFICE_HOURS = time(9, 30)


@pytest.fixture
def has_script() -> bool:
    """Whether the browsers run JavaScript."""
    return True


@pytest.fixture
def desks(browser: Browser, live_server, db: None, has_script: bool) -> Iterator[dict[str, Desk]]:
    """The desk of one person of each role that works on cases: `desks["manager"]`."""
    names = {"caseworker": "Millbank", "investigator": "Hathersage", "manager": "Weatherby"}
    people = {role: UserFactory(role=role, first_name="Robin", last_name=name) for role, name in names.items()}
    found = {role: Desk(browser, live_server.url, person, has_script=has_script) for role, person in people.items()}
    yield found
    for desk in found.values():
        desk.context.close()


@pytest.fixture
def on(desks: dict[str, Desk]) -> Iterator[Callable[[date], None]]:
    """Lets the time pass until half past nine of a day: `on(date(2026, 3, 4))`. Everybody comes in and signs in."""
    travels: list[time_machine.travel] = []

    def go_to(day: date) -> None:
        _come_back(travels)
        travel = time_machine.travel(datetime.combine(day, OFFICE_HOURS, tzinfo=LONDON))
        travel.start()
        travels.append(travel)
        for desk in desks.values():
            desk.sign_in()

    yield go_to
    _come_back(travels)


def _come_back(travels: list[time_machine.travel]) -> None:
    while travels:
        travels.pop().stop()
