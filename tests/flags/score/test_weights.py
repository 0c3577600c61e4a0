"""The table of points is one that can be read, and one that cannot is refused by name."""

import copy

import pytest

from cases.flags.rules.history import Matter, Result, Severity
from cases.flags.score.weights import read, stored_weights, weights_in_use


def changed(change):
    stored = copy.deepcopy(dict(stored_weights()))
    change(stored)
    return stored


def test_every_matter_that_ended_or_did_not_is_in_exactly_one_line_of_evidence():
    for result in Result:
        for named in (1, 2, 7):
            one = Matter(1, 1, None, result=result, named=named)
            lines = [line for line in weights_in_use().lines if line.group == "evidence" and line.fits(one)]
            assert len(lines) == 1, (result, named)


def test_points_never_rise_with_age_and_halve_rounded_down():
    for line in weights_in_use().lines:
        assert [points // 2 for points in line.points[:-1]] == list(line.points[1:]), line.words


def test_only_what_was_fitted_says_so():
    assert {line.group for line in weights_in_use().lines if line.is_fitted} == {"evidence"}


def test_a_line_about_severity_needs_the_severity():
    gross = next(line for line in weights_in_use().lines if line.severities == {Severity.GROSS_MISCONDUCT})
    assert gross.fits(Matter(1, 1, None, severity=Severity.GROSS_MISCONDUCT))
    assert not gross.fits(Matter(1, 1, None, severity=Severity.MISCONDUCT))
    assert not gross.fits(Matter(1, 1, None))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda table: table["line"][0].update(points=[8, 4]), "needs points for each age"),
        (lambda table: table["line"][0].update(points=[8, 4, -1]), "none below 0"),
        (lambda table: table["line"][1].update(named="apart"), "not for “apart”"),
        (lambda table: table["age"].reverse(), "must rise"),
        (lambda table: table["line"][0].update(results=["guilty"]), "guilty"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        read(changed(change))
