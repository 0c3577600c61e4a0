"""What fits the points and compares the score with a rule, on records made up for it."""

import csv
import gzip
import math
from datetime import date

import pytest

from tests.benchmarks.compare_score import compare
from tests.benchmarks.fit_score import KINDS, exposure, kind_of, points_of, similar
from tests.benchmarks.logistic import fit, solve
from tests.real_data.raw import RawCase, RawPerson, RawRuling, people_in

DAY = date(2020, 1, 1)
ROSTER = ("officer_ref", "appointed_date", "left_date", "ethnicity")
HISTORY = (
    *("case_ref", "allegation_ref", "officer_ref", "received_date", "closed_date"),
    *("category_code", "finding", "sanction"),
)


def case(dated_on, *rulings, named=1, categories=()):
    return RawCase("C", dated_on, named, set(categories), [RawRuling(*one) for one in rulings])


def person(*cases):
    return RawPerson("P", date(2000, 1, 1), None, "", list(cases))


def placed(unit, *cases):
    return RawPerson("P", date(2000, 1, 1), None, "", list(cases), rank="Constable", unit=unit)


def test_a_regression_on_one_column_gives_the_log_of_the_odds():
    intercept, slope = fit({(0.0,): (100, 20), (1.0,): (50, 25)})
    assert intercept == pytest.approx(math.log(20 / 80))
    assert slope == pytest.approx(math.log(1) - math.log(20 / 80))


def test_a_column_that_tells_without_fail_does_not_settle():
    with pytest.raises((ValueError, OverflowError, ZeroDivisionError)):
        fit({(0.0,): (100, 0), (1.0,): (50, 50)})


def test_equations_are_solved_whatever_their_order():
    assert solve([[0.0, 2.0], [4.0, 1.0]], [6.0, 11.0]) == [2.0, 3.0]


def test_points_are_scaled_rounded_halved_and_never_below_nothing():
    found = points_of([0.4, 0.26, 0.14, 0.12, -0.02])
    assert [one.points for one in found] == [(8, 4, 2), (5, 2, 1), (3, 1, 0), (2, 1, 0), (0, 0, 0)]


def test_an_exposure_counts_by_what_was_known_and_halves_every_three_years():
    sustained = ("Sustained", date(2019, 6, 1))
    one = person(
        case(date(2019, 1, 1), sustained),
        case(date(2016, 12, 31), sustained),
        case(date(2019, 1, 1), ("Sustained", date(2020, 1, 1)), named=2),
        case(date(2011, 1, 1), ("Unfounded", date(2012, 1, 1))),
        case(DAY),
    )
    assert exposure(one, DAY) == (1.5, 0.0, 1.0, 0.25, 0.0)
    assert KINDS[kind_of(case(DAY, ("No affidavit", date(2019, 1, 1)), named=3), DAY)] == "ended together"


def test_similar_conduct_is_counted_beyond_the_first():
    recent = [case(date(2019, 1, number), categories={category}) for number, category in enumerate("AAB", start=1)]
    assert similar(person(*recent), DAY) == (1.0,)
    assert similar(person(), DAY) == (0.0,)


def test_as_many_people_are_chosen_by_score_as_by_the_rule():
    busy = person(*(case(date(2019, month, 1), named=2, categories=()) for month in (1, 2, 3)))
    known = ("Sustained", date(2019, 9, 1))
    proven = person(case(date(2019, 5, 1), known), case(date(2019, 6, 1), known), case(date(2020, 5, 1), known))
    found = compare([busy, proven, person()], DAY)
    assert (found.people, found.later, found.flagged, found.by_rule, found.by_score, found.both) == (3, 1, 1, 0, 1, 0)


def test_the_queue_is_tried_by_points_alone_and_beside_the_same_work():
    """Fifty constables of a busy unit with four cases each, and one of a quiet unit with three and one proven later."""
    known = ("Sustained", date(2021, 9, 1))
    few = [case(date(2015, 1, 1))]
    three = [*(case(date(2019, month, 1)) for month in (1, 2, 3)), case(date(2020, 5, 1), known)]
    busy = [placed("Busy", *(case(date(2019, month, 1)) for month in (1, 2, 3, 4))) for _ in range(50)]
    quiet = [placed("Quiet", *cases) for cases in (three, *[few] * 49)]
    found = compare([*busy, *quiet], DAY)
    assert (found.flagged, found.by_rule, found.beside_work) == (51, 1, 1)
    tried = [(one.percent, one.people, one.by_points, one.beside_work) for one in found.queue]
    assert tried == [(10, 5, 0, 1), (25, 13, 0, 1), (50, 26, 0, 1)]


def test_the_files_are_read_as_they_stand(tmp_path):
    def write(name, columns, *rows):
        with gzip.open(tmp_path / name, "wt", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])

    write("officers.csv.gz", ROSTER, ("A", "2000-01-01", "", "X"), ("B", "", "", ""))
    write(
        "allegations.csv.gz",
        HISTORY,
        ("C1", "C1/1", "A", "2019-03-01", "", "F", "Sustained", ""),
        ("C1", "C1/2", "A", "2019-02-01", "2019-08-01", "G", "Unfounded", ""),
        ("C1", "C1/3", "", "2019-02-01", "", "", "", ""),
        ("C2", "C2/1", "A", "", "2018-08-01", "", "Withdrawn", ""),
    )
    known, unknown = people_in(tmp_path)
    first, second = known.cases
    assert (first.dated_on, first.named, first.categories) == (date(2019, 2, 1), 2, {"F", "G"})
    assert [one.known_on for one in first.rulings] == [date(2019, 8, 1)] * 2
    assert (first.standing(date(2019, 8, 1)), first.standing(date(2019, 8, 2))) == ("undecided", "proven")
    assert (second.dated_on, second.standing(date(2019, 1, 1))) == (date(2018, 8, 1), "withdrawn")
    assert known.is_in_post(DAY)
    assert not unknown.is_in_post(DAY)
