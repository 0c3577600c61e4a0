import hashlib

import pytest
from django.core.management import CommandError, call_command

from misconduct.accounts.roles import RoleName
from reports.models import ExportRun
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def auditor():
    return UserFactory(username="anna.auditor", role=RoleName.AUDITOR)


def run(tmp_path, *extra, slug="cases", user="anna.auditor", reason="Return"):
    call_command("export", slug, "--output", tmp_path / "out.csv", "--user", user, "--reason", reason, *extra)


def test_the_command_writes_the_same_file_as_the_page_proves(auditor, tmp_path):
    CaseFactory.create_batch(2)
    run(tmp_path)
    done = ExportRun.objects.get()
    assert hashlib.sha256((tmp_path / "out.csv").read_bytes()).hexdigest() == done.sha256
    assert (done.rows, done.run_by) == (2, auditor)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"slug": "nothing"}, "There is no export “nothing”"),
        ({"user": "nobody"}, "There is no person with the user name “nobody”"),
        ({"reason": " "}, "Enter why you need this file."),
    ],
)
def test_bad_input_is_a_sentence_and_exit_code_2(auditor, tmp_path, change, sentence):
    with pytest.raises(CommandError, match=sentence) as failure:
        run(tmp_path, **change)
    assert failure.value.returncode == 2
    assert list(tmp_path.iterdir()) == []
    assert not ExportRun.objects.exists()


def test_an_unknown_filter_is_named(auditor, tmp_path):
    with pytest.raises(CommandError, match="no filter “colour”"):
        run(tmp_path, "--filter", "colour=red")


def test_a_person_without_the_permission_is_refused(tmp_path):
    UserFactory(username="carl.caseworker", role=RoleName.CASEWORKER)
    with pytest.raises(CommandError, match="does not let you do this") as failure:
        run(tmp_path, user="carl.caseworker")
    assert failure.value.returncode == 2
