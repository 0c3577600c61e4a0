"""Migrations read as what they do, and none is missing."""

import re

import pytest
from django.core.management import call_command

from tests.architecture import source

MIGRATIONS = sorted(
    path for app in source.APPS for path in (source.ROOT / app).rglob("migrations/*.py") if path.stem != "__init__"
)


@pytest.mark.parametrize("path", MIGRATIONS, ids=source.named)
def test_a_migration_is_named_for_what_it_does(path):
    assert re.fullmatch(r"\d{4}_[a-z]+(_[a-z0-9]+)+", path.stem)
    assert "auto" not in path.stem
    assert not re.match(r"\d{4}_merge_", path.stem)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
