from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from misconduct.accounts.permission_table import permission_table
from misconduct.accounts.roles import ROLES, Permission, RoleName


def test_every_permission_has_words_and_a_role_that_carries_it():
    rows = permission_table()
    assert [row.permission for row in rows] == list(Permission)
    assert all(any(row.held) for row in rows)


def test_documented_table_is_the_one_in_force():
    written = StringIO()
    call_command("permission_table", stdout=written)
    document = Path(settings.BASE_DIR / "docs" / "permissions.md").read_text()
    assert document == written.getvalue(), "Run: manage.py permission_table > docs/permissions.md"


def test_administrator_sees_no_case_content():
    held = ROLES[RoleName.ADMINISTRATOR].permissions
    assert not held & {Permission.CASE_VIEW, Permission.OFFICER_VIEW, Permission.FLAG_VIEW, Permission.REPORT_VIEW}


def test_auditor_changes_nothing():
    writing = {"log", "work", "assign", "close", "seal", "record", "edit", "review", "manage"}
    assert not [held for held in ROLES[RoleName.AUDITOR].permissions if held.partition(".")[2] in writing]
