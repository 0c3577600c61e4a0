import csv
import hashlib
import io
import json

import pytest

from misconduct.audit.models import AuditEvent
from officers.models import UnitScope
from reports.models import ExportRun
from tests.factories import AllegationSubjectFactory, CaseFactory, OfficerFactory, SubjectFactory, UnitFactory

REASON = {"reason": "Quarterly return"}


def rows_of(response):
    body = b"".join(response.streaming_content)
    return body, list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


@pytest.mark.django_db(transaction=True)
def test_an_auditor_takes_the_case_register_with_its_proof(signed_in):
    CaseFactory(reference="TS/CM/2026/00001", summary="=cmd")
    CaseFactory(sealed=True)
    client = signed_in("auditor")

    body, rows = rows_of(client.post("/reports/exports/cases/", REASON))

    run = ExportRun.objects.get()
    assert [row["case_ref"] for row in rows] == ["TS/CM/2026/00001"]
    assert (run.status, run.rows, run.withheld, run.size) == ("finished", 1, 1, len(body))
    assert run.sha256 == hashlib.sha256(body).hexdigest()


@pytest.mark.django_db(transaction=True)
def test_a_formula_in_a_reference_is_made_harmless(signed_in):
    CaseFactory(reference="=cmd|' /C calc'!A0")
    _, rows = rows_of(signed_in("auditor").post("/reports/exports/cases/", REASON))
    assert rows[0]["case_ref"] == "'=cmd|' /C calc'!A0"


@pytest.mark.django_db(transaction=True)
def test_an_export_is_on_record_with_the_people_it_shows(signed_in):
    subject = SubjectFactory()
    OfficerFactory()
    b"".join(signed_in("auditor").post("/reports/exports/cases/", REASON).streaming_content)

    event = AuditEvent.objects.get(action="export.finished")
    assert f"officers.officer:{subject.officer_id}" in event.touched
    assert AuditEvent.objects.touching(subject.officer).count() == 1
    assert event.reason == "Quarterly return"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "slug",
    ["cases", "allegations", "outcomes", "officers", "repeat-register", "flag-decisions", "audit-log", "officer-key"],
)
def test_every_export_runs_and_has_the_columns_it_declares(signed_in, slug):
    AllegationSubjectFactory()
    client = signed_in("auditor")
    body = b"".join(client.post(f"/reports/exports/{slug}/", REASON).streaming_content).decode("utf-8-sig")
    run = ExportRun.objects.get()
    assert next(csv.reader(io.StringIO(body))) == run.columns
    assert run.status == "finished"


@pytest.mark.django_db(transaction=True)
def test_two_exports_of_the_same_data_are_the_same_to_the_byte(signed_in):
    AllegationSubjectFactory.create_batch(3)
    client = signed_in("auditor")
    for _ in range(2):
        b"".join(client.post("/reports/exports/allegations/", REASON).streaming_content)
    first, second = ExportRun.objects.values_list("sha256", flat=True)
    assert first == second


@pytest.mark.django_db
def test_an_export_without_a_reason_is_refused_beside_the_field(signed_in):
    response = signed_in("auditor").post("/reports/exports/cases/", {"reason": " "})
    assert response.status_code == 422
    assert "Enter why you need this file." in response.content.decode()
    assert not ExportRun.objects.exists()


@pytest.mark.django_db
def test_a_filter_that_cannot_be_read_is_refused_and_what_was_typed_stays(signed_in):
    data = {"reason": "Quarterly return", "decided_from": "soon"}
    response = signed_in("auditor").post("/reports/exports/outcomes/", data)
    assert response.status_code == 422
    assert "Quarterly return" in response.content.decode()
    assert not ExportRun.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("auditor", "/reports/exports/", 200),
        ("manager", "/reports/exports/", 200),
        ("caseworker", "/reports/exports/", 403),
        ("investigator", "/reports/exports/cases/", 403),
        ("administrator", "/reports/exports/cases/", 403),
        ("manager", "/reports/exports/audit-log/", 403),
        ("auditor", "/reports/exports/audit-log/", 200),
        ("auditor", "/reports/exports/nothing/", 404),
        ("auditor", "/reports/exports/runs/999/", 404),
    ],
)
def test_who_may_open_the_export_pages(signed_in, role, path, status):
    assert signed_in(role).get(path).status_code == status


@pytest.mark.django_db
def test_export_pages_refuse_other_methods(signed_in):
    assert signed_in("auditor").delete("/reports/exports/cases/").status_code == 405
    assert signed_in("auditor").post("/reports/exports/").status_code == 405


@pytest.mark.django_db
def test_a_manager_sees_only_their_own_manifests_and_an_auditor_all(signed_in, person):
    run = ExportRun.objects.create(slug="cases", title="Case register", reason="Why", run_by=person("auditor"))
    page = f"/reports/exports/runs/{run.pk}/"
    assert signed_in("manager").get(page).status_code == 404
    assert signed_in("auditor").get(page).status_code == 200
    manifest = json.loads(signed_in("auditor").get(f"{page}manifest.json").content)
    assert (manifest["export"], manifest["reason"], manifest["status"]) == ("cases", "Why", "running")


@pytest.mark.django_db(transaction=True)
def test_the_repeat_register_counts_only_what_its_reader_may_see(signed_in):
    officer = OfficerFactory()
    unit = UnitFactory()
    for _ in range(2):
        AllegationSubjectFactory(subject__officer=officer, allegation__case__unit=unit)
    AllegationSubjectFactory(subject__officer=officer, allegation__case__sealed=True)
    AllegationSubjectFactory(subject__officer=officer)
    client = signed_in("manager", is_force_wide=False)
    UnitScope.objects.create(user=client.user, unit=unit)

    _, rows = rows_of(client.post("/reports/exports/repeat-register/", REASON))

    assert [row["cases_all"] for row in rows] == ["2"]
    assert len(rows[0]["allegations_by_category"].split()) == 2


@pytest.mark.django_db(transaction=True)
def test_a_managers_file_does_not_say_that_no_sealed_case_was_left_out(signed_in):
    CaseFactory(sealed=True)
    client = signed_in("manager")
    rows_of(client.post("/reports/exports/cases/", REASON))
    run = ExportRun.objects.get()
    assert run.withheld is None
    assert "Not counted" in client.get(f"/reports/exports/runs/{run.pk}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_audit_log_is_taken_with_the_filters_of_its_page(signed_in):
    looked_at, other = OfficerFactory(number="4101"), OfficerFactory(number="4102")
    client = signed_in("auditor")
    for officer in (looked_at, other):
        client.get(f"/officers/{officer.pk}/")
    asked = {"record": "4101", "person": client.user.pk, "action": "officer.viewed", "since": "2026-01-01"}
    page = client.get("/audit/", asked)
    link = page.context["export_url"]
    assert link.startswith("/reports/exports/audit-log/?record=4101&person=")
    assert client.get(link).context["filterset"].qs.count() == page.context["paginator"].count == 1

    _, rows = rows_of(client.post("/reports/exports/audit-log/", REASON | asked))

    assert [(row["action"], row["object_id"]) for row in rows] == [("officer.viewed", str(looked_at.pk))]
    assert ExportRun.objects.get().filters == asked
