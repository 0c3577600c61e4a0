"""Real records of two forces, each imported once in a session into a database of its own.

Tests may add flags and exports; the officers and cases stay as they were imported. Run by `script/check-real-data`.
"""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.real_data.loading import FOLDER, RealSet, loaded


@pytest.fixture(scope="session")
def _chicago_loaded(django_db_blocker: DjangoDbBlocker) -> Iterator[RealSet]:
    yield from _loaded("chicago", django_db_blocker)


@pytest.fixture(scope="session")
def _nashville_loaded(django_db_blocker: DjangoDbBlocker) -> Iterator[RealSet]:
    yield from _loaded("nashville", django_db_blocker)


@pytest.fixture
def chicago(_chicago_loaded: RealSet, django_db_blocker: DjangoDbBlocker) -> Iterator[RealSet]:
    """Chicago's records, with this process working in their database."""
    with django_db_blocker.unblock(), _chicago_loaded.in_use():
        yield _chicago_loaded


@pytest.fixture
def nashville(_nashville_loaded: RealSet, django_db_blocker: DjangoDbBlocker) -> Iterator[RealSet]:
    """Nashville's records, with this process working in their database."""
    with django_db_blocker.unblock(), _nashville_loaded.in_use():
        yield _nashville_loaded


def _loaded(name: str, blocker: DjangoDbBlocker) -> Iterator[RealSet]:
    if not (FOLDER / name).is_dir():
        pytest.fail(f"There are no records in {FOLDER / name}. Name their folder in REAL_DATA_FOLDER.")
    with blocker.unblock(), loaded(name) as real:
        yield real
