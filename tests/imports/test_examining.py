from datetime import date

import pytest

from misconduct.imports import cells
from misconduct.imports.checking import check
from misconduct.imports.examining import Examiner
from misconduct.imports.importer import Column, Importer
from misconduct.imports.reading import open_table
from officers.imports.roster import RosterSurvey


@pytest.fixture
def importer():
    return Importer(
        kind="officers",
        key="ref",
        columns=(
            Column("ref", cells.reference, is_needed=True),
            Column("who", is_key=True),
            Column("words"),
            Column("day", cells.iso_date, blank=None),
        ),
        inspect=lambda row: (),
        survey=RosterSurvey,
        writer=lambda survey: None,
        created=lambda run: [],
        worked_on=lambda run: [],
    )


@pytest.fixture
def examined(tmp_path, importer):
    def rows(*lines):
        path = tmp_path / "file.csv"
        path.write_text("\n".join(["ref,who,words,day", *lines]), encoding="utf-8")
        return list(Examiner(importer, open_table(path, importer.columns), today=date(2026, 3, 10)))

    return rows


def warnings_of(row):
    return [(issue.kind.code, issue.column) for issue in row.warnings]


def test_spaces_are_taken_off_and_told(examined):
    (row,) = examined("  a\u00a0,x, words ,2024-01-02")
    assert row.values == {"ref": "a", "who": "x", "words": "words", "day": date(2024, 1, 2)}
    assert warnings_of(row) == [("spaces_trimmed", "ref"), ("spaces_trimmed", "words")]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#div/0!", "#NAME?"])
def test_a_spreadsheet_error_is_read_as_blank_and_told(examined, error):
    (row,) = examined(f"a,x,{error},{error}")
    assert (row.values["words"], row.values["day"], row.rejection) == ("", None, None)
    assert warnings_of(row) == [("spreadsheet_error_cell", "words"), ("spreadsheet_error_cell", "day")]


@pytest.mark.parametrize(("line", "column"), [("#N/A,x,,", "ref"), ("a,#REF!,,", "who")])
def test_a_spreadsheet_error_where_a_reference_stands_rejects_the_row(examined, line, column):
    (row,) = examined(line)
    assert (row.rejection.kind.code, row.rejection.column) == ("bad_value", column)


def test_the_guard_before_a_formula_is_taken_off_so_that_exports_come_back_clean(examined):
    (row,) = examined("a,x,'=cmd|' /C calc'!A0,")
    assert row.values["words"] == "=cmd|' /C calc'!A0"
    assert warnings_of(row) == [("formula_guard_removed", "words")]


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (",x,,", "blank_cell", "ref is blank"),
        ("a,x,,2023-02-30", "bad_value", "day: “2023-02-30” is not a real date"),
        (",,,", "blank_cell", "ref is blank"),
    ],
)
def test_a_rejected_row_names_the_column_and_the_reason(examined, line, code, message):
    (row,) = examined(line)
    assert row.rejection.kind.code == code
    assert message in row.rejection.message


def test_a_date_to_come_is_kept_and_told(examined):
    (row,) = examined("a,x,,2026-03-11")
    assert warnings_of(row) == [("date_in_future", "day")]


def test_rows_alike_under_other_references_are_all_kept(examined):
    assert [row.is_repeat for row in examined("a,x,w,", "b,x,w,")] == [False, False]


def test_the_same_reference_twice_is_a_repeat_or_a_conflict(examined):
    first, repeat, conflict = examined("a,x,w,", "A,x,w,", "a,x,other,")
    assert (first.rejection, first.is_repeat) == (None, False)
    assert (repeat.rejection, repeat.is_repeat) == (None, True)
    assert conflict.rejection.kind.code == "conflicting_row"
    assert "line 2" in conflict.rejection.message


def test_a_check_counts_every_row_once(tmp_path, importer):
    path = tmp_path / "file.csv"
    path.write_text("ref,who,words,day\na, x , y ,\na,x,y,\n,x,,\nb,x,,nonsense\n")
    found = check(importer, path, today=date(2026, 3, 10))
    assert (found.rows, found.rejected) == (4, 2)
    assert found.warnings["spaces_trimmed"]["rows"] == 1
    assert found.warnings["spaces_trimmed"]["cells"] == 2
    assert found.warnings["repeated_row"]["lines"] == [3]
    assert {code: entry["rows"] for code, entry in found.counts["rejections"].items()} == {
        "blank_cell": 1,
        "bad_value": 1,
    }
    assert found.counts["blank_cells"] == {"ref": 1, "who": 0, "words": 2, "day": 3}
