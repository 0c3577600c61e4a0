from dataclasses import fields

import pytest

from cases.flags.rules.parameters import Parameters
from misconduct.core.errors import Refused

STORED = {"threshold": 3, "window_months": 24, "in_post_only": False, "review_days": 14}


def test_parameters_read_what_a_version_stores():
    assert Parameters.read(STORED) == Parameters(threshold=3, window_months=24)


def test_parameters_take_what_somebody_typed():
    changed = Parameters.read(STORED).changed({"threshold": "2", "in_post_only": "1"})
    assert (changed.threshold, changed.in_post_only, changed.window_months) == (2, True, 24)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "treshold",
            "2",
            f"There is no parameter “treshold”. Use {', '.join(one.name for one in fields(Parameters))}.",
        ),
        ("threshold", "0", "threshold must be a whole number from 1 to 1000, not “0”."),
        ("threshold", "2.5", "threshold must be a whole number from 1 to 1000, not “2.5”."),
        ("window_months", "9999", "window_months must be a whole number from 1 to 1200, not “9999”."),
        ("in_post_only", "perhaps", "in_post_only must be 1 or 0, not “perhaps”."),
    ],
)
def test_parameters_say_how_to_mend_a_bad_one(name, value, message):
    with pytest.raises(Refused) as refused:
        Parameters.read(STORED).changed({name: value})
    assert str(refused.value) == message
