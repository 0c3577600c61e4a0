import json

import pytest
from django.core.management import call_command

from tests.factories import AllegationSubjectFactory

pytestmark = pytest.mark.django_db


def test_statistics_prints_one_json_object_and_nothing_else(capsys):
    AllegationSubjectFactory()
    call_command("statistics", "repeat", "--json")
    printed = capsys.readouterr()
    assert json.loads(printed.out)["totals"]["officer_cases"] == 1
    assert printed.err == ""


def test_statistics_prints_lines_for_a_person(capsys):
    call_command("statistics", "repeat", "--basis", "finalised", "--from", "2024-04-01", "--to", "2024-04-01")
    assert "officers by case count\n  1: 0\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["repeet"], "There is no statistic “repeet”. Choose from: repeat."),
        (["repeat", "--basis", "closed"], "“closed” is not a basis. Choose from: received, finalised."),
        (["repeat", "--from", "2024-02-30"], "--from “2024-02-30” is not a date."),
        (["repeat", "--to", "1 May 2024"], "--to “1 May 2024” is not a date."),
        (["repeat", "--from", "2024-05-02", "--to", "2024-05-01"], "--to 2024-05-01 is before --from 2024-05-02."),
    ],
)
def test_statistics_refuses_bad_input_with_a_sentence(capsys, arguments, sentence):
    with pytest.raises(SystemExit) as ended:
        call_command("statistics", *arguments)
    printed = capsys.readouterr()
    assert ended.value.code == 2
    assert printed.err.startswith(sentence)
    assert printed.out == ""
