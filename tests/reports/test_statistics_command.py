import json
from datetime import date

import pytest
from django.core.management import call_command

from tests.factories import AllegationSubjectFactory, CaseFactory, OfficerFactory, SubjectFactory
from tests.factories.rulings import DecisionFactory

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
        (["repeet"], "There is no statistic “repeet”. Choose from: repeat, backtest."),
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


def test_a_backtest_prints_counts_and_shares_of_each_day(capsys):
    officer = OfficerFactory(appointed_on=date(2010, 1, 1))
    OfficerFactory(appointed_on=date(2010, 1, 1))
    for day in (date(2020, 2, 1), date(2020, 3, 1), date(2020, 9, 1)):
        SubjectFactory(officer=officer, case=CaseFactory(received_on=day))
    arguments = ["--rule", "cases-in-12-months", "--parameter", "threshold=2", "--as-at", "2020-06-01"]
    call_command("statistics", "backtest", *arguments, "--json")
    (told,) = json.loads(capsys.readouterr().out)["days"]
    assert (told["people"], told["flagged"]) == (2, 1)
    assert told["any_case_later"] | {"precision_interval": None} == {
        "flagged_with_it_later": 1,
        "everyone_with_it_later": 1,
        "precision": 1.0,
        "precision_interval": None,
        "recall": 1.0,
        "base_rate": 0.5,
        "lift": 2.0,
    }


def test_a_day_that_is_named_twice_counts_once(capsys):
    OfficerFactory(appointed_on=date(2010, 1, 1))
    days = ["--as-at", "2020-06-01", "--as-at", "2020-06-01"]
    call_command("statistics", "backtest", "--rule", "cases-in-12-months", *days, "--json")
    assert [day["people"] for day in json.loads(capsys.readouterr().out)["days"]] == [1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--rule", "cases-in-12-months"], "Name at least one day to look at, such as --as-at 2008-07-01."),
        (["--rule", "nothing", "--as-at", "2020-06-01"], "There is no rule “nothing”."),
        (["--rule", "unit-cluster", "--as-at", "2020-06-01", "--score"], "The priority score is of people"),
        (["--rule", "reporter-reprisal", "--as-at", "2020-06-01"], "No back-test exists for this rule"),
        (
            ["--rule", "cases-in-12-months", "--as-at", "2020-06-01", "--horizon", "0"],
            "--horizon must be 1 or more months, not 0.",
        ),
        (
            ["--rule", "cases-in-12-months", "--as-at", "2020-06-01", "--parameter", "two"],
            "--parameter must be NAME=VALUE, such as threshold=2, not “two”.",
        ),
    ],
)
def test_a_backtest_refuses_bad_input_with_a_sentence(arguments, sentence, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("statistics", "backtest", *arguments)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_the_score_is_tried_at_the_number_of_people_that_a_rule_flags(capsys):
    """Two cases with others make a rule fire; one proven case of one's own gives more points, and came again."""
    busy, proven = (OfficerFactory(appointed_on=date(2010, 1, 1)) for _ in range(2))
    for day in (date(2019, 8, 1), date(2019, 9, 1)):
        case = SubjectFactory(officer=busy, case=CaseFactory(received_on=day)).case
        SubjectFactory(officer=OfficerFactory(), case=case)
    for day in (date(2020, 1, 1), date(2020, 9, 1)):
        pair = AllegationSubjectFactory(subject__officer=proven, subject__case=CaseFactory(received_on=day))
        DecisionFactory(pair=pair, kind="finding", code="misconduct", decided_on=date(2020, 3, 1))
    arguments = ["--rule", "cases-in-12-months", "--parameter", "threshold=2", "--as-at", "2020-06-01", "--score"]
    call_command("statistics", "backtest", *arguments, "--json")
    told = json.loads(capsys.readouterr().out)
    rule, score = (told[by]["days"][0] for by in ("by_rule", "by_score"))
    assert (rule["flagged"], score["flagged"]) == (1, 1)
    assert (rule["proven_case_later"]["precision"], score["proven_case_later"]["precision"]) == (0.0, 1.0)
