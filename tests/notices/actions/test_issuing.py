import hashlib

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.notices import catalogue, facts
from cases.notices.actions import drafts, issuing
from cases.notices.actions.drafts import Writing
from cases.notices.models import Notice, NoticeDraft, NoticeFile
from misconduct.audit.models import AuditEvent, Result
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import CaseFactory, OfficerFactory, PeriodFactory, SubjectFactory
from tests.factories.notices import (
    assess,
    draft_notice,
    filled_in,
    issue_notice,
    recipient,
    serve_notice,
    subject_with_severity,
)

pytestmark = pytest.mark.django_db
INVESTIGATION = catalogue.template("investigation")


def begin(case, subject=None, *, by, slug="investigation", **changes):
    template = catalogue.template(slug)
    writing = Writing(recipient(template), filled_in(template) | changes)
    return drafts.start(by=by, case=case, template=template, writing=writing, subject=subject)


@pytest.mark.parametrize("slug", [one.slug for one in catalogue.templates().values() if one.to != "subject"])
def test_every_letter_to_somebody_else_can_be_issued(slug, person):
    kinds = sorted(catalogue.template(slug).record_types) or ["CM"]
    case = CaseFactory(regime="2025", record_type=kinds[0])
    notice = issuing.issue(by=person("manager"), draft=begin(case, by=person("manager"), slug=slug))
    assert bytes(notice.file.pdf).startswith(b"%PDF-")


def test_issue_keeps_the_words_the_text_and_the_file(person):
    doer = person("manager")
    subject = subject_with_severity()
    notice = issue_notice(subject, by=doer, conduct="He shouted #eval(1).")
    assert (notice.number, notice.issued_by, notice.regime) == (1, doer, "2025")
    assert notice.template_sha256 == INVESTIGATION.fingerprint("2025")
    assert notice.sha256 == hashlib.sha256(bytes(notice.file.pdf)).hexdigest()
    assert notice.severity == subject.pairs.get().decisions.get()
    assert ["He shouted #eval(1)."] in [block["lines"] for block in notice.blocks]


def test_notices_are_numbered_within_their_case(person):
    subject = subject_with_severity()
    assert [issue_notice(subject).number, issue_notice(subject).number] == [1, 2]
    assert issue_notice().number == 1


def test_issue_is_on_record_with_the_person_and_the_fingerprint(person):
    notice = issue_notice()
    event = AuditEvent.objects.get(action="notice.issued")
    assert event.after["sha256"] == notice.sha256
    assert f"officers.officer:{notice.subject.officer_id}" in event.touched


def test_issue_names_every_missing_field(person):
    subject = subject_with_severity()
    draft = draft_notice(subject, terms_of_reference="", investigator="  ")
    with pytest.raises(Refused) as refusal:
        issuing.issue(by=person("manager"), draft=draft)
    assert "Terms of reference of the investigation" in refusal.value.message
    assert "Investigator or person handling the matter" in refusal.value.message
    assert not Notice.objects.exists()


def test_issue_asks_for_what_the_way_of_giving_it_needs(person):
    subject = subject_with_severity()
    for method, missing in (("email", "Email address"), ("recorded-delivery", "Postal address"), ("", "How it will")):
        who = recipient(INVESTIGATION, name="Sam", address="", email="", method=method)
        draft = drafts.start(
            by=person("manager"),
            case=subject.case,
            subject=subject,
            template=INVESTIGATION,
            writing=Writing(who, filled_in(INVESTIGATION)),
        )
        with pytest.raises(Refused, match=missing):
            issuing.issue(by=person("manager"), draft=draft)


def test_severity_comes_from_the_record_and_cannot_be_typed(person):
    subject = subject_with_severity(code="gross-misconduct")
    with pytest.raises(Refused, match="has no field “severity”"):
        draft_notice(subject, severity="Nothing at all")
    assert issue_notice(subject).values["severity"] == "Gross misconduct"


def test_issue_takes_the_assessment_of_the_day_of_issue_not_of_the_draft(person):
    subject = subject_with_severity()
    draft = draft_notice(subject)
    newest = assess(subject, "gross-misconduct")
    notice = issuing.issue(by=person("manager"), draft=draft)
    assert (notice.values["severity"], notice.severity) == ("Gross misconduct", newest)


def test_a_notice_is_refused_to_somebody_the_procedure_does_not_cover(person):
    subject = subject_with_severity(officer=OfficerFactory(kind="staff"))
    with pytest.raises(Refused, match="is a member of police staff"):
        draft_notice(subject)


def test_a_notice_needs_a_subject_of_the_same_case(person):
    with pytest.raises(Refused, match="subject of this case"):
        begin(CaseFactory(regime="2025"), subject_with_severity(), by=person("manager"))


def test_a_draft_is_issued_once(person):
    draft = draft_notice()
    issuing.issue(by=person("manager"), draft=draft)
    with pytest.raises(Refused, match="already been issued"):
        issuing.issue(by=person("manager"), draft=draft)


def test_a_draft_that_somebody_changed_is_not_issued_unread(person):
    draft = draft_notice()
    with pytest.raises(ChangedMeanwhile):
        issuing.issue(by=person("manager"), draft=draft, version=draft.case.version - 1)


def test_a_discarded_draft_is_kept_and_cannot_be_issued(person):
    draft = draft_notice()
    drafts.discard(by=person("manager"), draft=draft)
    assert NoticeDraft.objects.get().discarded_at
    with pytest.raises(Refused):
        issuing.issue(by=person("manager"), draft=draft)


def test_revise_changes_a_draft_and_says_which_fields(person):
    draft = draft_notice()
    writing = Writing(recipient(INVESTIGATION), filled_in(INVESTIGATION, conduct="Something else"))
    drafts.revise(by=person("manager"), draft=draft, writing=writing)
    assert NoticeDraft.objects.get().values["conduct"] == "Something else"
    assert AuditEvent.objects.get(action="notice.redrafted").after["fields"] == ["conduct"]


def test_a_replacement_replaces_once(person):
    first = issue_notice()
    writing = Writing(recipient(INVESTIGATION), filled_in(INVESTIGATION))
    given = {"case": first.case, "subject": first.subject, "template": INVESTIGATION, "writing": writing}
    second = issuing.issue(by=person("manager"), draft=drafts.start(by=person("manager"), replaces=first, **given))
    assert second.replaces == first
    first = Notice.objects.get(pk=first.pk)
    with pytest.raises(Refused, match="already been replaced"):
        drafts.start(by=person("manager"), replaces=first, **given)


def test_of_two_letters_in_place_of_one_the_first_issued_takes_it(person):
    first = issue_notice()
    writing = Writing(recipient(INVESTIGATION), filled_in(INVESTIGATION))
    given = {"case": first.case, "subject": first.subject, "template": INVESTIGATION, "writing": writing}
    quick, slow = (drafts.start(by=person("manager"), replaces=first, **given) for _ in range(2))
    issuing.issue(by=person("manager"), draft=quick)
    with pytest.raises(Refused, match="N2 has already taken the place"):
        issuing.issue(by=person("manager"), draft=slow)


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_only_casework_roles_write_notices(person, role):
    subject = subject_with_severity()
    with pytest.raises(NotAllowed):
        begin(subject.case, subject, by=person(role))


def test_a_suspension_letter_is_for_whoever_decides_suspensions(person):
    subject = subject_with_severity()
    PeriodFactory(suspension=True, subject=subject)
    with pytest.raises(NotAllowed):
        begin(subject.case, subject, by=person("caseworker"), slug="suspension-imposed")
    assert begin(subject.case, subject, by=person("manager"), slug="suspension-imposed").pk


def test_a_sealed_case_is_not_there_for_others(person):
    subject = subject_with_severity(CaseFactory(sealed=True, regime="2025"))
    with pytest.raises(OutOfScope):
        begin(subject.case, subject, by=person("manager"))


def test_preview_is_marked_and_on_record_and_keeps_nothing(person):
    pdf = issuing.preview(by=person("manager"), draft=draft_notice(conduct=""))
    assert pdf.startswith(b"%PDF-")
    assert AuditEvent.objects.filter(action="notice.previewed").count() == 1
    assert not Notice.objects.exists()


def test_download_gives_the_bytes_and_is_on_record(person):
    notice = issue_notice()
    assert issuing.download(by=person("auditor"), notice=notice) == bytes(notice.file.pdf)
    assert AuditEvent.objects.get(action="notice.downloaded").after["sha256"] == notice.sha256


def test_download_of_changed_bytes_is_refused_and_on_record(person):
    notice = issue_notice()
    with pgtrigger.ignore("notices.NoticeFile:never_changed"):
        NoticeFile.objects.filter(notice=notice).update(pdf=b"%PDF-forged")
    notice = Notice.objects.get(pk=notice.pk)
    with pytest.raises(Refused, match="not the one that was issued"):
        issuing.download(by=person("auditor"), notice=notice)
    event = AuditEvent.objects.get(action="notice.file_refused")
    assert event.result == Result.DENIED
    assert event.after["found_sha256"] == hashlib.sha256(b"%PDF-forged").hexdigest()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notices_notice SET title = 'Other'",
        "UPDATE notices_notice SET sha256 = repeat('0', 64)",
        "UPDATE notices_notice SET issued_at = now()",
        "DELETE FROM notices_notice",
        "UPDATE notices_noticefile SET pdf = ''",
        "DELETE FROM notices_noticefile",
        "TRUNCATE notices_noticefile",
        "TRUNCATE notices_notice CASCADE",
    ],
)
def test_an_issued_notice_cannot_be_changed_by_raw_sql(statement):
    issue_notice()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or a TRUNCATE would be refused for what waits, not for itself
    with (
        pytest.raises(DatabaseError, match=r"pgtrigger: Cannot|cannot be emptied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_subject_who_is_not_identified_gets_no_notice(person):
    subject = SubjectFactory(case=CaseFactory(regime="2025"), unidentified=True)
    with pytest.raises(Refused, match="Identify a subject first"):
        begin(subject.case, subject, by=person("manager"))


def test_the_first_notice_is_dated_for_the_letters_that_follow(person):
    service = serve_notice()
    draft = draft_notice(service.notice.subject, slug="interview")
    assert draft.pk


def test_what_the_case_knows_is_offered(person):
    subject = subject_with_severity(code="gross-misconduct")
    doer = person("manager")
    known = facts.read(case=subject.case, subject=subject, by=doer, today=timezone.localdate())
    offered = facts.offered(known, INVESTIGATION)
    assert offered["conduct"] == "Allegation 1: An invented allegation.\nAssessed as: Gross misconduct"
    assert offered["likely_forum"] == "Misconduct hearing"
    assert offered["signatory"] == doer.get_full_name()
    assert offered["severity_on"] == "2026-03-02"
