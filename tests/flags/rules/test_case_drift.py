from datetime import date, timedelta

import pytest

from cases.flags import rules
from cases.flags.rules.case_drift import AGE, UPDATES
from cases.flags.rules.case_history import CaseHistory, MissedUpdate
from tests.flags.rules.histories import AS_AT, LEAP_DAY, hits_of

SLUG = "case-drift"
OLD = AS_AT - timedelta(days=301)
MISSED = (MissedUpdate(date(2026, 1, 5), "1"), MissedUpdate(date(2026, 2, 3), "1"))


def found(received_on=date(2026, 1, 1), *, as_at=AS_AT, changed=None, **facts):
    return hits_of(SLUG, CaseHistory(5, received_on, **facts), as_at=as_at, **(changed or {}))


def test_a_case_open_for_more_than_300_days_asks_for_a_look():
    (hit,) = found(OLD)
    assert (hit.scope, hit.counted, hit.also) == (AGE, (), ("more than 300 days",))
    assert (hit.window_from, hit.window_to) == (OLD, AS_AT)
    assert hit.sentence == (
        "Received on 7 May 2025 and open for 301 days; the rule asks a person to look at a case open for more than 300"
        " days."
    )


def test_one_of_300_days_or_of_no_known_day_does_not():
    assert found(AS_AT - timedelta(days=300)) == ()
    assert found(None) == ()


@pytest.mark.parametrize(("days", "passed"), [(600, 300), (601, 600), (900, 600), (901, 900)])
def test_every_further_300_days_are_something_new(days, passed):
    (hit,) = found(AS_AT - timedelta(days=days))
    assert hit.also == (f"more than {passed} days",)


def test_a_leap_day_is_a_day():
    assert found(LEAP_DAY, as_at=LEAP_DAY + timedelta(days=301))
    assert found(LEAP_DAY, as_at=LEAP_DAY + timedelta(days=300)) == ()
    (hit,) = found(date(2023, 5, 5), as_at=date(2024, 3, 1))
    assert "301 days" in hit.sentence


def test_a_case_closed_before_the_day_is_past_and_one_closed_on_it_is_not():
    assert found(OLD, closed_on=date(2026, 3, 3)) == ()
    assert found(OLD, closed_on=AS_AT)


def test_days_held_up_are_said_and_only_a_version_leaves_them_out():
    pauses = ((date(2025, 6, 1), date(2025, 6, 11)), (date(2026, 3, 1), None))
    (hit,) = found(OLD, pauses=pauses)
    assert "open for 301 days, held up by criminal proceedings for 13 of them;" in hit.sentence
    assert found(OLD, pauses=pauses, changed={"without_paused": True}) == ()
    (hit,) = found(OLD - timedelta(days=13), pauses=pauses, changed={"without_paused": True})
    assert hit.also == ("more than 300 days",)


def test_two_missed_updates_ask_for_a_look():
    (hit,) = found(missed_updates=MISSED)
    assert (hit.scope, hit.also) == (UPDATES, ("2026-01-05 1", "2026-02-03 1"))
    assert hit.sentence == (
        "2 updates not given by the day due: 5 January 2026 and 3 February 2026; the rule asks a person to look at 2 or"
        " more."
    )


def test_one_missed_update_or_one_due_today_does_not():
    assert found(missed_updates=MISSED[:1]) == ()
    assert found(missed_updates=(*MISSED[:1], MissedUpdate(AS_AT, "1"))) == ()
    assert found(missed_updates=(*MISSED[:1], MissedUpdate(date(2026, 3, 3), "1")))


def test_two_people_not_told_on_one_day_are_two():
    (hit,) = found(missed_updates=(MISSED[0], MissedUpdate(MISSED[0].due_on, "2")))
    assert hit.sentence.startswith("2 updates not given by the day due: 5 January 2026;")


def test_both_are_said_apart():
    assert [hit.scope for hit in found(OLD, missed_updates=MISSED)] == [AGE, UPDATES]


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {"without_paused": True})) == (
        "A case open for more than 300 days, those held up by criminal proceedings left out, or with 2 updates or more"
        " not given by the day they were due."
    )
