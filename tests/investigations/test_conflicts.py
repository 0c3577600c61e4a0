"""What the roster and the case say against somebody investigating. Pure: no database."""

from datetime import date

import pytest

from cases.investigations.conflicts import Candidate, Matter, Post, SubjectFacts, known
from cases.investigations.reference import conflict_items, rank_position

DAY, TODAY = date(2026, 3, 4), date(2026, 11, 23)
NORTH, SOUTH = 1, 2


def post(unit=NORTH, rank="Constable", starts_on=None, ends_on=None):
    return Post(unit, f"Unit {unit}", rank, starts_on, ends_on)


def matter(**fields):
    facts = {"officer_id": 7, "name": "Alex Sampleton", "unit_id": NORTH, "rank": "Constable", **fields}
    return Matter([SubjectFacts(**facts)], DAY, DAY)


def sentences(candidate, about):
    return [one.sentence for one in known(candidate, about, today=TODAY)]


def test_a_subject_cannot_be_chosen_whatever_a_manager_says():
    found = known(Candidate(7, [post()]), matter(), today=TODAY)
    assert [(one.sentence, one.is_absolute) for one in found] == [("Is a subject of this case", True)]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (post(NORTH), ["Served in Unit 1 with Alex Sampleton on 4 March 2026"]),
        (post(SOUTH), []),
        (post(NORTH, ends_on=DAY), []),
        (post(NORTH, ends_on=date(2026, 3, 5)), ["Served in Unit 1 with Alex Sampleton on 4 March 2026"]),
        (post(NORTH, starts_on=date(2026, 3, 5)), []),
    ],
)
def test_a_colleague_at_the_time_is_named_with_the_unit(own, expected):
    assert sentences(Candidate(8, [own]), matter()) == expected


def test_a_colleague_of_today_is_named():
    about = matter(unit_id=None, posts=[post(SOUTH, starts_on=date(2026, 6, 1))])
    own = Candidate(8, [post(SOUTH, starts_on=date(2026, 9, 1))])
    assert sentences(own, about) == ["Serves in Unit 2 with Alex Sampleton"]


@pytest.mark.parametrize(
    ("own", "theirs", "is_junior"),
    [
        ("Constable", "Sergeant", True),
        ("Detective Constable", "Temporary Sergeant", True),
        ("Sergeant", "Sergeant", False),
        ("Inspector", "Constable", False),
        ("Analyst", "Chief Constable", False),
    ],
)
def test_rank_is_compared_where_both_are_known(own, theirs, is_junior):
    found = sentences(Candidate(8, [post(SOUTH, own)]), matter(rank=theirs))
    assert found == ([f"Is a {own.lower()}, and Alex Sampleton is a {theirs.lower()}"] if is_junior else [])


def test_a_subject_of_a_linked_case_is_named_with_it():
    about = Matter([], DAY, DAY, {8: "WV/CM/2026/00007"})
    assert sentences(Candidate(8), about) == ["Is a subject of the linked case WV/CM/2026/00007"]


def test_ranks_are_read_without_what_stands_before_them():
    assert [rank_position(rank) for rank in ("T/Sergeant", "acting Inspector", "Grade 4")] == [2, 3, None]


def test_the_declaration_asks_for_every_ground_of_the_regulations():
    codes = [item.code for item in conflict_items(TODAY)]
    assert codes == ["line-manager", "junior", "close", "involved", "own-report"]
