from datetime import date

import pytest

from cases.flags import rules
from cases.flags.facts.behaviours import family
from cases.flags.rules.history import Matter, Severity
from cases.flags.tiers import Tier, stored_table, table_in_use, tier_of


def matters(count, **facts):
    """Cases of which the last has these facts."""
    plain = [Matter(number, number, date(2026, 1, number)) for number in range(1, count)]
    return [*plain, Matter(count, count, date(2026, 1, count), **facts)]


@pytest.mark.parametrize(
    ("facts", "few", "many"),
    [
        ({"families": frozenset({family("sexual")})}, 2, 1),
        ({"families": frozenset({family("discrimination")})}, 2, 1),
        ({"severity": Severity.GROSS_MISCONDUCT}, 2, 1),
        ({"families": frozenset({family("force")})}, 3, 2),
        ({"severity": Severity.MISCONDUCT}, 3, 2),
        ({"families": frozenset({family("civility")})}, 4, 4),
        ({}, 4, 4),
    ],
)
def test_graver_harm_and_more_cases_are_looked_at_sooner(facts, few, many):
    found = [tier_of("cases-in-12-months", matters(count, **facts)).tier.number for count in (2, 3)]
    assert found == [few, many]


def test_a_rule_about_what_is_grave_needs_no_category():
    assert tier_of("live-warning", matters(1)).tier.number == 2


def test_the_reason_says_how_many_cases_and_what_harm():
    placed = tier_of("cases-in-12-months", matters(3, families=frozenset({family("sexual")})))
    assert placed.reason == "It counts 3 cases, with grave harm to people or to trust."


def test_two_matters_of_one_case_count_once():
    one = [Matter(number, 1, date(2026, 1, number), severity=Severity.MISCONDUCT) for number in (1, 2, 3)]
    assert tier_of("cases-in-12-months", one).tier.number == 3


def test_a_tier_is_due_in_working_days():
    assert Tier(1, 1, "Somebody").due_on(date(2026, 4, 2)) == date(2026, 4, 7), "after Easter"


def test_the_table_names_rules_and_kinds_of_behaviour_that_exist():
    for harm in table_in_use().harms:
        assert harm.rules <= set(rules.SLUGS)
        assert all(family(name) for name in harm.families)
    assert [one["number"] for one in stored_table()["tier"]] == [1, 2, 3, 4]
