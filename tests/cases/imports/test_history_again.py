"""A history that is imported again: what is the same is left alone, what differs is changed with its trace."""

from datetime import date

import pytest

from cases.models import Allegation, Case, Decision, Outcome, Subject
from cases.stages import Stage
from misconduct.audit.models import AuditEvent
from officers.models import Officer
from tests.factories import OfficerFactory
from tests.factories.merges import merged
from tests.imports import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path, capsys):
    OfficerFactory(number="4101")

    def taken(*rows):
        return files.imported(capsys, "import_cases", files.history(tmp_path, *rows))

    return taken


def test_the_same_file_changes_nothing(take):
    rows = [{"sanction": "Reprimand"}, {"allegation_ref": "H-1/2", "officer_ref": "", "closed_date": ""}]
    take(*rows)
    report = take(*rows)
    assert files.totals(report) == (0, 0, 2, 0)
    assert set(report["records"].values()) == {0}
    assert (Decision.objects.count(), Outcome.objects.count()) == (2, 1)


def test_a_second_record_stands_for_the_person_it_was_found_to_be(take):
    take({})
    kept = OfficerFactory(number="9001")
    merged(kept, Officer.objects.get(number="4101"))
    assert files.totals(take({})) == (0, 0, 1, 0)
    assert files.totals(take({"case_ref": "H-2", "allegation_ref": "H-2/1"})) == (1, 0, 0, 0)
    assert {subject.officer for subject in Subject.objects.all()} == {kept}


def test_a_repeated_row_is_told_and_taken_once(take):
    report = take({}, {})
    assert files.totals(report) == (1, 0, 1, 0)
    assert report["warnings"]["repeated_row"]["rows"] == 1


def test_the_same_reference_with_other_content_is_rejected(take):
    report = take({}, {"finding": "Sustained"})
    assert files.totals(report) == (1, 0, 0, 1)
    assert report["rejections"]["conflicting_row"]["lines"] == [3]


def test_a_changed_finding_supersedes_the_imported_one(take):
    take({})
    assert files.totals(take({"finding": "Sustained"})) == (0, 1, 0, 0)
    earlier, later = Decision.objects.order_by("id")
    assert (earlier.as_recorded, earlier.superseded_at is not None) == ("Not sustained", True)
    assert (later.as_recorded, later.supersedes, later.superseded_at) == ("Sustained", earlier, None)


def test_a_changed_or_removed_sanction_supersedes_the_imported_one(take):
    take({"sanction": "Reprimand"})
    take({"sanction": "Resigned"})
    take({})
    assert Outcome.objects.in_force().count() == 0
    assert [outcome.as_recorded for outcome in Outcome.objects.order_by("id")] == ["Reprimand", "Resigned"]


def test_changed_facts_are_changed_with_before_and_after_on_record(take):
    take({})
    report = take({"category_label": "Incivility", "closed_date": "2019-10-01", "unit_at_time": "N9"})
    assert files.totals(report) == (0, 1, 0, 0)
    allegation = Allegation.objects.get()
    pair = allegation.pairs.get()
    assert (allegation.category_as_recorded, pair.finalised_on, pair.subject.unit_at_time.code) == (
        "Incivility",
        date(2019, 10, 1),
        "N9",
    )
    event = AuditEvent.objects.filter(action="import.chunk_written").first()
    key = f"cases.allegation:{allegation.pk}"
    assert event.before[key] == {"category_as_recorded": "Rudeness", "finalised_on": "2019-09-30", "unit_at_time": ""}
    assert event.after["changes"][key]["unit_at_time"] == "N9"
    assert event.before[f"cases.case:{allegation.case_id}"] == {"closed_on": "2019-09-30"}


def test_a_case_opens_and_closes_as_its_rows_do(take):
    take({})
    take({"closed_date": ""})
    assert Case.objects.get().stage == Stage.RECEIVED
    take({})
    assert (Case.objects.get().stage, Case.objects.get().closed_on) == (Stage.CLOSED, date(2019, 9, 30))


def test_a_file_with_the_new_rows_alone_joins_the_case_held(take):
    take({})
    report = take({"allegation_ref": "H-1/2", "closed_date": ""})
    assert report["records"]["cases"] == report["records"]["subjects"] == 0
    case = Case.objects.get()
    assert (case.stage, case.allegations.count()) == (Stage.RECEIVED, 2)


def test_an_allegation_is_not_moved_to_another_case_or_person(take):
    take({}, {"allegation_ref": "H-1/2"})
    report = take({"case_ref": "H-9"}, {"allegation_ref": "H-1/2", "officer_ref": "4102"})
    assert set(report["rejections"]) == {"case_of_allegation_differs", "officer_of_allegation_differs"}
    assert files.totals(report) == (0, 0, 0, 2)
    assert Case.objects.count() == 1


def test_what_people_changed_here_is_kept_and_told(take):
    take({})
    Case.objects.update(version=2)
    report = take({"finding": "Sustained", "received_date": "2019-03-05"})
    assert files.totals(report) == (0, 0, 1, 0)
    assert report["warnings"]["changed_here_kept"]["cells"] == 2
    assert Case.objects.get().received_on == date(2019, 3, 4)
    assert Decision.objects.get().as_recorded == "Not sustained"


def test_references_match_whatever_their_capitals(take):
    take({})
    report = take({"case_ref": "h-1", "allegation_ref": "h-1/1"})
    assert files.totals(report) == (0, 0, 1, 0)
    assert report["warnings"]["capitals_differ"]["rows"] == 1
