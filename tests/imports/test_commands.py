import csv
import gzip

import pytest
from django.core.management import call_command

from misconduct.audit.models import AuditEvent
from misconduct.imports.models import ImportRun
from officers.models import Officer
from tests.imports import files

pytestmark = pytest.mark.django_db


def test_json_is_one_object_with_the_totals(tmp_path, capsys):
    path = files.roster(tmp_path, {}, {"officer_ref": "4102", "left_date": "not a date"})
    report = files.imported(capsys, "import_officers", path)
    assert files.totals(report) == (1, 0, 0, 1)
    assert (report["rows"], report["accepted"]) == (2, 1)
    assert report["rejections"]["bad_value"]["lines"] == [3]
    assert report["blank_cells"]["ethnicity"] == 2


def test_words_are_printed_without_json(tmp_path, capsys):
    call_command("import_officers", files.roster(tmp_path, {"rank": " Constable "}))
    said = capsys.readouterr().out
    assert "Imported roster.csv" in said
    assert "spaces_trimmed: 1 rows" in said


def test_bad_input_is_one_sentence_and_exit_code_2_with_nothing_changed(tmp_path, capsys):
    path = tmp_path / "roster.csv"
    path.write_text("officer_ref,rank\n1,Constable\n")
    with pytest.raises(SystemExit) as ended:
        call_command("import_officers", path)
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.startswith("The file lacks the columns unit, appointed_date")
    assert len(said.err.splitlines()) == 1
    assert not ImportRun.objects.exists()


def test_bytes_that_are_not_utf8_anywhere_change_nothing(tmp_path, capsys):
    path = files.roster(tmp_path, {}, {"officer_ref": "4102"})
    path.write_bytes(path.read_bytes().replace(b"4102", b"\xe94102"))
    with pytest.raises(SystemExit):
        call_command("import_officers", path)
    assert "not UTF-8" in capsys.readouterr().err
    assert not Officer.objects.exists()


def test_a_second_file_that_is_unfit_stops_the_first_from_being_imported(tmp_path, capsys):
    broken = tmp_path / "subjectless.csv"
    broken.write_text("nothing\n")
    with pytest.raises(SystemExit):
        call_command("import_cases", files.history(tmp_path, {}), "--subjectless", broken)
    assert not Officer.objects.exists()


def test_a_dry_run_counts_and_changes_nothing(tmp_path, capsys):
    path = files.history(tmp_path, {}, {"allegation_ref": "H-1/2", "officer_ref": "4102"})
    report = files.imported(capsys, "import_cases", path, "--dry-run")
    assert files.totals(report) == (2, 0, 0, 0)
    assert report["records"]["cases"] == 1
    assert report["records"]["officers"] == 2
    assert report["warnings"]["officer_not_on_roster"]["rows"] == 2
    assert not Officer.objects.exists()
    assert not ImportRun.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_rejected_rows_come_back_in_their_columns_with_line_and_reason(tmp_path, capsys, options):
    bad = {"officer_ref": "4103", "rank": "=HYPERLINK(1)", "left_date": "31/12/2020"}
    out = tmp_path / "rejects.csv"
    call_command("import_officers", files.roster(tmp_path, {}, bad), "--rejects", out, *options)
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert list(row) == ["line", "reason", *files.ROSTER]
    assert row["line"] == "3"
    assert "left_date" in row["reason"]
    assert row["rank"] == "'=HYPERLINK(1)"


def test_mended_rejects_can_be_imported_as_they_are(tmp_path, capsys):
    out = tmp_path / "rejects.csv"
    call_command("import_officers", files.roster(tmp_path, {"left_date": "2020-02-30"}), "--rejects", out)
    out.write_text(out.read_text(encoding="utf-8").replace(",2020-02-30,", ",2020-02-28,"), encoding="utf-8")
    report = files.imported(capsys, "import_officers", out)
    assert files.totals(report) == (1, 0, 0, 0)
    assert report["warnings"]["unknown_column"]["cells"] == 2


def test_compressed_files_are_taken(tmp_path, capsys):
    path = tmp_path / "roster.csv.gz"
    path.write_bytes(gzip.compress(files.roster_text({}).encode()))
    assert files.totals(files.imported(capsys, "import_officers", path)) == (1, 0, 0, 0)


def test_each_run_and_each_chunk_leaves_an_event(tmp_path, capsys):
    files.imported(capsys, "import_officers", files.roster(tmp_path, {}))
    actions = list(AuditEvent.objects.order_by("id").values_list("action", "actor_name"))
    assert [action for action, _ in actions] == [
        "import.started",
        "units.added",
        "import.chunk_written",
        "import.finished",
    ]
    assert {name for _, name in actions} == {"system:import_officers"}


def test_roll_back_takes_out_what_the_run_created(tmp_path, capsys):
    report = files.imported(capsys, "import_officers", files.roster(tmp_path, {}))
    call_command("roll_back_import", str(report["files"][0]["run"]))
    assert not Officer.objects.exists()


def test_roll_back_of_no_such_run_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("roll_back_import", "4711")
    assert ended.value.code == 2
    assert "There is no import 4711." in capsys.readouterr().err
