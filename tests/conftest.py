"""Fixtures that every part of the suite shares."""

import uuid
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, TransactionTestCase

from cases.code_files import load_into
from cases.models import Code
from misconduct.accounts.models import User
from misconduct.accounts.roles import RoleName
from tests.factories import UserFactory


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


@pytest.fixture(autouse=True)
def _cache_of_its_own() -> None:
    """Each test writes under a prefix of its own: clearing the cache would empty Redis for the other workers."""
    caches["default"].key_prefix = uuid.uuid4().hex


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_append_only_guard() -> Iterator[None]:
    """Transactional tests empty every table afterwards, which the audit log refuses: lift that guard for the flush."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        original(self)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")
        load_into(Code)  # the flush took what the migration had loaded

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original
