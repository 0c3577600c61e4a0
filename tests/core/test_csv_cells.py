import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct.core.csv_cells import guarded, unguarded


@pytest.mark.parametrize(
    "cell",
    ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''=1", "＝1", "＋1", "－1", "＠1"],
)
def test_a_formula_is_guarded_and_comes_back(cell):
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Plain", "O'Hara", "'quoted'", "1-2", "a=b"])
def test_a_plain_cell_stays_as_it_is(cell):
    assert guarded(cell) == cell == unguarded(cell)


@given(st.text(alphabet="'=+-@\t\r\nab ＝", max_size=8))
def test_unguarded_undoes_guarded_for_any_text(cell):
    assert unguarded(guarded(cell)) == cell
