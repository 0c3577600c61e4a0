import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from misconduct.audit.models import AuditEvent
from misconduct.imports import tasks
from misconduct.imports.models import ImportRun
from officers.models import Officer
from tests.factories import OfficerFactory
from tests.imports import files

pytestmark = pytest.mark.django_db

OTHERS = ("caseworker", "investigator", "manager", "auditor")


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def administrator(signed_in):
    return signed_in("administrator")


@pytest.fixture
def uploaded(administrator):
    """Uploads a roster and has it looked at, as the worker does."""

    def upload(*rows, name="roster.csv"):
        content = files.roster_text(*rows).encode()
        response = administrator.post("/imports/new/", {"kind": "officers", "file": SimpleUploadedFile(name, content)})
        assert response.status_code == 302, response.context["form"].errors
        run = ImportRun.objects.latest("pk")
        tasks.preview(run.pk)
        run.refresh_from_db()
        return run

    return upload


@pytest.mark.parametrize("role", OTHERS)
def test_only_administrators_import(signed_in, uploaded, role):
    run = uploaded({})
    client = signed_in(role)
    for address in ("/imports/", "/imports/new/", f"/imports/{run.pk}/", f"/imports/{run.pk}/rejects.csv"):
        assert client.get(address).status_code == 403
    for step in ("commit", "roll-back"):
        assert client.post(f"/imports/{run.pk}/{step}/").status_code == 403


@pytest.mark.parametrize("address", ["/imports/4711/", "/imports/4711/rejects.csv", "/imports/4711/roll-back/"])
def test_an_import_that_is_not_there_is_404(administrator, address):
    assert administrator.get(address).status_code == 404


def test_the_wrong_method_is_405(administrator, uploaded):
    run = uploaded({})
    assert administrator.delete(f"/imports/{run.pk}/commit/").status_code == 405
    assert administrator.post("/imports/").status_code == 405
    assert administrator.put("/imports/new/").status_code == 405


def test_the_empty_list_says_how_to_start(administrator):
    assert "No imports yet" in administrator.get("/imports/").content.decode()


def test_a_preview_counts_and_writes_nothing(administrator, uploaded):
    run = uploaded({}, {"officer_ref": "4102", "left_date": "nonsense"}, {"officer_ref": "4103", "rank": " Inspector"})
    assert run.status == ImportRun.Status.PREVIEWED
    page = administrator.get(f"/imports/{run.pk}/").content.decode()
    assert "Import 2 rows" in page
    assert "spaces_trimmed" in page
    assert "“nonsense” is not a date" in page
    assert not Officer.objects.exists()


def test_a_commit_imports_and_forgets_the_file(administrator, uploaded, settings):
    run = uploaded({})
    assert administrator.post(f"/imports/{run.pk}/commit/").status_code == 302
    run.refresh_from_db()
    assert run.status == ImportRun.Status.QUEUED
    tasks.commit(run.pk)
    tasks.commit(run.pk)
    run.refresh_from_db()
    assert (run.status, run.counts["created"]) == (ImportRun.Status.FINISHED, 1)
    assert Officer.objects.get().number == "4101"
    assert list((settings.MEDIA_ROOT / "imports").iterdir()) == []
    assert "What this import did" in administrator.get(f"/imports/{run.pk}/").content.decode()


def test_starting_is_asked_for_by_address_too(administrator, uploaded):
    run = uploaded({})
    assert "Import 1 row" in administrator.get(f"/imports/{run.pk}/commit/").content.decode()
    run.refresh_from_db()
    assert run.status == ImportRun.Status.PREVIEWED


def test_a_run_cannot_be_started_twice(administrator, uploaded):
    run = uploaded({})
    administrator.post(f"/imports/{run.pk}/commit/")
    response = administrator.post(f"/imports/{run.pk}/commit/")
    assert response.status_code == 422
    assert "waiting to start" in response.content.decode()


def test_each_step_is_on_record_under_the_person(administrator, uploaded):
    run = uploaded({})
    administrator.get(f"/imports/{run.pk}/")
    administrator.get("/imports/")
    administrator.post(f"/imports/{run.pk}/commit/")
    tasks.commit(run.pk)
    administrator.get(f"/imports/{run.pk}/rejects.csv")
    events = AuditEvent.objects.filter(actor_id=administrator.user.pk).order_by("id")
    assert list(events.values_list("action", flat=True)) == [
        "import.uploaded",
        "import.previewed",
        "import.viewed",
        "import.list_viewed",
        "import.queued",
        "import.started",
        "units.added",
        "import.chunk_written",
        "import.finished",
        "import.rejects_downloaded",
    ]


def test_rejected_rows_are_downloaded_with_line_and_reason(administrator, uploaded):
    run = uploaded({}, {"officer_ref": "4102", "rank": "=1+1", "left_date": "nonsense"})
    response = administrator.get(f"/imports/{run.pk}/rejects.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["line"], row["rank"], row["officer_ref"]) == ("3", "'=1+1", "4102")


def test_the_same_file_again_says_so_with_a_link(administrator, uploaded):
    first = uploaded({})
    second = uploaded({}, name="again.csv")
    page = administrator.get(f"/imports/{second.pk}/").content.decode()
    assert "The same file was taken in before" in page
    assert f'href="/imports/{first.pk}/"' in page


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("roster.xlsx", b"PK\x03\x04", "must end in .csv or .csv.gz"),
        ("roster.csv", b"PK\x03\x04", "Excel workbook or a zip"),
        ("roster.csv", b"officer_ref\n1\n", "lacks the columns"),
        ("roster.csv", b"", "The file is empty"),
    ],
)
def test_an_unfit_file_is_refused_beside_the_field_and_not_kept(administrator, settings, name, content, message):
    response = administrator.post("/imports/new/", {"kind": "officers", "file": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert message in str(response.context["form"].errors["file"])
    assert not ImportRun.objects.exists()
    folder = settings.MEDIA_ROOT / "imports"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_file_over_the_limit_is_refused_beside_the_field(administrator, settings):
    settings.IMPORT_MAX_BYTES = 10
    upload = SimpleUploadedFile("roster.csv", files.roster_text({}).encode())
    response = administrator.post("/imports/new/", {"kind": "officers", "file": upload})
    assert response.status_code == 422
    assert "larger than" in str(response.context["form"].errors["file"])


def test_two_gigabytes_are_turned_away_before_they_are_read(administrator):
    response = administrator.generic(
        "POST", "/imports/new/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 1024**3)
    )
    assert response.status_code == 413
    assert "larger than 200 MB" in response.content.decode()


def test_a_forged_upload_is_refused(administrator):
    administrator.handler.enforce_csrf_checks = True
    upload = SimpleUploadedFile("roster.csv", files.roster_text({}).encode())
    assert administrator.post("/imports/new/", {"kind": "officers", "file": upload}).status_code == 403
    assert not ImportRun.objects.exists()


def test_a_file_found_unfit_on_the_way_stops_with_its_reason(administrator):
    rows = [{"officer_ref": str(number)} for number in range(2000)]
    content = files.roster_text(*rows).encode() + b"4102,\xe9,,,,,,\n"
    administrator.post("/imports/new/", {"kind": "officers", "file": SimpleUploadedFile("roster.csv", content)})
    run = ImportRun.objects.get()
    tasks.preview(run.pk)
    page = administrator.get(f"/imports/{run.pk}/").content.decode()
    assert "not UTF-8" in page
    assert "Import 1 row" not in page


def test_a_script_in_a_file_name_is_shown_as_text(administrator, uploaded):
    run = uploaded({}, name="<script>alert(1)</script>.csv")
    assert "<script>alert" not in administrator.get(f"/imports/{run.pk}/").content.decode()


def test_a_roll_back_takes_out_what_was_created(administrator, uploaded):
    run = uploaded({})
    administrator.post(f"/imports/{run.pk}/commit/")
    tasks.commit(run.pk)
    assert administrator.get(f"/imports/{run.pk}/roll-back/").status_code == 200
    assert administrator.post(f"/imports/{run.pk}/roll-back/").status_code == 302
    assert not Officer.objects.exists()
    run.refresh_from_db()
    assert run.status == ImportRun.Status.ROLLED_BACK
    page = administrator.get(f"/imports/{run.pk}/").content.decode()
    assert "This import was rolled back on" in page
    assert "Records created, and deleted again" in page


def test_a_roll_back_of_changes_is_refused_with_the_reason(administrator, uploaded):
    OfficerFactory(number="4101")
    run = uploaded({})
    administrator.post(f"/imports/{run.pk}/commit/")
    tasks.commit(run.pk)
    response = administrator.post(f"/imports/{run.pk}/roll-back/")
    assert response.status_code == 422
    assert "It changed 1 row of records that were there before." in response.content.decode()


def test_the_list_takes_as_many_queries_for_twelve_as_for_two(administrator, uploaded):
    uploaded({})
    with CaptureQueriesContext(connection) as few:
        administrator.get("/imports/")
    for number in range(11):
        uploaded({"officer_ref": f"5{number}"})
    with CaptureQueriesContext(connection) as many:
        administrator.get("/imports/")
    assert len(few) == len(many)
