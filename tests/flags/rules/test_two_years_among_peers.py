from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.history import PeerGroup
from misconduct.core.errors import Refused
from tests.flags.rules.histories import AS_AT, history, hits_of, ids, left_out

SLUG = "two-years-among-peers"
PEERS = PeerGroup("Constable, North Area", 312, 4)
FOUR = (date(2024, 3, 4), date(2024, 9, 1), date(2025, 9, 1), date(2026, 3, 3))


def test_as_many_cases_as_the_cut_of_the_peers_ask_for_a_look():
    (hit,) = hits_of(SLUG, history(*FOUR, date(2024, 3, 3), peers=PEERS))
    assert ids(hit) == [1, 2, 3, 4]
    assert (hit.window_from, hit.window_to) == (date(2024, 3, 4), AS_AT)
    assert left_out(hit) == {5: "Dated before the window, which starts on 4 March 2024."}
    assert hit.sentence == (
        "4 cases received between 4 March 2024 and 3 March 2026; of 312 people in the same work (Constable, North Area)"
        " at most 2 in 100 have 4 or more in 24 months."
    )


@pytest.mark.parametrize(
    ("dates", "peers"),
    [
        (FOUR[1:], PEERS),
        ((*FOUR[1:], date(2024, 3, 3)), PEERS),
        ((*FOUR[1:], AS_AT), PEERS),
        ((*FOUR[1:], None), PEERS),
        (FOUR, None),
        (FOUR, PeerGroup("Inspector, North Area", 49, 2)),
    ],
    ids=["one short", "the day before the window", "on the day", "undated", "without peers", "few peers"],
)
def test_fewer_cases_or_nobody_to_compare_with_do_not(dates, peers):
    assert hits_of(SLUG, history(*dates, peers=peers)) == ()


def test_the_group_is_large_enough_at_fifty_and_the_least_number_holds_above_the_cut():
    two = FOUR[2:]
    assert hits_of(SLUG, history(*FOUR[1:], peers=PeerGroup("", 50, 1)))
    assert hits_of(SLUG, history(*two, peers=PeerGroup("", 50, 1))) == ()
    assert hits_of(SLUG, history(*two, peers=PeerGroup("", 50, 1)), threshold=2)


def test_from_a_leap_day_two_years_go_back_to_the_end_of_february():
    peers = PeerGroup("", 50, 1)
    first, before = date(2022, 2, 28), date(2022, 2, 27)
    rest = (date(2023, 1, 1), date(2023, 2, 1))
    assert hits_of(SLUG, history(first, *rest, peers=peers), as_at=date(2024, 2, 29))
    assert hits_of(SLUG, history(before, *rest, peers=peers), as_at=date(2024, 2, 29)) == ()


def test_the_switches_mean_nothing_to_it():
    with pytest.raises(Refused, match="There is no parameter “without_withdrawn”"):
        rules.read(SLUG, {"without_withdrawn": True})


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "3 different cases or more in the last 24 months, and as many as only 2 in 100 people of the same rank and"
        " command have. Groups of fewer than 50 people are not compared."
    )
