"""Fixtures that every part of the suite shares."""

import uuid
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from django.test import Client, TransactionTestCase, override_settings

from cases.flags import second_reading
from misconduct.accounts.models import User
from misconduct.accounts.roles import RoleName
from tests import clean_up
from tests.factories import UserFactory
from tests.workers import Broker, broker_of_its_own


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Makes a person of a role: `person("manager")`."""

    def make(role: str = RoleName.CASEWORKER, **fields: object) -> User:
        return UserFactory(role=role, **fields)

    return make


@pytest.fixture
def signed_in(person: Callable[..., User]) -> Callable[..., Client]:
    """A browser session of a role: `signed_in("auditor")`. The person is its `user`."""

    def sign_in(role: str = RoleName.CASEWORKER, *, user: User | None = None, **fields: object) -> Client:
        client = Client()
        client.user = user or person(role, **fields)
        client.force_login(client.user)
        return client

    return sign_in


@pytest.fixture
def listening_worker(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """What the application sends goes to a worker that listens, in a process of its own."""
    with broker_of_its_own() as broker:
        broker.start_worker()
        monkeypatch.setattr("celery.current_app.send_task", broker.send)
        yield broker


@pytest.fixture(autouse=True)
def _no_decision_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which decisions of “no action” wait for a second reader hangs on their numbers, which differ from run to run."""
    monkeypatch.setattr(second_reading, "is_sampled", lambda *args, **kwargs: False)


@pytest.fixture(autouse=True)
def _cache_of_its_own() -> None:
    """Each test writes under a prefix of its own: clearing the cache would empty Redis for the other workers."""
    caches["default"].key_prefix = uuid.uuid4().hex


@pytest.fixture(autouse=True, scope="session")
def _passwords_at_little_cost() -> Iterator[None]:
    """What a password costs to check is for whoever steals the database, not for the suite."""
    with override_settings(PASSWORD_HASHERS=["tests.hashers.QuickArgon2"]):
        yield


@pytest.fixture(autouse=True, scope="session")
def _files_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a test uploads lies in a folder of the run, and nothing of it stays."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True, scope="session")
def _clean_up_after_transactional_tests() -> Iterator[None]:
    """Take away what a transactional test left, and leave what the migrations loaded.

    Django would empty every table: slow, refused by the audit log, and the code lists would be gone.
    """
    baseline: dict[str, int] = {}
    set_up, tear_down = TransactionTestCase._fixture_setup, TransactionTestCase._fixture_teardown

    def set_up_with_baseline(cls: type[TransactionTestCase]) -> None:
        baseline.update(baseline or clean_up.last_ids())
        set_up.__func__(cls)

    TransactionTestCase._fixture_setup = classmethod(set_up_with_baseline)
    TransactionTestCase._fixture_teardown = lambda self: clean_up.remove_rows_after(baseline)
    yield
    TransactionTestCase._fixture_setup, TransactionTestCase._fixture_teardown = set_up, tear_down
