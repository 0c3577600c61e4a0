"""The page of a back-test prints, to the last digit shown, what a computation from the files alone gives."""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from django.test import Client
from django.utils.html import strip_tags

from cases.flags.actions import backtests
from cases.flags.models import Backtest, Rule
from misconduct.accounts.permissions import SystemActor
from misconduct.accounts.roles import RoleName
from misconduct.core.months import months_before
from tests.factories import UserFactory
from tests.real_data.raw import RawPerson
from tests.real_data.test_score import HORIZON_MONTHS, in_post, is_proven_later, later_of

pytestmark = pytest.mark.realdata
RULE, CASES, MONTHS = "cases-in-12-months", 3, 12
DAYS = (date(2008, 7, 1), date(2008, 8, 1))
WEEKS = (DAYS[1] - DAYS[0]).days / 7


def in_window(person: RawPerson, day: date) -> frozenset[str]:
    """The cases of the year before a day."""
    return frozenset(case.reference for case in person.between(months_before(day, MONTHS), day))


def flagged_on(people: Iterable[RawPerson], day: date) -> list[RawPerson]:
    return [one for one in people if len(in_window(one, day)) >= CASES]


def is_new(person: RawPerson, day: date) -> bool:
    """Whether the flag counts a case that the one of the day before, where there was one, did not."""
    before = in_window(person, DAYS[0])
    return day == DAYS[0] or len(before) < CASES or not in_window(person, day) <= before


def share(count: int, total: int) -> str:
    """“12.1%” and the 95% interval of Wilson, as the page prints them."""
    z, rate = 1.959963984540054, count / total
    middle, reach = rate + z * z / (2 * total), z * math.sqrt(rate * (1 - rate) / total + (z / (2 * total)) ** 2)
    low, high = ((middle + way * reach) / (1 + z * z / total) for way in (-1, 1))
    return f"{rate:.1%} ({max(low, 0.0):.1%} to {high:.1%})"


def row_of(people: list[RawPerson], day: date) -> str:
    """The row about one day."""
    flagged = flagged_on(people, day)
    cases, hits = (sum(bool(later_of(one, day)) for one in flagged), sum(is_proven_later(one, day) for one in flagged))
    later = sum(is_proven_later(one, day) for one in people)
    shares = ((cases, len(flagged)), (hits, len(flagged)), (later, len(people)), (hits, later))
    told = " ".join(f"{count:,} of {total:,}: {share(count, total)}" for count, total in shares)
    new = sum(is_new(one, day) for one in flagged)
    lift = (hits / len(flagged)) / (later / len(people))
    return f"{day.day} {day:%B %Y} {len(people):,} {len(flagged):,} {new:,} {told} {lift:.2f}"


def page_of(rule: str, horizon_months: int) -> str:
    """The words of the page after a back-test that somebody asked for and a worker did."""
    manager = UserFactory(role=RoleName.MANAGER)
    tried = backtests.request_backtest(
        rule=Rule.objects.get(slug=rule),
        parameters={"threshold": CASES, "window_months": MONTHS},
        first_on=DAYS[0],
        last_on=DAYS[-1],
        horizon_months=horizon_months,
        by=manager,
    )
    assert backtests.run(backtest_id=tried.pk, by=SystemActor("test"))
    client = Client()
    client.force_login(manager)
    page = client.get(Backtest.objects.get(pk=tried.pk).get_absolute_url()).content.decode()
    return " ".join(strip_tags(page.replace("<td", " <td")).split())


def test_the_page_of_a_backtest_prints_what_a_computation_from_the_files_gives_to_the_last_digit(chicago):
    page = page_of(RULE, HORIZON_MONTHS)
    people = {day: in_post(chicago.folder, day) for day in DAYS}
    for day in DAYS:
        assert row_of(people[day], day) in page
    last = people[DAYS[-1]]
    flagged = flagged_on(last, DAYS[-1])
    new = sum(is_new(one, DAYS[-1]) for one in flagged)
    assert f"Flags to review a week {new / WEEKS:,.1f}" in page
    assert f"Flagged in the last month {len(flagged):,} of {len(last):,} in post" in page
    sizes, counts = (Counter(one.ethnicity for one in group) for group in (last, flagged))
    assert len(sizes) > 4
    for group, size in sizes.items():
        assert f"{group or 'Not known'} {size:,} {counts[group]:,} {share(counts[group], size)}" in page, group
