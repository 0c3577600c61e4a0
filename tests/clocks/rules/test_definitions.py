from datetime import date

import pytest

from cases.clocks.definitions import Malformed, Nature, definition, definitions, labels, read, slugs_of

GOOD = {
    "slug": "made-up",
    "number": "1",
    "label": "Made up",
    "about": "case",
    "starts": ["received"],
    "nature": "duty",
    "length": 5,
    "unit": "working days",
    "counting": "first working day after",
    "source": "Nowhere",
}


def test_every_row_of_the_law_has_a_clock():
    assert {one.number for one in definitions()} >= {str(row) for row in range(1, 27)}


def test_every_clock_says_where_it_stands_in_the_law_and_from_when():
    assert [one.slug for one in definitions() if not one.source or one.valid_from is None] == []


def test_every_clock_is_called_something():
    assert all(labels().values())


def test_what_is_due_by_law_reminds_somebody():
    assert [one.slug for one in definitions() if one.nature == Nature.DUTY and not one.remind] == []


def test_a_missed_suspension_review_escalates():
    assert [one.slug for one in definitions() if one.escalates] == ["suspension-review"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lenght": 5}, "made-up: there is no field “lenght”."),
        ({"source": ""}, "made-up: fill in “source”."),
        ({"starts": ["recieved"]}, "made-up: there is no milestone “recieved”."),
        ({"starts": []}, "made-up: name the milestone that starts it."),
        ({"for_each": "everyone"}, "made-up: there is no milestone “everyone”."),
        ({"record_types": ["XX"]}, "made-up: there is no kind of record “XX”."),
        ({"unit": "fortnights"}, "made-up: unit is “fortnights”. Use one of: days, weeks, months, working days."),
        ({"remind": ["everybody"]}, "made-up: remind is “everybody”. Use one of: investigator, team, head."),
        ({"counting": ""}, "made-up: a length, a unit and a way of counting belong together."),
        ({"length": -1}, "made-up: a length cannot be less than nothing."),
        ({"nature": "measured"}, "made-up: a clock has a limit, or is measured only."),
        ({"nature": "minimum"}, "made-up: a minimum is given as not_before."),
        ({"restarts": ["logged"]}, "made-up: what restarts it must also satisfy it."),
        ({"unit": "months"}, "made-up: months run to the corresponding date."),
        ({"repeats_every": 6}, "made-up: only months repeat."),
        (
            {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 1, 1)},
            "made-up: valid_to must be after valid_from.",
        ),
        ({"slug": "x" * 61}, f"{'x' * 61}: the slug is too long."),
    ],
)
def test_a_malformed_entry_is_refused_by_name(changes, message):
    with pytest.raises(Malformed) as refusal:
        read([{**GOOD, **changes}])
    assert str(refusal.value) == message


def test_an_entry_without_a_slug_is_refused():
    with pytest.raises(Malformed, match="an entry without a slug"):
        read([{**GOOD, "slug": ""}])


def test_two_entries_that_hold_on_the_same_day_are_refused():
    old = {**GOOD, "valid_from": date(2012, 11, 22), "valid_to": date(2020, 2, 2)}
    new = {**GOOD, "valid_from": date(2020, 2, 1), "length": 15}
    with pytest.raises(Malformed, match="two entries hold on the same day"):
        read([old, new])
    assert len(read([{**old, "valid_to": date(2020, 2, 1)}, new])) == 2


@pytest.mark.parametrize(
    ("received", "applies"),
    [(date(2020, 1, 31), False), (date(2020, 2, 1), True), (date(2026, 3, 4), True), (None, False)],
)
def test_a_case_stays_under_the_law_of_the_day_it_was_received(received, applies):
    """Delay reports came with the regulations of 1 February 2020."""
    assert (
        definition("delay-report", received_on=received).applies_to(record_type="CM", received_on=received) is applies
    )


def test_a_clock_of_complaints_does_not_apply_to_conduct_matters():
    rule = definition("review-application", received_on=date(2026, 3, 4))
    assert not rule.applies_to(record_type="CM", received_on=date(2026, 3, 4))


def test_every_nature_is_used():
    assert all(slugs_of(nature) for nature in Nature)


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("mandatory-referral", "1 day"),
        ("tell-outcome", "5 working days"),
        ("accelerated-hearing", "Not less than 10 and not more than 15 working days"),
        ("outcome-published", "Not less than 28 days"),
        ("decision-on-report", "No fixed limit"),
        ("probation-end", "The day itself"),
    ],
)
def test_the_limit_is_said_in_words(slug, words):
    assert definition(slug, received_on=None).limit == words
