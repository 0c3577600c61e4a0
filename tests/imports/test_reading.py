import gzip

import pytest

from misconduct.imports import cells, reading
from misconduct.imports.importer import Column
from misconduct.imports.reading import FileRefused, open_table

COLUMNS = (Column("ref", cells.reference, is_needed=True), Column("words"), Column("extra", may_be_missing=True))


@pytest.fixture
def table(tmp_path):
    def opened(content, name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return open_table(path, COLUMNS)

    return opened


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "file.csv", "empty"),
        (b"ref,words\n", "file.xlsx", "must end in .csv or .csv.gz"),
        (b"PK\x03\x04rest", "file.csv", "Excel workbook or a zip"),
        (b"\xd0\xcf\x11\xe0rest", "file.csv", "old Excel workbook"),
        (b"%PDF-1.7", "file.csv", "a PDF"),
        ("ref,words\n".encode("utf-16"), "file.csv", "UTF-16"),
        (b"\x00\x01\x02" * 100, "file.csv", "not text"),
        (b"ref,words\n", "file.csv.gz", "not compressed with gzip"),
        (gzip.compress(b"ref,words\n", mtime=0), "file.csv", "compressed with gzip"),
        (gzip.compress(b"ref,words\na,b\n", mtime=0)[:-12], "file.csv.gz", "cut short or damaged"),
        (b"ref;words\na;b\n", "file.csv", "separated by semicolons"),
        (b"ref,other\n", "file.csv", "lacks the column words"),
        (b"other\n", "file.csv", "lacks the columns ref and words"),
        (b"ref,words,REF\n", "file.csv", "ref stands twice"),
        (b'ref,words\na,"never closed\nb,c\n', "file.csv", "line 2 is never closed"),
        (b"ref,words\na,b\nc,caf\xe9\n", "file.csv", "not UTF-8, near line"),
    ],
)
def test_a_file_that_is_no_such_csv_is_refused_in_one_sentence(table, content, name, message):
    with pytest.raises(FileRefused, match=message):
        list(table(content, name).rows())


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="no such file"):
        open_table(tmp_path / "none.csv", COLUMNS)


@pytest.mark.parametrize(
    "content",
    [b"ref,words\na,b\n", b"\xef\xbb\xbfref,words\r\na,b\r\n", b"words,ref\nb,a", b'"ref","words"\n"a","b"\n'],
)
def test_byte_order_mark_line_ends_and_order_of_columns_do_not_matter(table, content):
    opened = table(content)
    (row,) = opened.rows()
    assert [row.cells[position] for position in opened.positions] == ["a", "b"]


def test_a_compressed_file_is_read(table):
    assert len(list(table(gzip.compress(b"ref,words\na,b\n", mtime=0), "file.csv.gz").rows())) == 1


def test_lines_are_counted_as_an_editor_does(table):
    opened = table(b'ref,words\na,"one\ntwo"\n\nb,"late, comma"\n')
    rows = list(opened.rows())
    assert [(row.line, row.cells) for row in rows] == [(2, ["a", "one\ntwo"]), (5, ["b", "late, comma"])]
    assert [(line, issue.kind.code) for line, issue in opened.notes] == [(4, "blank_line")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"a,b,c", "wrong_number_of_cells"),
        (b"a", "wrong_number_of_cells"),
        (b"a,b\x00c", "nul_character"),
        (b'a,"b"c', "broken_quotes"),
    ],
)
def test_a_row_that_is_broken_is_rejected_and_the_next_is_read(table, line, code):
    broken, sound = table(b"ref,words\n" + line + b"\nx,y\n").rows()
    assert (broken.line, broken.rejection.kind.code) == (2, code)
    assert (sound.line, sound.rejection, sound.cells) == (3, None, ["x", "y"])


def test_headings_are_tidied_and_unknown_columns_told(table):
    opened = table(b" Ref ,WORDS,surprise\n")
    assert [(issue.kind.code, issue.column) for _, issue in opened.notes] == [
        ("header_tidied", "ref"),
        ("header_tidied", "words"),
        ("unknown_column", "surprise"),
    ]


def test_a_file_that_unpacks_beyond_all_measure_is_refused(table, monkeypatch):
    monkeypatch.setattr(reading, "_ALWAYS_ALLOWED", 1024)
    with pytest.raises(FileRefused, match="unpacks to far more"):
        list(table(gzip.compress(b"ref,words\n" + b"a,\n" * 1_000_000, mtime=0), "file.csv.gz").rows())
