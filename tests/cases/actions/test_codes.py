import pytest
from django.core.management import call_command

from cases.actions import codes
from cases.models import Code, CodeList
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_migrated_database_has_every_list():
    assert set(Code.objects.values_list("code_list", flat=True)) == set(CodeList.values)


def test_load_changes_nothing_the_second_time(person):
    loaded = codes.load(by=person("administrator"))
    assert (loaded.added, loaded.changed) == ([], [])
    assert not AuditEvent.objects.filter(action="code_lists.loaded").exists()


def test_load_mends_what_differs_and_says_so(person):
    Code.objects.filter(code_list="severity", code="neither").delete()
    Code.objects.filter(code_list="severity", code="misconduct").update(label="Something else")
    loaded = codes.load(by=person("administrator"))
    assert loaded.added == [("severity", "conduct", "neither")]
    assert loaded.changed == [("severity", "conduct", "misconduct")]
    event = AuditEvent.objects.get(action="code_lists.loaded")
    assert event.after["changed"] == [["severity", "conduct", "misconduct"]]


def test_load_leaves_codes_of_other_schemes_alone():
    Code.objects.create(code_list="category", scheme="imported", code="10Y", label="Political activity")
    codes.load(by=SystemActor("test"))
    assert Code.objects.filter(scheme="imported").exists()


def test_load_needs_the_permission(person):
    with pytest.raises(NotAllowed):
        codes.load(by=person("manager"))


def test_command_says_what_it_did(capsys):
    Code.objects.filter(code_list="severity", code="neither").delete()
    call_command("load_code_lists")
    assert capsys.readouterr().out == "1 codes added, 0 changed.\n"
