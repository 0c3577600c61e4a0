from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from cases.demo import seed
from cases.flags import second_reading
from cases.models import Case

TODAY = date(2026, 11, 23)


@contextmanager
def _small_force_on_its_day() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(datetime(2026, 11, 23, 12, 0, tzinfo=UTC)):
        patch.setattr("cases.demo.people.PEOPLE", 250)
        yield


@pytest.fixture(autouse=True)
def _on_its_day() -> Iterator[None]:
    """A force of 250 people at midday on 23 November 2026, a Monday."""
    with _small_force_on_its_day():
        yield


@pytest.fixture(scope="package")
def demonstration(django_db_setup: None, django_db_blocker) -> Iterator[dict[str, Case]]:
    """The demonstration, loaded once for every test of it, that keeps who a confidential reporter is.

    Gives the cases of its showcase. Each test works inside a transaction that is rolled back when all are done.
    """
    kept: dict[str, Case] = {}
    show = seed.show
    with django_db_blocker.unblock(), transaction.atomic():
        with (
            _small_force_on_its_day(),
            override_settings(REPORTER_KEYS=[Fernet.generate_key().decode()]),
            pytest.MonkeyPatch.context() as patch,
        ):
            patch.setattr(second_reading, "is_sampled", lambda *args, **kwargs: False)
            patch.setattr(seed, "show", lambda cast: kept.update(show(cast)))
            call_command("seed_demo", "--today", TODAY.isoformat(), stdout=StringIO())
        yield kept
        transaction.set_rollback(True)
