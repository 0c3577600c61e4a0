import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.flags.models import Flag, RuleVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def run(*arguments):
    out = StringIO()
    call_command("flag_officers", *arguments, stdout=out)
    return out.getvalue()


def figures(*arguments):
    return json.loads(run("--json", *arguments))


def test_flag_officers_raises_the_flags_of_every_rule(repeated):
    repeated(), repeated()
    found = figures()
    assert (found["as_at"], found["dry_run"], found["raised"]) == ("2026-03-05", False, 4)
    assert (found["officers_evaluated"], found["officers_flagged"]) == (2, 2)
    flagged = {slug: rule["officers_flagged"] for slug, rule in found["rules"].items()}
    assert {slug: people for slug, people in flagged.items() if people} == {
        "cases-in-12-months": 2,
        "cases-in-24-months": 2,
    }
    assert flagged["same-category-in-24-months"] == 0
    assert Flag.objects.count() == 4
    assert figures()["unchanged"] == 4


def test_flag_officers_says_it_in_sentences(repeated):
    repeated()
    assert run("--rule", "cases-in-12-months").splitlines() == [
        "As at the start of 5 March 2026: 1 person.",
        "Repeated cases within 12 months (version 1): 1 flagged.",
        "Together 1 person.",
        "1 flag raised, 0 of them in place of an older one; 0 as before, 0 with nothing new.",
    ]


def test_as_at_is_the_start_of_that_day(repeated):
    repeated()
    assert figures("--as-at", "2025-11-03", "--dry-run")["officers_flagged"] == 0
    assert figures("--as-at", "2025-11-04", "--dry-run")["officers_flagged"] == 1


def test_as_at_tomorrow_is_all_of_today(repeated):
    repeated()
    assert figures("--as-at", "2026-03-05", "--dry-run") == figures("--dry-run")


def test_a_dry_run_writes_nothing(repeated):
    repeated()
    assert figures("--dry-run")["officers_flagged"] == 1
    assert "Nothing was written." in run("--dry-run")
    assert not Flag.objects.exists()


def test_a_parameter_says_what_it_would_find_and_writes_nothing(repeated):
    repeated(appointed_on=date(2010, 1, 1)), repeated(appointed_on=None)
    found = figures("--rule", "cases_in_24_months", "--parameter", "in_post_only=1", "--parameter", "threshold=2")
    assert (found["dry_run"], found["officers_flagged"]) == (True, 1)
    assert found["rules"]["cases-in-24-months"]["parameters"]["threshold"] == 2
    assert not Flag.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--as-at", "2026-02-30"), "--as-at must be a real date such as 2026-03-04, not “2026-02-30”."),
        (("--as-at", "2026-03-06"), "--as-at 2026-03-06 is still to come."),
        (("--rule", "cases-in-6-months"), "There is no rule “cases-in-6-months” in force."),
        (("--parameter", "threshold"), "--parameter must be NAME=VALUE, such as threshold=2, not “threshold”."),
        (("--parameter", "threshold=-1"), "threshold must be a whole number from 1 to 1000, not “-1”."),
        (("--parameter", "limit=2"), "There is no parameter “limit”."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match="^" + sentence[:20].replace("(", r"\(")) as refused:
        run(*arguments)
    assert refused.value.returncode == 2
    assert str(refused.value).startswith(sentence)


def test_a_rule_that_has_ended_is_not_in_force():
    RuleVersion.objects.filter(rule__slug="cases-in-12-months").update(effective_to=date(2026, 1, 1))
    assert "cases-in-12-months" not in figures()["rules"]
    with pytest.raises(CommandError):
        run("--rule", "cases-in-12-months")
