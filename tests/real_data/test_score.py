"""The priority score beside “three cases in 12 months”, and the back-test, each by a computation from the files alone.

Nothing here reads our histories or rules: who is in post, what came later, whom the rule flags and how many points
each person has are worked out again, from the definitions in `expected.json` and the points as docs/score.md has them.
"""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from cases.flags.score.weights import stored_weights
from misconduct.core.months import months_after, months_before
from tests.benchmarks.fit_score import fitted
from tests.real_data.raw import RawCase, RawPerson, people_in

pytestmark = pytest.mark.realdata
HORIZON_MONTHS = 24
RULE = ("statistics", "backtest", "--rule", "cases-in-12-months", "--score")
# By force and day: people flagged, those of them with a later proven case by rule and by score, and what is asked.
MEASURED = {
    "chicago": {
        "2006-01-01": (514, 75, 110, None),
        "2008-07-01": (925, 112, 147, 1.25),
        "2010-01-01": (921, 85, 119, 1.25),
        "2012-01-01": (500, 61, 77, 1.25),
        "2014-01-01": (373, 30, 51, None),
    },
    "nashville": {
        "2013-07-01": (185, 98, 100, None),
        "2015-07-01": (136, 63, 68, 1.0),
        "2017-07-01": (70, 37, 36, None),
    },
}


@cache
def people_of(folder: Path) -> list[RawPerson]:
    return people_in(folder)


def in_post(folder: Path, day: date) -> list[RawPerson]:
    return [person for person in people_of(folder) if person.is_in_post(day)]


def later_of(person: RawPerson, day: date) -> list[RawCase]:
    return person.between(day, months_after(day, HORIZON_MONTHS))


def is_proven_later(person: RawPerson, day: date) -> bool:
    return any(case.is_sustained() for case in later_of(person, day))


def points_of(case: RawCase, day: date) -> int:
    """8, 5 and 3, or 2 points in the first three years, and half of it, rounded down, in each three before."""
    standing = case.standing(day)
    if standing == "proven":
        points = 8
    elif standing == "undecided":
        points = 5 if case.named == 1 else 3
    else:
        points = 2 if case.named == 1 else 0
    if case.dated_on >= months_before(day, 36):
        return points
    return points // 2 if case.dated_on >= months_before(day, 72) else points // 4


def by_score(people: list[RawPerson], day: date, places: int) -> list[RawPerson]:
    """So many people with the most points; of the same points the latest case first, then the order of the roster."""

    def place(numbered: tuple[int, RawPerson]) -> tuple[int, int, int]:
        number, person = numbered
        points = sum(points_of(case, day) for case in person.between(months_before(day, 108), day))
        latest = max((case.dated_on for case in person.between(date.min, day)), default=date.min)
        return -points, -latest.toordinal(), number

    return [person for _, person in sorted(enumerate(people), key=place)[:places]]


@pytest.mark.parametrize("name", ["chicago", "nashville"])
def test_the_score_is_as_precise_as_asked_and_as_computed_from_the_files(request, name):
    real, measured = request.getfixturevalue(name), MEASURED[name]
    days = [argument for day in measured for argument in ("--as-at", day)]
    told = real.manage(*RULE, *days).report
    for text, rule, score in zip(measured, told["by_rule"]["days"], told["by_score"]["days"], strict=True):
        day, (places, rule_hits, score_hits, asked) = date.fromisoformat(text), measured[text]
        people = in_post(real.folder, day)
        three = [person for person in people if len(person.between(months_before(day, 12), day)) >= 3]
        first = by_score(people, day, len(three))
        hits = [sum(is_proven_later(person, day) for person in flagged) for flagged in (three, first)]
        assert (len(three), *hits) == (places, rule_hits, score_hits), text
        later = [figures["proven_case_later"]["flagged_with_it_later"] for figures in (rule, score)]
        assert (rule["flagged"], score["flagged"], *later) == (places, places, *hits), text
        assert asked is None or hits[1] / hits[0] >= asked, text


def test_the_points_are_those_that_chicago_before_2006_gives(chicago):
    in_use = [tuple(line["points"]) for line in stored_weights()["line"] if line["fitted"]]
    assert [one.points for one in fitted(people_of(chicago.folder))] == in_use


@pytest.mark.parametrize("threshold", [3, 5])
@pytest.mark.parametrize("name", ["chicago", "nashville"])
def test_the_backtest_prints_what_a_computation_from_the_files_gives_to_the_last_digit(request, name, threshold):
    real = request.getfixturevalue(name)
    runs = {run["T"]: run for run in real.expected["predictive_validity"]["runs"]}
    days = [argument for day in sorted(runs) for argument in ("--as-at", day)]
    arguments = ["--rule", "cases-in-24-months", "--parameter", f"threshold={threshold}", *days]
    told = real.manage("statistics", "backtest", *arguments).report
    for figures in told["days"]:
        run, day = runs[figures["as_at"]], date.fromisoformat(figures["as_at"])
        people = in_post(real.folder, day)
        flagged = [one for one in people if len(one.between(months_before(day, 24), day)) >= threshold]
        assert (figures["people"], figures["flagged"]) == (len(people), len(flagged))
        published = run["thresholds"][f">={threshold}"]
        assert (figures["people"], figures["flagged"]) == (run["active_officers"], published["flagged"])
        for outcome, foresight, later in (
            ("any_case", figures["any_case_later"], lambda one, day=day: bool(later_of(one, day))),
            ("sustained_case", figures["proven_case_later"], lambda one, day=day: is_proven_later(one, day)),
        ):
            with_it, hits = sum(map(later, people)), sum(map(later, flagged))
            shares = (hits / len(flagged), hits / with_it, with_it / len(people))
            assert (foresight["flagged_with_it_later"], foresight["everyone_with_it_later"]) == (hits, with_it)
            assert (foresight["precision"], foresight["recall"], foresight["base_rate"]) == shares
            assert foresight["lift"] == shares[0] / shares[2]
            assert (hits, with_it) == (published[outcome]["true_positives"], run["officers_with_outcome"][outcome])
            rounded = [round(share, 4) for share in (*shares[:2], foresight["lift"])]
            assert rounded == [published[outcome][figure] for figure in ("precision", "recall", "lift_vs_base")]
