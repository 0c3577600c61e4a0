"""Docker cannot run here, so what can be read is held together: the files name the same variables and commands."""

import importlib
import re
import stat
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
OURS = ("web", "worker", "beat", "migrate")
SOURCES = ("misconduct", "officers", "cases", "reports", "tests", "manage.py", "script")
READS = re.compile(
    r"""(?:environment\.\w+|os\.environ\.get|os\.environ\.setdefault|os\.getenv)\(\s*["']([A-Z][A-Z_]+)["']"""
    r"""|os\.environ\[["']([A-Z][A-Z_]+)["']\]"""
)
# Not for a person to set: the language's, the framework's and the shell's own.
NOT_OURS = {"DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_SETTINGS_MODULE", "EXAMPLE", "PATH", "HOME"}


def read_in_code() -> set[str]:
    names: set[str] = set()
    for source in SOURCES:
        for path in [ROOT / source] if (ROOT / source).is_file() else (ROOT / source).rglob("*.py"):
            names.update(first or second for first, second in READS.findall(path.read_text()))
    return names - NOT_OURS


def used_by_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))


def in_example() -> set[str]:
    return set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_example_names_every_variable_that_is_read() -> None:
    assert read_in_code() | used_by_compose() <= in_example()


def test_example_names_no_variable_that_nothing_reads() -> None:
    assert in_example() <= read_in_code() | used_by_compose()


def test_example_holds_no_secret() -> None:
    filled_in = re.findall(r"^[A-Z_]+=(.+)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert filled_in == []


def test_compose_takes_every_password_from_outside() -> None:
    for line in COMPOSE.splitlines():
        name, _, value = line.strip().partition(": ")
        if name.endswith(("PASSWORD", "SECRET_KEY")):
            # A mail server may ask for no password: it must be named all the same.
            assert value.startswith((f"${{{name}:?", f"${{{name}?")), line
    assert not re.findall(r"://[^:/]*:(?!\$\{)[^@/\s]+@", COMPOSE)


def test_compose_has_every_part() -> None:
    assert set(SERVICES) == {*OURS, "postgres", "redis"}
    assert {SERVICES[name]["image"] for name in OURS} == {"misconduct-tracker"}


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgres", "redis"])
def test_compose_watches_the_health_of_everything_that_stays(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_compose_serves_without_the_owners_password(name: str) -> None:
    assert "misconduct_app" in SERVICES[name]["environment"]["DATABASE_URL"]
    assert not [key for key in SERVICES[name]["environment"] if "OWNER" in key]
    assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_compose_migrates_as_the_owner() -> None:
    assert "misconduct_owner" in SERVICES["migrate"]["environment"]["DATABASE_OWNER_URL"]
    assert SERVICES["migrate"]["command"] == ["python", "manage.py", "migrate"]


def test_compose_makes_the_roles_with_a_script_that_can_run() -> None:
    source = SERVICES["postgres"]["volumes"][1].split(":")[0]
    assert (ROOT / source).stat().st_mode & stat.S_IXUSR


def test_only_compose_volumes_that_are_declared_are_used() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())}
    named = {volume for volume in used if not volume.startswith(".")}
    assert named == set(yaml.safe_load(COMPOSE)["volumes"])


@pytest.mark.parametrize("module", ["gunicorn.app.wsgiapp", "celery.__main__", "misconduct.wsgi", "misconduct.celery"])
def test_entry_point_imports(module: str) -> None:
    assert importlib.import_module(module)


def test_image_is_of_a_python_the_project_supports() -> None:
    found = re.search(r"^FROM python:3\.(\d+)-", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert found
    assert int(found[1]) >= 11


def test_image_starts_the_web_server_without_a_control_socket() -> None:
    command = re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert command
    assert {"gunicorn", "misconduct.wsgi", "--no-control-socket"} <= set(yaml.safe_load(command[1]))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "script/embedded-requirements.txt"])
def test_every_requirement_is_pinned_and_says_why(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text().splitlines() if not line.startswith(("#", "-r"))]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+\s+# .+", line)] == []
