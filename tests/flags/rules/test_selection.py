"""What the switches of a rule version leave out, visibly, and counting the two sources apart."""

from dataclasses import replace
from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.history import Matter, OfficerHistory, Result, Source
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.selection import NO_CASE, OFF_DUTY, WITHDRAWN

AS_AT = date(2026, 3, 5)
RULE = "cases-in-12-months"
THREE = Parameters(threshold=3, window_months=12)


def three(**of_the_last):
    """Three matters within a year; the last one as told."""
    matters = [Matter(n, n, date(2025, 8 + n, 1), source=Source.INTERNAL) for n in (1, 2, 3)]
    matters[2] = replace(matters[2], **of_the_last)
    return OfficerHistory(1, matters=tuple(matters))


@pytest.mark.parametrize(
    ("switch", "fact", "reason"),
    [
        ("without_withdrawn", {"result": Result.WITHDRAWN}, WITHDRAWN),
        ("without_no_case", {"result": Result.NO_CASE}, NO_CASE),
        ("without_no_case", {"result": Result.NOT_PROVEN}, NO_CASE),
        ("without_off_duty", {"is_off_duty": True}, OFF_DUTY),
    ],
)
def test_a_switch_leaves_matters_out_and_says_so(switch, fact, reason):
    history = three(**fact)
    assert len(rules.apply(RULE, history, as_at=AS_AT, parameters=THREE)) == 1
    assert rules.apply(RULE, history, as_at=AS_AT, parameters=replace(THREE, **{switch: True})) == ()
    two = replace(THREE, threshold=2, **{switch: True})
    (hit,) = rules.apply(RULE, history, as_at=AS_AT, parameters=two)
    assert [(left.matter.subject_id, left.reason) for left in hit.left_out] == [(3, reason)]
    assert [matter.subject_id for matter in hit.counted] == [1, 2]


def test_public_and_internal_matters_count_together_unless_a_version_keeps_them_apart():
    history = three(source=Source.PUBLIC)
    (hit,) = rules.apply(RULE, history, as_at=AS_AT, parameters=THREE)
    assert hit.scope is None
    assert rules.apply(RULE, history, as_at=AS_AT, parameters=replace(THREE, sources_apart=True)) == ()
    (hit,) = rules.apply(RULE, history, as_at=AS_AT, parameters=replace(THREE, sources_apart=True, threshold=2))
    assert (hit.scope_key, len(hit.counted)) == ("source/internal", 2)


def test_the_switches_are_said_in_words():
    words = rules.in_words(RULE, replace(THREE, sources_apart=True, without_off_duty=True))
    assert words.endswith("Public complaints and internal matters count apart. Matters off duty are left out.")
