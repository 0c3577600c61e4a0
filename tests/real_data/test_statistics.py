"""The published figures of both forces, reproduced exactly by `manage.py statistics repeat --json`."""

import pytest

from tests.real_data.loading import RealSet

pytestmark = pytest.mark.realdata

_FIGURES = (
    "date_basis",
    "totals",
    "officers_by_case_count",
    "concentration",
    "officers_by_max_cases_in_rolling_12_months",
    "officers_by_max_cases_in_rolling_24_months",
    "same_category_within_24_months",
    "sustained_overall",
    "sustained_by_category",
    "sustained_by_complainant_ethnicity",
    "sustained_by_complainant_sex",
    "days_open",
)


@pytest.mark.parametrize("figure", [*_FIGURES, "sustained_by_category_group"])
def test_chicago_by_date_received_equals_the_published_figures(chicago: RealSet, figure: str):
    assert _figures(chicago, "received")[figure] == chicago.expected[figure]


@pytest.mark.parametrize("figure", _FIGURES)
def test_nashville_by_date_finalised_equals_the_published_figures(nashville: RealSet, figure: str):
    assert _figures(nashville, "finalised")[figure] == nashville.expected[figure]


def _figures(real: RealSet, basis: str) -> dict:
    """The command's figures, worked out once for each force."""
    name = f"statistics {basis}"
    if name not in real.runs:
        real.runs[name] = real.manage("statistics", "repeat", "--basis", basis)
    return real.runs[name].report
