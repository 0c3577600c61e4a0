"""Everything in the files arrives, every quirk is counted, and a second import changes nothing."""

from typing import Any

import pytest
from django.db.models import Count

from cases.models import Allegation, AllegationSubject, Case, Decision, Outcome, Subject
from cases.stages import RecordType, Stage
from officers.models import Officer, Posting
from tests.real_data.loading import RealSet

pytestmark = pytest.mark.realdata

_FIVE_MINUTES = 300
_ONE_GIGABYTE = 1024
_WITHOUT_SUBJECT = 46_720


def _totals(report: dict[str, Any]) -> dict[str, int]:
    return {name: report[name] for name in ("rows", "accepted", "created", "changed", "unchanged", "rejected")}


def _all_created(rows: int) -> dict[str, int]:
    return {"rows": rows, "accepted": rows, "created": rows, "changed": 0, "unchanged": 0, "rejected": 0}


def _all_unchanged(rows: int) -> dict[str, int]:
    return {"rows": rows, "accepted": rows, "created": 0, "changed": 0, "unchanged": rows, "rejected": 0}


def test_chicago_arrives_whole(chicago: RealSet):
    rows = chicago.quirks["rows_out"]
    assert _totals(chicago.runs["first roster"].report) == _all_created(rows["officers"])
    assert _totals(chicago.runs["first cases"].report) == _all_created(rows["allegations"] + _WITHOUT_SUBJECT)
    cases = Case.objects.filter(record_type=RecordType.HISTORIC)
    assert Officer.objects.count() == rows["officers"]
    assert cases.filter(allegations__isnull=False).distinct().count() == rows["cases"]
    assert cases.filter(allegations__isnull=True).count() == _WITHOUT_SUBJECT
    assert Allegation.objects.count() == AllegationSubject.objects.count() == rows["allegations"]


def test_chicago_fits_the_time_and_the_memory(chicago: RealSet):
    runs = [chicago.runs["first roster"], chicago.runs["first cases"]]
    assert sum(run.seconds for run in runs) < _FIVE_MINUTES
    assert max(run.megabytes for run in runs) < _ONE_GIGABYTE


def test_chicago_counts_each_quirk_that_its_files_hold(chicago: RealSet):
    known = chicago.quirks["quirks_kept"]
    roster, cases = chicago.runs["first roster"].report, chicago.runs["first cases"].report
    warnings = cases["warnings"]
    assert roster["warnings"]["left_date_before_appointed"]["rows"] == known["left_date_before_appointed"]
    assert warnings["codes_not_in_code_table"]["codes"] == known["codes_not_in_code_table"]
    assert warnings["codes_not_in_code_table"]["rows"] == known["rows_with_code_not_in_code_table"]
    assert warnings["numeric_sanction_codes_rows"]["rows"] == known["numeric_sanction_codes_rows"]
    for name in (
        "closed_before_received_cases",
        "incident_after_received_cases",
        "incident_before_1960_cases",
        "closed_blank_cases",
    ):
        assert warnings[name]["cases"] == known[name], name
    assert cases["sanction_values_after_case_folding"] == known["sanction_values_after_case_folding"]
    assert cases["category_codes"] == 196


def test_chicago_counts_blank_cells_by_column(chicago: RealSet):
    known = chicago.quirks["blank_cells"]
    roster, cases = chicago.runs["first roster"].report, chicago.runs["first cases"].report
    history = next(file for file in cases["files"] if file["kind"] == "cases")
    assert roster["blank_cells"] == known["officers"]
    assert history["blank_cells"] == known["allegations"]


def test_chicago_imported_twice_changes_nothing(chicago: RealSet):
    before = _rows_held()
    chicago.import_all("second")
    rows = chicago.quirks["rows_out"]
    assert _totals(chicago.runs["second roster"].report) == _all_unchanged(rows["officers"])
    assert _totals(chicago.runs["second cases"].report) == _all_unchanged(rows["allegations"] + _WITHOUT_SUBJECT)
    assert _rows_held() == before


def test_nashville_arrives_whole(nashville: RealSet):
    rows = nashville.quirks["rows_out"]
    assert _totals(nashville.runs["first roster"].report) == _all_created(rows["officers"])
    assert _totals(nashville.runs["first cases"].report) == _all_created(rows["allegations"])
    assert Case.objects.count() == rows["cases"]
    assert Case.objects.filter(received_on__isnull=True, stage=Stage.CLOSED).count() == rows["cases"]
    warned = nashville.runs["first cases"].report["warnings"]["blank_officer_ref"]["rows"]
    assert warned == rows["allegations_without_officer"]
    assert Subject.objects.filter(kind=Subject.Kind.UNIDENTIFIED).count() == rows["allegations_without_officer"]


def test_nashville_imported_twice_changes_nothing(nashville: RealSet):
    before = _rows_held()
    nashville.import_all("second")
    rows = nashville.quirks["rows_out"]
    assert _totals(nashville.runs["second roster"].report) == _all_unchanged(rows["officers"])
    assert _totals(nashville.runs["second cases"].report) == _all_unchanged(rows["allegations"])
    assert _rows_held() == before


def _rows_held() -> dict[str, int]:
    models = (Officer, Posting, Case, Subject, Allegation, AllegationSubject, Decision, Outcome)
    return {model.__name__: model.objects.aggregate(rows=Count("pk"))["rows"] for model in models}
