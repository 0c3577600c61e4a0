"""What script/server says before it starts anything, and what the demonstration's sign-ins promise."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password

from misconduct import local_server, local_services
from misconduct.accounts.demo_sign_ins import DEMO_SIGN_INS
from misconduct.accounts.roles import RoleName
from misconduct.local_processes import StartError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing set, whatever the machine that runs the tests has set."""
    for name in ("PORT", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_port_in_use_names_another(environment: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment.setenv("PORT", str(port))
        with pytest.raises(StartError, match=rf"Port {port} cannot be used.* PORT=\d+ script/server") as error:
            local_server.chosen_port()
    assert error.value.exit_code == 2


@pytest.mark.parametrize("value", ["http", "0", "65536", "-1"])
def test_port_that_is_none_is_refused(environment: pytest.MonkeyPatch, value: str) -> None:
    environment.setenv("PORT", value)
    with pytest.raises(StartError, match="a number from 1 to 65535"):
        local_server.chosen_port()


def test_no_database_named_means_an_embedded_one(environment: pytest.MonkeyPatch) -> None:
    assert local_services.given_database_urls(for_tests=False) is None
    assert local_services.given_redis_url() is None


@pytest.mark.parametrize(
    "url", ["postgres://app:hidden@127.0.0.1:1/name", "postgres://app:hidden@127.0.0.1:port/name", "mysql://app/name"]
)
def test_database_that_does_not_answer_is_named(environment: pytest.MonkeyPatch, url: str) -> None:
    environment.setenv("DATABASE_URL", url)
    with pytest.raises(StartError, match="DATABASE_URL") as error:
        local_services.given_database_urls(for_tests=False)
    assert error.value.exit_code == 2
    assert "hidden" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("url", ["redis://:hidden@127.0.0.1:1/0", "redis://127.0.0.1:port/0", "http://127.0.0.1"])
def test_redis_that_does_not_answer_is_named(environment: pytest.MonkeyPatch, url: str) -> None:
    environment.setenv("REDIS_URL", url)
    with pytest.raises(StartError, match="REDIS_URL") as error:
        local_services.given_redis_url()
    assert error.value.exit_code == 2
    assert "hidden" not in str(error.value)


def test_owner_alone_is_refused(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DATABASE_OWNER_URL", "postgres://owner@127.0.0.1/name")
    with pytest.raises(StartError, match="Set both or neither"):
        local_services.given_database_urls(for_tests=False)


def test_command_ends_with_2_and_one_sentence_when_a_setting_is_wrong() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "misconduct.local_command", "true"],
        env={"DATABASE_URL": "postgres://app@127.0.0.1:1/name", "PATH": os.environ["PATH"]},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("DATABASE_URL names a database that does not answer")
    assert len(ended.stderr.splitlines()) == 1


def test_secrets_are_kept_for_their_owner_alone(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setattr(local_services, "LOCAL", tmp_path)
    first = local_services.kept_secrets()
    assert local_services.kept_secrets() == first
    assert len(first.secret_key) >= 50
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_demonstration_has_one_sign_in_for_each_role() -> None:
    assert sorted(username for _, username, _ in DEMO_SIGN_INS) == sorted(RoleName)
    for _, _, password in DEMO_SIGN_INS:
        validate_password(password)
