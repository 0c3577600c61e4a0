from datetime import date

import pytest

from cases.flags.comparison import EarlierFlag, Verdict, compare

DAY = date(2026, 3, 4)


def earlier(*counted, window_to=DAY):
    return EarlierFlag(1, is_open=False, counted=frozenset(counted), window_to=window_to, due_on=DAY, tier=4)


@pytest.mark.parametrize(
    ("counted", "flags", "verdict"),
    [
        ({1, 2, 3}, [], Verdict.RAISE),
        ({1, 2, 3}, [earlier(1, 2, 3)], Verdict.UNCHANGED),
        ({2, 3}, [earlier(1, 2, 3)], Verdict.NOTHING_NEW),
        ({2, 3, 4}, [earlier(1, 2, 3)], Verdict.RAISE),
        ({1, 2, 3, 4}, [earlier(1, 2, 3)], Verdict.RAISE),
        ({1, 2, 3, 4}, [earlier(1, 2, 3), earlier(1, 2, 3, 4)], Verdict.UNCHANGED),
        ({1, 4}, [earlier(1, 2), earlier(3, 4)], Verdict.RAISE),
        ({1, 2, 9}, [earlier(1, 2, 3, window_to=date(2026, 3, 5))], Verdict.NOTHING_NEW),
    ],
    ids=[
        "first flag",
        "same matters",
        "one dropped out of the window",
        "one dropped out and a new one came",
        "one more",
        "seen by a later flag",
        "never seen together",
        "a day already passed",
    ],
)
def test_compare_raises_only_on_new_facts(counted, flags, verdict):
    assert compare(frozenset(counted), DAY, flags) is verdict
