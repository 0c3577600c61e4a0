"""An address or a form that names what belongs to another case, another person or another list."""

import pytest
from django.test import Client

from cases.models import Case, CaseDraft, Code, CodeList
from misconduct.accounts.models import AccessGrant
from misconduct.audit.models import AuditEvent
from misconduct.imports.models import ImportRun
from reports.models import ExportRun
from tests.factories import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    OfficerFactory,
    SubjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return AllegationSubjectFactory().allegation.case


@pytest.fixture
def client(signed_in) -> Client:
    return signed_in("manager")


def code(code_list: CodeList) -> Code:
    return Code.objects.filter(code_list=code_list).exclude(scheme="historic").first()


def test_what_belongs_to_another_case_is_not_there(client, case):
    pair, other = AllegationSubjectFactory(), AllegationFactory(number=7)
    subject = SubjectFactory(unidentified=True)
    grant = AccessGrant.objects.create(
        user=UserFactory(), object_type="cases.case", object_id=other.case_id, reason="x", granted_by=client.user
    )
    for path in (
        f"pairs/{pair.pk}/outcome/",
        f"pairs/{pair.pk}/severity/",
        f"allegations/{other.number}/category/",
        f"subjects/{subject.pk}/identify/",
        f"access/{grant.pk}/withdraw/",
    ):
        address = f"/cases/{case.pk}/{path}"
        assert client.get(address).status_code == 404, path
        answer = {"reason": "Forged", "version": case.version}
        assert client.post(address, answer).status_code in {404, 422}, path
    case.refresh_from_db()
    assert case.version == 1
    assert AccessGrant.objects.get(pk=grant.pk).withdrawn_at is None


def test_an_allegation_takes_neither_another_list_s_code_nor_another_case_s_subject(client, case):
    stranger = SubjectFactory()
    own = case.subjects.get()
    outcome, category = code(CodeList.OUTCOME), case.allegations.get().category
    for chosen, subject in ((outcome, own), (category, stranger)):
        answer = {"category": chosen.pk, "description": "Forged", "subjects": [subject.pk], "version": case.version}
        assert client.post(f"/cases/{case.pk}/allegations/add/", answer).status_code == 422
    assert case.allegations.count() == 1


def test_nobody_unfit_is_made_investigator_or_given_access(client, case):
    officer = case.subjects.get().officer
    officer.account = UserFactory()
    officer.save()
    unfit = (officer.account, UserFactory(role="auditor"), UserFactory(is_active=False))
    for person in unfit:
        answer = {"investigator": person.pk, "version": case.version}
        assert client.post(f"/cases/{case.pk}/assign/", answer).status_code == 422
    for person in (officer.account, UserFactory(role="administrator"), UserFactory(is_active=False)):
        answer = {"user": person.pk, "reason": "Forged", "version": case.version}
        assert client.post(f"/cases/{case.pk}/access/give/", answer).status_code == 422


def test_nobody_makes_themselves_a_subject(client, case):
    own = OfficerFactory(account=client.user)
    address = f"/cases/{case.pk}/subjects/add/?officer={own.pk}"
    assert client.get(address).status_code == 404
    answer = {"allegations": [case.allegations.get().pk], "version": case.version}
    assert client.post(address, answer).status_code == 404


def test_a_draft_of_somebody_else_is_not_there(client):
    draft = CaseDraft.objects.create(user=UserFactory(), answers={"record_type": "CM"})
    for page in ("", "received/", "people/", "check/", "discard/", "logged/", "allegations/add/"):
        assert client.get(f"/cases/new/{draft.pk}/{page}").status_code == 404
        assert client.post(f"/cases/new/{draft.pk}/{page}", {}).status_code in {404, 405}
    assert CaseDraft.objects.filter(pk=draft.pk).exists()


def test_a_form_sets_no_more_than_it_asks(client, case):
    forged = {"is_sealed": "true", "stage": "closed", "reference": "FORGED", "investigator": client.user.pk}
    answer = {"summary": "New words", "received_on": "2026-03-02", "reason": "Mended", "version": case.version}
    assert client.post(f"/cases/{case.pk}/edit/", {**answer, **forged}).status_code == 302
    held = Case.objects.get(pk=case.pk)
    assert held.summary == "New words"
    assert (held.is_sealed, held.stage, held.reference, held.investigator) == (
        False,
        case.stage,
        case.reference,
        None,
    )


def test_an_auditor_does_not_read_what_was_exported_about_themselves(signed_in):
    client = signed_in("auditor")
    own = OfficerFactory(account=client.user)
    run = ExportRun.objects.create(
        slug="cases", title="Case register", reason="Hush", run_by=UserFactory(), filters={"officer": own.pk}
    )
    ExportRun.objects.create(slug="cases", title="Case register", reason="Open", run_by=UserFactory())
    page = client.get("/reports/exports/").content.decode()
    assert "Hush" not in page
    assert "Open" in page
    assert client.get(f"/reports/exports/runs/{run.pk}/").status_code == 404
    assert client.get(f"/reports/exports/runs/{run.pk}/manifest.json").status_code == 404


def test_an_export_about_somebody_is_on_their_record(client):
    officer = OfficerFactory()
    client.post("/reports/exports/cases/", {"reason": "Review", "officer": officer.pk})
    assert AuditEvent.objects.touching(officer).filter(action="export.started").exists()


def test_an_import_not_looked_at_yet_breaks_no_page(signed_in):
    run = ImportRun.objects.create(kind="officers", file_name="roster.csv", sha256="0" * 64, size=1)
    client = signed_in("administrator")
    for page in ("", "rejects.csv", "roll-back/"):
        assert client.get(f"/imports/{run.pk}/{page}").status_code in {200, 404}
    assert client.post(f"/imports/{run.pk}/commit/").status_code == 422


def test_a_case_opened_by_name_is_seen_no_longer_than_that(signed_in):
    client, sealed = signed_in("caseworker"), CaseFactory(sealed=True)
    grant = AccessGrant.objects.create(
        user=client.user, object_type="cases.case", object_id=sealed.pk, reason="x", granted_by=UserFactory()
    )
    assert client.get(sealed.get_absolute_url()).status_code == 200
    AccessGrant.objects.filter(pk=grant.pk).update(expires_at=grant.granted_at)
    assert client.get(sealed.get_absolute_url()).status_code == 404
