"""Every flag of the demonstration says the same again, worked out from nothing but what it kept."""

from collections import Counter

import pytest

from cases.flags.again import from_frozen
from cases.flags.models import Flag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def said(flag: Flag) -> tuple[object, ...]:
    rows = list(flag.matters.all())
    counted = {row.subject_id for row in rows if row.is_counted}
    left_out = {row.subject_id: row.reason for row in rows if not row.is_counted}
    return counted, left_out, flag.sentence, flag.window_from, flag.window_to, flag.circumstances.get("also", [])


def found(flag: Flag) -> tuple[object, ...]:
    hit = from_frozen(flag)
    assert hit is not None, flag
    counted = {matter.subject_id for matter in hit.counted}
    left_out = {left.matter.subject_id: left.reason for left in hit.left_out}
    return counted, left_out, hit.sentence, hit.window_from, hit.window_to, list(hit.also)


def test_every_flag_worked_out_again_from_its_evidence_is_the_same():
    flags = list(Flag.objects.select_related("rule").prefetch_related("matters"))
    differing = [flag.pk for flag in flags if said(flag) != found(flag)]
    assert differing == []
    assert {flag.looks_at for flag in flags} >= {"officer", "case"}
    assert len(Counter(flag.rule.slug for flag in flags)) >= 6
