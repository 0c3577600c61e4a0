from datetime import date

import pytest

from misconduct.imports import cells
from misconduct.imports.issues import BadCell


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.iso_date, "2024-02-29", date(2024, 2, 29)),
        (cells.birth_year, "1987", 1987),
        (cells.reference, "CC/2019/1", "CC/2019/1"),
        (cells.text, "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ],
)
def test_a_cell_is_read(read, cell, value):
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "message"),
    [
        (cells.iso_date, "2023-02-29", "not a real date"),
        (cells.iso_date, "29/02/2024", "form YYYY-MM-DD"),
        (cells.iso_date, "20240229", "form YYYY-MM-DD"),
        (cells.iso_date, "2024-W09-4", "form YYYY-MM-DD"),
        (cells.iso_date, "2024-02-29 00:00", "form YYYY-MM-DD"),
        (cells.iso_date, "٢٠٢٤-٠٢-٢٩", "real date|form"),
        (cells.birth_year, "87", "not a year of birth"),
        (cells.birth_year, "1066", "not a year of birth"),
        (cells.reference, "a\nb", "line break"),
        (cells.reference, "x" * 101, "101 characters"),
        (cells.text, "x" * 2001, "2,001 characters"),
    ],
)
def test_a_cell_that_cannot_be_read_says_how_to_mend_it(read, cell, message):
    with pytest.raises(BadCell, match=message):
        read(cell)
