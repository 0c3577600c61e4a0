from datetime import date

import pytest

from cases.flags.models import EvaluationRequest
from cases.models import Allegation, Case, Code, CodeList, Subject
from cases.stages import RecordType, Stage
from officers.models import Officer
from tests.factories import CaseFactory, OfficerFactory
from tests.imports import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path, capsys):
    """Imports these allegation rows, about an officer who is on the roster."""
    OfficerFactory(number="4101")

    def taken(*rows):
        return files.imported(capsys, "import_cases", files.history(tmp_path, *rows))

    return taken


def test_a_row_becomes_a_case_with_allegation_subject_finding_and_outcome(take):
    take({"sanction": "Written warning", "complainant_sex": "Female", "unit_at_time": "N7"})
    case = Case.objects.get()
    assert (case.reference, case.record_type, case.stage) == ("H-1", RecordType.HISTORIC, Stage.CLOSED)
    assert (case.received_on, case.closed_on) == (date(2019, 3, 4), date(2019, 9, 30))
    assert (case.incident_from, case.incident_to) == (date(2019, 3, 1), None)
    allegation = case.allegations.get()
    assert (allegation.number, allegation.external_reference, allegation.category_as_recorded) == (
        1,
        "H-1/1",
        "Rudeness",
    )
    assert (allegation.category.scheme, allegation.category.code, allegation.category.group) == (
        "local",
        "05A",
        "Conduct",
    )
    assert allegation.complainant_sex == "Female"
    pair = allegation.pairs.get()
    assert (pair.subject.officer.number, pair.subject.unit_at_time.code, pair.finalised_on) == (
        "4101",
        "N7",
        date(2019, 9, 30),
    )
    finding, outcome = pair.decisions.get(), pair.outcomes.get()
    assert (finding.value.scheme, finding.value.code, finding.as_recorded) == (
        "historic",
        "not-sustained",
        "Not sustained",
    )
    assert (outcome.value.label, outcome.as_recorded) == ("Written warning", "Written warning")


def test_a_sanction_that_no_list_has_keeps_its_words(take):
    take({"sanction": "3 day suspension"})
    outcome = Allegation.objects.get().pairs.get().outcomes.get()
    assert (outcome.value.code, outcome.as_recorded) == ("recorded-elsewhere", "3 day suspension")


def test_blank_code_finding_and_sanction_leave_nothing_behind(take):
    take({"category_code": "", "category_label": "", "finding": "", "category_group": ""})
    allegation = Allegation.objects.get()
    pair = allegation.pairs.get()
    assert (allegation.category, pair.decisions.count(), pair.outcomes.count()) == (None, 0, 0)


def test_a_finding_that_no_list_has_is_added_as_undecided_and_told(take):
    report = take({"finding": "Shrug"}, {"allegation_ref": "H-1/2", "finding": "shrug"})
    assert report["warnings"]["finding_not_in_code_list"]["rows"] == 2
    added = Code.objects.of(CodeList.FINDING).get(label="Shrug")
    assert (added.scheme, added.verdict) == ("local", "undecided")


def test_a_finding_in_other_capitals_is_matched_and_told(take):
    report = take({"finding": "NOT SUSTAINED"})
    assert report["warnings"]["capitals_differ"]["rows"] == 1
    finding = Allegation.objects.get().pairs.get().decisions.get()
    assert (finding.value.code, finding.as_recorded) == ("not-sustained", "NOT SUSTAINED")


def test_one_subject_for_each_person_in_a_case(take):
    take({}, {"allegation_ref": "H-1/2"}, {"allegation_ref": "H-1/3", "officer_ref": "4102"})
    assert Case.objects.get().subjects.count() == 2
    assert [allegation.number for allegation in Allegation.objects.order_by("id")] == [1, 2, 3]


def test_a_blank_officer_is_a_subject_of_its_own_not_yet_identified(take):
    report = take({"officer_ref": ""}, {"allegation_ref": "H-1/2", "officer_ref": ""})
    assert report["warnings"]["blank_officer_ref"]["rows"] == 2
    subjects = Subject.objects.filter(kind=Subject.Kind.UNIDENTIFIED, officer=None)
    assert sorted(subjects.values_list("import_key", flat=True)) == ["H-1/1", "H-1/2"]


def test_an_officer_who_is_not_on_the_roster_is_created_and_told(take):
    report = take({"officer_ref": "9999"})
    assert report["warnings"]["officer_not_on_roster"]["lines"] == [2]
    assert Officer.objects.get(number="9999").surname == ""


def test_a_case_is_open_until_all_of_its_rows_are_closed_wherever_they_stand(take):
    take({}, {"case_ref": "H-2", "allegation_ref": "H-2/1"}, {"allegation_ref": "H-1/2", "closed_date": ""})
    first, second = Case.objects.order_by("reference")
    assert (first.stage, first.closed_on) == (Stage.RECEIVED, None)
    assert second.stage == Stage.CLOSED


def test_dates_that_differ_within_a_case_are_joined_and_told(take):
    report = take(
        {},
        {"allegation_ref": "H-1/2", "incident_date": "2019-02-01", "closed_date": "2019-12-01"},
    )
    case = Case.objects.get()
    assert (case.incident_from, case.incident_to, case.closed_on) == (
        date(2019, 2, 1),
        date(2019, 3, 1),
        date(2019, 12, 1),
    )
    assert report["warnings"]["case_dates_differ_cases"]["cases"] == 1


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"closed_date": "2019-01-01"}, "closed_before_received_cases"),
        ({"incident_date": "2019-05-01"}, "incident_after_received_cases"),
        ({"incident_date": "1959-12-31"}, "incident_before_1960_cases"),
        ({"closed_date": ""}, "closed_blank_cases"),
    ],
)
def test_odd_dates_are_kept_and_counted_by_row_and_by_case(take, cells, code):
    report = take(cells, {"allegation_ref": "H-1/2", **cells})
    assert (report["warnings"][code]["rows"], report["warnings"][code]["cases"]) == (2, 1)
    assert files.totals(report) == (2, 0, 0, 0)


def test_words_for_codes_and_sanctions_are_counted(take):
    report = take(
        {"sanction": "Reprimand"},
        {"allegation_ref": "H-1/2", "category_label": "Rude", "sanction": "REPRIMAND"},
        {"allegation_ref": "H-1/3", "category_code": "99X", "category_group": "", "sanction": "Code 35"},
    )
    warnings = report["warnings"]
    assert (warnings["distinct_raw_category_text"]["rows"], warnings["distinct_raw_category_text"]["labels"]) == (1, 2)
    assert (warnings["codes_not_in_code_table"]["rows"], warnings["codes_not_in_code_table"]["codes"]) == (1, 1)
    assert warnings["sanction_raw_values"]["values_after_case_folding"] == 2
    assert warnings["numeric_sanction_codes_rows"]["rows"] == 1


def test_allegations_alike_are_all_kept(take):
    assert files.totals(take({}, {"allegation_ref": "H-1/2"}, {"allegation_ref": "H-1/3"})) == (3, 0, 0, 0)


def test_flags_of_the_officers_touched_are_asked_for(take):
    take({}, {"allegation_ref": "H-1/2", "officer_ref": ""})
    assert [request.officer.number for request in EvaluationRequest.objects.all()] == ["4101"]


def test_a_case_logged_here_is_not_written_into(take):
    CaseFactory(reference="H-1")
    report = take({}, {"allegation_ref": "H-1/2"})
    assert report["rejections"]["case_reference_taken"]["rows"] == 2
    assert not Allegation.objects.exists()


def test_cases_without_subject_are_taken_and_counted_together_with_the_others(tmp_path, capsys):
    extra = files.subjectless(
        tmp_path,
        {"case_ref": "S-1", "received_date": "2018-01-02", "closed_date": ""},
        {"case_ref": "S-2", "received_date": "2018-01-02", "closed_date": "2018-01-01"},
    )
    report = files.imported(
        capsys, "import_cases", files.history(tmp_path, {"closed_date": ""}), "--subjectless", extra
    )
    assert files.totals(report) == (3, 0, 0, 0)
    assert report["warnings"]["closed_blank_cases"]["cases"] == 2
    assert report["warnings"]["closed_before_received_cases"]["cases"] == 1
    assert Case.objects.get(reference="S-1").subjects.count() == 0
    again = files.imported(capsys, "import_cases", files.history(tmp_path, {"closed_date": ""}), "--subjectless", extra)
    assert files.totals(again) == (0, 0, 3, 0)


def test_a_case_said_to_have_no_subject_but_held_with_one_is_told(take, tmp_path, capsys):
    take({})
    extra = files.subjectless(
        tmp_path,
        {"case_ref": "H-1", "received_date": "2019-03-04", "incident_date": "2019-03-01", "closed_date": "2019-09-30"},
    )
    report = files.imported(capsys, "import_cases", files.history(tmp_path, {}), "--subjectless", extra)
    assert files.totals(report) == (0, 0, 2, 0)
    assert report["warnings"]["case_has_subjects"]["rows"] == 1
