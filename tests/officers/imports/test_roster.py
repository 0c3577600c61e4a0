from datetime import date

import pytest

from misconduct.audit.models import AuditEvent
from officers.models import Officer, Posting, Unit
from tests.factories import OfficerFactory, PostingFactory
from tests.imports import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path, capsys):
    def taken(*rows):
        return files.imported(capsys, "import_officers", files.roster(tmp_path, *rows))

    return taken


def test_a_person_arrives_with_one_open_posting(take):
    take({"sex": "Female", "ethnicity": "White", "birth_year": "1987"})
    officer = Officer.objects.get()
    assert (officer.number, officer.sex, officer.ethnicity, officer.birth_year) == ("4101", "Female", "White", 1987)
    assert (officer.appointed_on, officer.left_on, officer.kind) == (date(2011, 5, 2), None, "officer")
    posting = officer.postings.get()
    assert (posting.rank, posting.unit.code, posting.starts_on, posting.ends_on) == (
        "Constable",
        "N1",
        date(2011, 5, 2),
        None,
    )


def test_a_unit_is_created_once_under_its_code(take):
    assert take({}, {"officer_ref": "4102"})["records"]["units"] == 1
    assert Unit.objects.get().name == "N1"


def test_leaving_before_joining_is_kept_and_leaves_the_posting_without_dates(take):
    report = take({"left_date": "2010-01-01"})
    assert report["warnings"]["left_date_before_appointed"]["rows"] == 1
    assert Officer.objects.get().left_on == date(2010, 1, 1)
    posting = Posting.objects.get()
    assert (posting.starts_on, posting.ends_on) == (None, None)


def test_names_and_kind_are_taken_where_the_file_has_them(tmp_path, capsys):
    row = {"officer_ref": "7", "surname": "O'Sample", "forenames": "Zoë", "kind": "special constable"}
    path = tmp_path / "roster.csv"
    path.write_text(files.text((*files.ROSTER, "surname", "forenames", "kind"), [row]), encoding="utf-8")
    files.imported(capsys, "import_officers", path)
    officer = Officer.objects.get()
    assert (officer.surname, officer.forenames, officer.kind) == ("O'Sample", "Zoë", "special")


def test_a_kind_nobody_knows_rejects_the_row(tmp_path, capsys):
    path = tmp_path / "roster.csv"
    path.write_text(files.text((*files.ROSTER, "kind"), [{"officer_ref": "7", "kind": "robot"}]), encoding="utf-8")
    report = files.imported(capsys, "import_officers", path)
    assert report["rejections"]["bad_value"]["rows"] == 1


def test_the_same_file_again_changes_nothing(take):
    take({}, {"officer_ref": "4102", "left_date": "2010-01-01"}, {"officer_ref": "4103", "rank": "", "unit": ""})
    report = take(
        {}, {"officer_ref": "4102", "left_date": "2010-01-01"}, {"officer_ref": "4103", "rank": "", "unit": ""}
    )
    assert files.totals(report) == (0, 0, 3, 0)
    assert set(report["records"].values()) == {0}


def test_a_changed_row_changes_only_what_differs_with_before_and_after_on_record(take):
    take({}, {"officer_ref": "4102"})
    report = take({"rank": "Sergeant", "left_date": "2024-05-01"}, {"officer_ref": "4102"})
    assert files.totals(report) == (0, 1, 1, 0)
    officer = Officer.objects.get(number="4101")
    posting = officer.postings.get()
    assert (posting.rank, posting.ends_on, officer.left_on) == ("Sergeant", date(2024, 5, 1), date(2024, 5, 1))
    event = AuditEvent.objects.filter(action="import.chunk_written").first()
    key = f"officers.officer:{officer.pk}"
    assert event.touched[1:] == [key]
    assert event.before == {key: {"left_on": None, "posting_rank": "Constable", "posting_ends_on": None}}
    assert event.after["changes"][key]["posting_rank"] == "Sergeant"


def test_numbers_and_units_match_whatever_their_capitals(take):
    take({"officer_ref": "ab1"})
    report = take({"officer_ref": "AB1", "unit": "n1"})
    assert files.totals(report) == (0, 0, 1, 0)
    assert report["warnings"]["capitals_differ"]["cells"] == 2
    assert Unit.objects.count() == 1


def test_where_a_person_has_several_postings_the_latest_is_compared(take):
    officer = OfficerFactory(number="4101", appointed_on=date(2011, 5, 2), forenames="", surname="")
    first = PostingFactory(officer=officer, starts_on=date(2011, 5, 2), ends_on=date(2015, 1, 1))
    latest = PostingFactory(officer=officer, starts_on=date(2015, 1, 1), rank="Sergeant", unit=first.unit)
    assert files.totals(take({"rank": "Inspector", "unit": first.unit.code})) == (0, 1, 0, 0)
    latest.refresh_from_db()
    assert (latest.rank, latest.starts_on) == ("Inspector", date(2015, 1, 1))


def test_a_row_that_does_not_fit_the_postings_held_is_rejected(take):
    officer = OfficerFactory(number="4101", appointed_on=date(2011, 5, 2))
    PostingFactory(officer=officer, starts_on=date(2011, 5, 2), ends_on=date(2015, 1, 1))
    PostingFactory(officer=officer, starts_on=date(2015, 1, 1))
    report = take({"left_date": "2014-06-01"})
    assert report["rejections"]["postings_disagree"]["rows"] == 1
    assert files.totals(report) == (0, 0, 0, 1)
