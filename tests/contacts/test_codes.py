from datetime import date

import pytest

from cases.contacts.codes import CODES, NOT_KNOWN


@pytest.mark.parametrize("name", ["age_band", "sex", "ethnicity", "disability", "standing"])
def test_not_known_is_an_answer_of_its_own(name):
    assert NOT_KNOWN in dict(CODES.choices(name, on=date(2026, 3, 2)))


def test_every_line_names_its_source():
    assert [one.code for values in CODES.all.values() for one in values if not one.source] == []


def test_a_value_no_longer_listed_keeps_its_place():
    assert CODES.label("channel", "telegram") == "telegram"
