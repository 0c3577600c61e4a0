"""Writing, checking, issuing and giving a notice through the pages."""

import hashlib

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.notices import catalogue
from cases.notices.models import Notice, NoticeDraft, NoticeFile, Service, Withholding
from misconduct.audit.models import AuditEvent
from tests.factories import CaseFactory, OfficerFactory, PartyFactory, SubjectFactory
from tests.factories.notices import (
    assess,
    draft_notice,
    filled_in,
    issue_notice,
    serve_notice,
    subject_with_severity,
)

pytestmark = pytest.mark.django_db


def answers(case, template="investigation", **changes):
    """What the form of a letter sends, its dates in boxes."""
    asked = catalogue.template(template).asked(case.regime)
    sent = {"version": case.version, "recipient_name": "Sam Carver", "recipient_address": "1 Invented Street"}
    sent |= {"method": "in-person", "recipient_email": ""}
    for one in asked:
        value = filled_in(catalogue.template(template), case.regime)[one.key]
        if one.kind == "date":
            year, month, day = value.split("-")
            sent |= {f"{one.key}_day": day, f"{one.key}_month": month, f"{one.key}_year": year}
        else:
            sent[one.key] = value
    return sent | changes


@pytest.fixture
def subject():
    return subject_with_severity()


def test_a_notice_from_the_choice_to_its_service(signed_in, subject):
    client, case = signed_in("manager"), subject.case
    base = f"/cases/{case.pk}/notices"
    assert "No notice issued yet" in client.get(f"{base}/").text
    assert "Notice of investigation" in client.get(f"{base}/new/").text
    form = client.get(f"{base}/new/investigation/?subject={subject.pk}")
    assert "An invented allegation." in form.text
    sent = client.post(f"{base}/new/investigation/?subject={subject.pk}", answers(case))
    draft = NoticeDraft.objects.get()
    assert sent.url == f"{base}/drafts/{draft.pk}/"
    check = client.get(sent.url)
    assert "This notice is given under regulation 17" in check.text
    case.refresh_from_db()
    issued = client.post(sent.url, {"version": case.version})
    notice = Notice.objects.get()
    assert issued.url == f"{base}/{notice.pk}/"
    case.refresh_from_db()
    now = timezone.localtime()
    given = {"version": case.version, "method": "in-person", "proof": "Handed over", "sent_at": f"{now:%H:%M}"}
    given |= {"sent_on_day": now.day, "sent_on_month": now.month, "sent_on_year": now.year}
    assert client.post(f"{base}/{notice.pk}/give/", given).status_code == 302
    assert "Served" in client.get(f"{base}/").text
    assert Service.objects.get().notice == notice


def test_gaps_are_named_on_the_check_page_and_stop_the_issue(signed_in, subject):
    client, case = signed_in("manager"), subject.case
    url = f"/cases/{case.pk}/notices/new/investigation/?subject={subject.pk}"
    check = client.post(url, answers(case, terms_of_reference="", method=""), follow=True)
    assert "It cannot be issued yet" in check.text
    assert "Terms of reference of the investigation" in check.text
    assert "Issue this notice" not in check.text
    case.refresh_from_db()
    refused = client.post(check.redirect_chain[-1][0], {"version": case.version})
    assert refused.status_code == 422
    assert not Notice.objects.exists()


def test_a_draft_shows_what_was_typed_as_text(signed_in, subject):
    draft = draft_notice(subject, conduct="<script>alert(1)</script> #eval(1)")
    page = signed_in("manager").get(f"/cases/{subject.case.pk}/notices/drafts/{draft.pk}/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; #eval(1)" in page.text


def test_a_draft_can_be_changed_and_thrown_away(signed_in, subject):
    client, draft, case = signed_in("manager"), draft_notice(subject), subject.case
    base = f"/cases/{case.pk}/notices/drafts/{draft.pk}"
    case.refresh_from_db()
    assert "Invented terms_of_reference" in client.get(f"{base}/edit/").text
    client.post(f"{base}/edit/", answers(case, conduct="Something else"))
    assert NoticeDraft.objects.get().values["conduct"] == "Something else"
    case.refresh_from_db()
    client.post(f"{base}/discard/", {"version": case.version})
    assert client.get(f"{base}/").status_code == 404


def test_who_was_overtaken_keeps_what_they_typed(signed_in, subject):
    url = f"/cases/{subject.case.pk}/notices/new/investigation/?subject={subject.pk}"
    sent = answers(subject.case, conduct="Kept words", version=subject.case.version + 5)
    response = signed_in("manager").post(url, sent)
    assert response.status_code == 409
    assert "Kept words" in response.text


def test_a_letter_that_does_not_apply_says_why(signed_in, subject):
    url = f"/cases/{subject.case.pk}/notices/new"
    page = signed_in("manager").get(f"{url}/acknowledgement/", follow=True)
    assert "It is for these kinds of case" in page.text
    choice = signed_in("caseworker").get(f"{url}/")
    assert "Your role does not issue this one." in choice.text
    assert signed_in("caseworker").get(f"{url}/suspension-imposed/?subject={subject.pk}").status_code == 403
    assert signed_in("manager").get(f"{url}/nothing-of-the-kind/").status_code == 404


def test_every_letter_opens_with_its_questions(signed_in):
    client, subject = signed_in("manager"), serve_notice().notice.subject
    for template in catalogue.templates().values():
        page = client.get(f"/cases/{subject.case.pk}/notices/new/{template.slug}/?subject={subject.pk}", follow=True)
        assert page.status_code == 200, template.slug


def test_a_letter_to_a_party_is_counted_for_them_and_names_them_only_to_casework(signed_in):
    case = CaseFactory(regime="2025", record_type="PC-S")
    party = PartyFactory(case=case, name="Alma Quill", roles=["complainant"])
    client = signed_in("manager")
    url = f"/cases/{case.pk}/notices/new/progress-update/?party={party.pk}"
    assert "Alma Quill" in client.get(url).text
    sent = answers(case, "progress-update", method="post", recipient_name="Alma Quill")
    check = client.post(url, sent)
    case.refresh_from_db()
    notice_url = client.post(check.url, {"version": case.version}).url
    assert Notice.objects.get().about == f"contacts.party:{party.pk}"
    assert "Alma Quill" in client.get(notice_url).text
    auditor = signed_in("auditor")
    for url in (f"/cases/{case.pk}/notices/", notice_url, f"/cases/{case.pk}/timeline/"):
        assert "Alma Quill" not in auditor.get(url).text
    assert auditor.get(f"{notice_url}file/").status_code == 403
    assert not AuditEvent.objects.filter(after__recipient="Alma Quill").exists()


def test_the_file_is_an_attachment_that_can_run_nothing(signed_in):
    notice = issue_notice()
    response = signed_in("auditor").get(f"/cases/{notice.case.pk}/notices/{notice.pk}/file/")
    assert hashlib.sha256(response.content).hexdigest() == notice.sha256
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert "/" not in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_changed_file_is_not_handed_out(signed_in):
    notice = issue_notice()
    with pgtrigger.ignore("notices.NoticeFile:never_changed"):
        NoticeFile.objects.filter(notice=notice).update(pdf=b"forged")
    response = signed_in("auditor").get(f"/cases/{notice.case.pk}/notices/{notice.pk}/file/")
    assert response.status_code == 409
    assert "not the one that was issued" in response.text
    assert AuditEvent.objects.filter(action="notice.file_refused").count() == 1


def test_a_notice_of_another_case_is_not_there(signed_in):
    notice, other = issue_notice(), CaseFactory()
    for page in ("", "file/", "give/"):
        assert signed_in("manager").get(f"/cases/{other.pk}/notices/{notice.pk}/{page}").status_code == 404


def test_a_draft_preview_is_a_pdf_and_names_a_sign_that_cannot_be_set(signed_in, subject):
    client = signed_in("manager")
    url = f"/cases/{subject.case.pk}/notices/drafts"
    assert client.get(f"{url}/{draft_notice(subject).pk}/preview/").content.startswith(b"%PDF-")
    emoji = draft_notice(subject, conduct="He sent \U0001f600.")
    assert "A letter cannot show" in client.get(f"{url}/{emoji.pk}/preview/", follow=True).text


def test_replacing_a_notice_starts_from_what_it_said(signed_in, subject):
    first = issue_notice(subject, conduct="The first words")
    client, case = signed_in("manager"), subject.case
    url = f"/cases/{case.pk}/notices/new/investigation/?replaces={first.pk}"
    assert "The first words" in client.get(url).text
    case.refresh_from_db()
    check = client.post(url, answers(case, conduct="Corrected words"))
    case.refresh_from_db()
    client.post(check.url, {"version": case.version})
    page = client.get(f"/cases/{case.pk}/notices/").text
    assert "Replaced" in page
    assert Notice.objects.get(number=2).replaces == first


def test_a_revised_assessment_is_told_in_place_of_the_earlier_notice(signed_in, subject):
    first = serve_notice(issue_notice(subject, conduct="The first words", investigator_contact="01632 960001")).notice
    client, case = signed_in("manager"), subject.case
    assess(subject, "gross-misconduct")
    page = client.get(f"/cases/{case.pk}/notices/").text
    assert "has to be notified again with the reason" in page
    url = f"/cases/{case.pk}/notices/new/revised-severity/?subject={subject.pk}"
    assert url in page
    form = client.get(url).text
    assert f'It takes the place of <a class="govuk-link" href="{first.get_absolute_url()}">N1' in form
    assert "01632 960001" in form
    assert "The first words" not in form
    case.refresh_from_db()
    check = client.post(url, answers(case, "revised-severity"))
    case.refresh_from_db()
    client.post(check.url, {"version": case.version})
    assert Notice.objects.get(number=2).replaces == first


def test_a_subject_who_was_not_told_is_something_to_do(signed_in, subject):
    client, case = signed_in("manager"), subject.case
    assert "Not yet told the severity assessment in force" in client.get(f"/cases/{case.pk}/notices/").text
    given = {"version": case.version, "reason": "Evidence would go.", "decided_on_day": 1}
    given |= {"decided_on_month": 4, "decided_on_year": 2026}
    client.post(f"/cases/{case.pk}/subjects/{subject.pk}/withhold-notice/", given)
    held = Withholding.objects.get()
    assert "Evidence would go." in client.get(f"/cases/{case.pk}/notices/").text
    case.refresh_from_db()
    client.post(f"/cases/{case.pk}/notices/withholdings/{held.pk}/end/", {"version": case.version, "reason": "Safe"})
    assert not Withholding.objects.in_force().exists()
    serve_notice(issue_notice(subject))
    assert "Not yet told" not in client.get(f"/cases/{case.pk}/notices/").text


def test_service_pages_acknowledge_and_take_back(signed_in):
    service = serve_notice()
    notice, client = service.notice, signed_in("manager")
    base, today = f"/cases/{notice.case.pk}/notices/services/{service.pk}", timezone.localdate()
    notice.case.refresh_from_db()
    given = {"version": notice.case.version, "acknowledged_on_day": today.day}
    given |= {"acknowledged_on_month": today.month, "acknowledged_on_year": today.year}
    client.post(f"{base}/acknowledge/", given)
    assert "Acknowledged" in client.get(notice.get_absolute_url()).text
    notice.case.refresh_from_db()
    client.post(f"{base}/take-back/", {"version": notice.case.version, "reason": "The wrong person"})
    assert "The wrong person" in client.get(notice.get_absolute_url()).text
    assert client.get(f"{base}/take-back/").status_code == 404


def test_a_long_name_and_an_unnamed_subject_are_shown(signed_in):
    case = CaseFactory(regime="2025")
    SubjectFactory(case=case, unidentified=True)
    long = OfficerFactory(surname="Featherstonehaugh-" * 8)
    notice = issue_notice(subject_with_severity(case, officer=long))
    page = signed_in("manager").get(f"/cases/{case.pk}/notices/")
    assert str(notice.recipient_name) in page.text


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def copies(notice, count):
    fields = [one.attname for one in Notice._meta.concrete_fields if one.attname not in {"id", "number"}]
    held = {name: getattr(notice, name) for name in fields}
    rows = [Notice(**held, number=2 + number) for number in range(count)]
    for row in Notice.objects.bulk_create(rows):
        Service.objects.create(
            notice=row,
            method="in-person",
            sent_at=timezone.now(),
            given_on=timezone.localdate(),
            proof="By hand",
            recorded_by=notice.issued_by,
        )


def test_the_list_costs_as_many_queries_for_200_notices_as_for_one(signed_in):
    notice = issue_notice()
    client, url = signed_in("manager"), f"/cases/{notice.case.pk}/notices/"
    few = queries(client, url)
    copies(notice, 199)
    assert queries(client, url) == few
    assert "200 notices" in client.get(url).text


def test_the_choice_costs_as_many_queries_for_many_subjects(signed_in):
    subject = subject_with_severity()
    client, url = signed_in("manager"), f"/cases/{subject.case.pk}/notices/new/"
    few = queries(client, url)
    for _ in range(5):
        subject_with_severity(subject.case)
    assert queries(client, url) == few
