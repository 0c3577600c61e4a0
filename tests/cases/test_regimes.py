from datetime import date

import pytest

from cases.regimes import regime_on


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (None, ""),
        (date(2008, 11, 30), ""),
        (date(2008, 12, 1), "2008"),
        (date(2012, 11, 22), "2012"),
        (date(2020, 1, 31), "2012"),
        (date(2020, 2, 1), "2020"),
        (date(2024, 5, 7), "2024"),
        (date(2025, 5, 27), "2024"),
        (date(2025, 5, 28), "2025"),
    ],
)
def test_regime_on_gives_the_law_in_force(day, regime):
    assert regime_on(day) == regime
