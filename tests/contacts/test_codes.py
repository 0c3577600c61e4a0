from datetime import date

import pytest

from cases.contacts import codes


@pytest.mark.parametrize("name", ["age_band", "sex", "ethnicity", "disability", "standing"])
def test_not_known_is_an_answer_of_its_own(name):
    assert codes.NOT_KNOWN in dict(codes.choices(name, on=date(2026, 3, 2)))


def test_every_line_names_its_source():
    assert [one.code for values in codes.lists().values() for one in values if not one.source] == []


def test_a_value_no_longer_listed_keeps_its_place():
    assert codes.label("channel", "telegram") == "telegram"
