from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from cases.notices import deemed
from cases.notices.catalogue import Audience

LONDON = ZoneInfo("Europe/London")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("method", "sent", "given_on"),
    [
        ("in-person", "2026-03-07T20:00", date(2026, 3, 7)),  # by hand counts at once, also on a Saturday
        ("recorded-delivery", "2026-03-02T09:00", date(2026, 3, 4)),
        ("recorded-delivery", "2026-04-02T09:00", date(2026, 4, 8)),  # Thursday before Easter
        ("recorded-delivery", "2026-12-23T09:00", date(2026, 12, 29)),  # Boxing Day is kept on the Monday
        ("post", "2026-05-01T17:00", date(2026, 5, 6)),  # over the early May bank holiday
        ("email", "2026-03-02T16:29", date(2026, 3, 2)),
        ("email", "2026-03-02T16:30", date(2026, 3, 3)),
        ("email", "2026-03-06T18:00", date(2026, 3, 9)),  # Friday evening
        ("email", "2026-03-28T10:00", date(2026, 3, 30)),  # Saturday before the clocks change
        ("email", "2026-12-25T10:00", date(2026, 12, 29)),
    ],
)
def test_the_day_a_notice_is_taken_to_be_given(method, sent, given_on):
    assert deemed.methods()[method].given_on(at(sent)) == given_on


def test_the_day_is_that_of_london_whatever_the_zone_of_the_moment():
    just_after_midnight_in_london = datetime.fromisoformat("2026-06-30T23:30+00:00")
    assert deemed.methods()["in-person"].given_on(just_after_midnight_in_london) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("regime", "audience", "slug", "allowed"),
    [
        ("2025", Audience.SUBJECT, "email", True),
        ("2024", Audience.SUBJECT, "email", False),
        ("2020", Audience.SUBJECT, "email-agreed", True),
        ("2025", Audience.SUBJECT, "post", False),
        ("2020", Audience.COMPLAINANT, "post", True),
        ("2020", Audience.COMPLAINANT, "friend", False),
        ("2025", Audience.PUBLIC, "published", True),
        ("2025", Audience.COMPLAINANT, "published", False),
    ],
)
def test_which_methods_the_law_of_the_case_allows(regime, audience, slug, allowed):
    assert (slug in {one.slug for one in deemed.allowed(regime=regime, audience=audience)}) is allowed


@pytest.mark.parametrize("regime", ["2020", "2024", "2025"])
@pytest.mark.parametrize("audience", list(Audience))
def test_every_reader_can_be_reached_under_every_regime(regime, audience):
    assert deemed.allowed(regime=regime, audience=audience)
