import pytest
from django.test import Client
from django.utils import timezone

from cases.investigations.models import Document
from cases.models import Code, CodeList, Decision
from misconduct.audit.models import AuditEvent
from tests.factories import AllegationSubjectFactory, CaseFactory
from tests.factories.investigations import PDF, DocumentFactory, PolicyEntryFactory, stored_file, upload

pytestmark = pytest.mark.django_db
ANSWERS = {
    "title": "Statement of J. Hale",
    "kind": "statement",
    "classification": "official_sensitive",
    "may_change_severity": "yes",
}


def send(client, case, **fields):
    answers = {**ANSWERS, "version": case.version, "file": upload(), **fields}
    return client.post(f"/cases/{case.pk}/documents/add/", answers)


def test_a_document_is_added_seen_and_downloaded(signed_in):
    client, case = signed_in(), CaseFactory()
    assert send(client, case).status_code == 302
    document = case.documents.get()
    page = client.get(f"/cases/{case.pk}/evidence/").text
    for words in ("Statement of J. Hale", "OFFICIAL-SENSITIVE", "Not scanned for malware"):
        assert words in page
    assert document.versions.get().sha256 in client.get(f"/cases/{case.pk}/documents/{document.pk}/").text
    response = client.get(f"/cases/{case.pk}/files/{document.versions.get().pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="statement.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]
    assert AuditEvent.objects.filter(action="document.downloaded", actor_id=client.user.pk).exists()


def test_the_foot_of_a_short_list_counts_it_where_that_says_anything(signed_in):
    client, case = signed_in(), CaseFactory()
    DocumentFactory(case=case)
    assert "Showing" not in client.get(f"/cases/{case.pk}/evidence/").text
    DocumentFactory(case=case)
    assert "Showing all <strong>2</strong> documents" in client.get(f"/cases/{case.pk}/evidence/").text


def test_a_refused_file_says_why_beside_the_field_and_keeps_what_was_typed(signed_in):
    client, case = signed_in(), CaseFactory()
    response = send(client, case, file=upload(b"MZ", "holiday.jpg"))
    assert response.status_code == 422
    assert "a Windows program" in response.text
    assert "Statement of J. Hale" in response.text
    assert send(client, case, file=upload(b"")).status_code == 422


def test_whether_severity_may_change_must_be_answered(signed_in):
    response = send(signed_in(), CaseFactory(), may_change_severity="")
    assert response.status_code == 422
    assert "Could this change the severity assessment?" in response.text


@pytest.mark.parametrize("path", ["documents/add/", "documents/{document}/new-version/"])
def test_a_file_announced_as_too_large_is_turned_away_unread(signed_in, path):
    client, document = signed_in(), DocumentFactory()
    address = f"/cases/{document.case_id}/" + path.format(document=document.pk)
    response = client.post(address, {"file": upload()}, CONTENT_LENGTH=str(51 * 1024 * 1024 + 70_000))
    assert response.status_code == 413
    assert "larger than 50 MB" in response.text
    assert signed_in("auditor").post(address, {}, CONTENT_LENGTH=str(10**9)).status_code == 403
    assert client.post(address.replace(str(document.case_id), "999999", 1), {}).status_code == 404


def test_a_form_without_its_token_is_refused(signed_in):
    client, case = Client(enforce_csrf_checks=True), CaseFactory()
    client.force_login(signed_in().user)
    assert send(client, case).status_code == 403
    assert not case.documents.exists()


def test_of_two_at_once_both_add_their_evidence(signed_in):
    case = CaseFactory()
    assert send(signed_in(), case).status_code == 302
    assert send(signed_in(), case).status_code == 302
    assert [one.number for one in case.documents.all()] == [1, 2]


def test_a_file_that_did_not_go_through_is_asked_for_again(signed_in):
    """No browser keeps it; what was typed beside it stays."""
    document = DocumentFactory()
    path = f"/cases/{document.case_id}/documents/{document.pk}/new-version/"
    given = {"note": "Signed.", "may_change_severity": "no", "version": document.case.version + 1}
    response = signed_in().post(path, {**given, "file": upload()})
    assert response.status_code == 409
    assert response.context["form"].errors["file"] == [
        "Choose the file again: everything else that you entered is still here"
    ]
    assert "Signed." in response.text


def test_what_belongs_to_another_case_or_is_sealed_is_not_there(signed_in):
    client, case = signed_in(), CaseFactory()
    other, sealed = stored_file(DocumentFactory()), stored_file(DocumentFactory(case=case, sealed=True))
    entry, hidden = PolicyEntryFactory(), PolicyEntryFactory(case=case, is_sealed=True)
    for path in (
        f"documents/{other.document_id}/",
        f"documents/{other.document_id}/new-version/",
        f"files/{other.pk}/",
        f"documents/{sealed.document_id}/",
        f"documents/{sealed.document_id}/new-version/",
        f"files/{sealed.pk}/",
        f"policy-log/{entry.pk}/correct/",
        f"policy-log/{hidden.pk}/correct/",
    ):
        assert client.get(f"/cases/{case.pk}/{path}").status_code == 404, path
    page = client.get(f"/cases/{case.pk}/evidence/").text
    assert "Statement of an invented witness" not in page
    assert "To speak to the neighbours." not in page
    assert "To speak to the neighbours." in signed_in("manager").get(f"/cases/{case.pk}/evidence/").text


def test_a_withheld_file_is_explained(signed_in, settings):
    file = stored_file(DocumentFactory())
    (settings.MEDIA_ROOT / file.stored_as).write_bytes(b"altered")
    response = signed_in().get(f"/cases/{file.document.case_id}/files/{file.pk}/")
    assert response.status_code == 409
    assert "not what was taken in" in response.text


def test_evidence_newer_than_the_severity_assessment_is_shown(signed_in):
    client, pair = signed_in(), AllegationSubjectFactory()
    case = pair.allegation.case
    DocumentFactory(case=case, title="Earlier statement")
    value = Code.objects.filter(code_list=CodeList.SEVERITY).first()
    assert "new evidence since severity" not in client.get(f"/cases/{case.pk}/evidence/").text
    Decision.objects.create(
        pair=pair,
        kind=Decision.Kind.SEVERITY,
        value=value,
        decided_on=timezone.localdate(),
        decided_by=client.user,
        recorded_at=timezone.now(),
    )
    assert "new evidence since severity" not in client.get(f"/cases/{case.pk}/evidence/").text
    DocumentFactory(case=case, title="Later footage", may_change_severity=True)
    assert "Later footage" in client.get(f"/cases/{case.pk}/evidence/").text
    for page in ("", "evidence/"):
        assert "new evidence since severity" in client.get(f"/cases/{case.pk}/{page}").text


def test_much_new_evidence_is_counted_and_marked_instead_of_listed(signed_in):
    client, pair = signed_in(), AllegationSubjectFactory()
    case = pair.allegation.case
    value = Code.objects.filter(code_list=CodeList.SEVERITY).first()
    given = {"value": value, "decided_on": timezone.localdate(), "decided_by": client.user}
    Decision.objects.create(pair=pair, kind=Decision.Kind.SEVERITY, recorded_at=timezone.now(), **given)
    for number in range(52):
        DocumentFactory(case=case, title=f"Statement {number}.")
    page = client.get(f"/cases/{case.pk}/").text
    assert "47 more" in page
    assert "Statement 5." not in page
    page = client.get(f"/cases/{case.pk}/evidence/").text
    assert page.count("New since severity") == 50
    assert "of <strong>52</strong> documents and exhibits" in page
    assert "Statement 51." not in page
    assert "Statement 51." in client.get(f"/cases/{case.pk}/evidence/?page=2").text


def test_the_policy_log_is_written_and_corrected(signed_in):
    client, case = signed_in("manager"), CaseFactory()
    answers = {
        "decision": "To wait.",
        "reason": "The witness is away.",
        "decided_on": "2026-03-04",
        "decided_time": "10:15am",
    }
    address = f"/cases/{case.pk}/policy-log/"
    assert client.post(f"{address}add/", {**answers, "version": 1}).status_code == 302
    entry = case.policy_entries.get()
    assert "To wait." in client.get(f"{address}{entry.pk}/correct/").text
    answers |= {"decision": "To wait until May.", "version": 2}
    assert client.post(f"{address}{entry.pk}/correct/", answers).status_code == 302
    page = client.get(f"/cases/{case.pk}/evidence/").text
    assert "Entry 2, corrects entry 1" in page
    assert "Corrected by entry 2" in page


def test_the_evidence_page_asks_as_much_for_many_as_for_one(signed_in, django_assert_max_num_queries):
    client, case = signed_in("manager"), CaseFactory()
    for _ in range(6):
        stored_file(DocumentFactory(case=case))
        PolicyEntryFactory(case=case)
    client.get(f"/cases/{case.pk}/evidence/")
    with django_assert_max_num_queries(30):
        client.get(f"/cases/{case.pk}/evidence/")
    assert Document.objects.count() == 6
