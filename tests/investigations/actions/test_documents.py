"""Taking documents in and handing them out, with files that mean harm."""

import hashlib
import io
import zipfile

import pytest

from cases.investigations import storing
from cases.investigations.actions import documents
from cases.investigations.actions.documents import DocumentFacts
from cases.investigations.file_checks import plain_name
from cases.investigations.models import Document, DocumentVersion
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import CaseFactory, UserFactory
from tests.factories.investigations import PDF, DocumentFactory, stored_file, upload

pytestmark = pytest.mark.django_db


def add(by, case, content=PDF, name="statement.pdf", version=None, **facts):
    known = {"title": "Statement", "kind": "statement", "classification": "official", **facts}
    sent = upload(content, name) if content is not None else None
    return documents.add(by=by, case=case, facts=DocumentFacts(**known), upload=sent, version=version)


def office(*members, comment=b""):
    """A ZIP with these members, as Office makes them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for member in members:
            archive.writestr(member, b"x")
        archive.comment = comment
    return made.getvalue()


def bomb():
    """A small document that would unpack to a hundred megabytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"x")
        archive.writestr("word/document.xml", b"\0" * 100_000_000)
    return made.getvalue()


WORD = office("[Content_Types].xml", "word/document.xml")


def test_a_document_is_stored_under_the_hash_of_its_content(person, settings):
    document = add(person(), CaseFactory(), name="../../etc/passwd.pdf")
    file = document.versions.get()
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert (file.sha256, file.stored_as, file.file_name) == (sha256, f"evidence/{sha256[:2]}/{sha256}", "passwd.pdf")
    path = settings.MEDIA_ROOT / file.stored_as
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/cron.d/x.pdf", "x.pdf"),
        ("C:\\fakepath\\notes.pdf", "notes.pdf"),
        ("déclaration – témoin №3.pdf", "déclaration – témoin №3.pdf"),
        ("annexe\u202efdp.exe.pdf", "annexefdp.exe.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_its_tricks(name, kept):
    assert plain_name(name) == kept


@pytest.mark.parametrize("name", ["", "...", "/", "\u202e"])
def test_a_file_without_a_name_is_refused(name):
    with pytest.raises(Refused, match="name"):
        plain_name(name)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.pdf", "The file is empty"),
        (b"<!doctype html><script>alert(1)</script>", "report.pdf", "a web page or a drawing with code"),
        (b"MZ\x90\x00\x03\x00", "holiday.jpg", "a Windows program"),
        (b"MZ\x90\x00\x03\x00", "notes.txt", "a Windows program"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "plan.svg", "not taken"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "plan.png", "a drawing with code"),
        (b"<html></html>", "page.html", "not taken"),
        (PDF, "statement.exe", "not taken"),
        (PDF, "statement", "not taken"),
        (PDF, "statement.exe.pdf", "two endings"),
        (PDF, "statement.JS.pdf", "two endings"),
        (PDF, "statement.docx", "a PDF"),
        (office("a.txt"), "letter.docx", "a ZIP archive"),
        (WORD, "sheet.xlsx", "a ZIP archive"),
        (office("word/document.xml", "word/vbaProject.bin"), "letter.docx", "macros"),
        (WORD[:40], "letter.docx", "a ZIP archive"),
        (b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18, "letter.docx", "a ZIP archive"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,  # a ZIP holds the time at which it was made
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(person, content, name, words):
    case = CaseFactory()
    with pytest.raises(Refused, match=words) as refusal:
        add(person(), case, content, name)
    assert refusal.value.field == "file"
    assert not case.documents.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (WORD, "letter.docx"),
        (office("[Content_Types].xml", "word/document.xml", comment=b"PK"), "LETTER.DOCX"),
        (bomb(), "large.docx"),
        ("Sie sagte: „nein“".encode(), "note.txt"),
        (b"a,b\r\n1,2\r\n", "table.csv"),
        (b"From: a@example.com\n\n<html>", "mail.eml"),
        (b"\xff\xd8\xff\xe0rest", "photo.JPG"),
        (b"\x00\x00\x00\x18ftypmp42", "film.mp4"),
        (PDF, "minutes.2026.03.04.pdf"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_a_file_that_is_what_it_says_is_taken_and_not_unpacked(person, content, name):
    assert add(person(), CaseFactory(), content, name).versions.get().size == len(content)


def test_a_file_beyond_the_limit_is_refused(person, settings):
    settings.EVIDENCE_MAX_BYTES = 10
    with pytest.raises(Refused, match="larger than"):
        add(person(), CaseFactory())


def test_secret_material_is_a_pointer_only(person):
    case, doer = CaseFactory(), person("manager")
    with pytest.raises(Refused, match="never kept in this system"):
        add(doer, case, classification="secret", location="The vault")
    with pytest.raises(Refused, match="where the material is held"):
        add(doer, case, None, classification="secret")
    pointer = add(doer, case, None, classification="secret", location="The vault")
    with pytest.raises(Refused, match="never kept in this system"):
        documents.add_version(by=doer, document=pointer, upload=upload(), note="Found it.")
    assert not DocumentVersion.objects.exists()


def test_what_is_held_elsewhere_needs_the_place(person):
    with pytest.raises(Refused, match="Choose a file, or say where"):
        add(person(), CaseFactory(), None)
    assert not add(person(), CaseFactory(), None, location="Footage system, clip 12").versions.exists()


def test_a_new_version_supersedes_and_the_old_can_still_be_read(person):
    doer = person()
    document = add(doer, CaseFactory())
    with pytest.raises(Refused, match="why there is a new version"):
        documents.add_version(by=doer, document=document, upload=upload(PDF + b"2"), note="")
    documents.add_version(
        by=doer, document=document, upload=upload(PDF + b"2"), note="Signed.", may_change_severity=True
    )
    newest, oldest = document.versions.all()
    assert (newest.number, newest.superseded_at, bool(oldest.superseded_at)) == (2, None, True)
    assert b"".join(documents.hand_out(by=doer, file=oldest)) == PDF
    document.refresh_from_db()
    assert document.may_change_severity


def test_the_same_content_twice_is_stored_once(person, settings):
    doer = person()
    first, second = add(doer, CaseFactory()).versions.get(), add(doer, CaseFactory()).versions.get()
    assert first.stored_as == second.stored_as
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 1


def test_a_file_that_was_tampered_with_is_not_handed_out(person, settings):
    doer, file = person(), stored_file(DocumentFactory())
    (settings.MEDIA_ROOT / file.stored_as).write_bytes(PDF + b"altered")
    with pytest.raises(Refused, match="not what was taken in"):
        documents.hand_out(by=doer, file=file)
    assert AuditEvent.objects.get(action="document.not_as_stored").result == "denied"
    (settings.MEDIA_ROOT / file.stored_as).unlink()
    with pytest.raises(Refused, match="missing"):
        documents.hand_out(by=doer, file=file)
    assert storing.store(upload())[0] == file.stored_as


def test_each_look_is_on_record(person):
    doer, file = person("auditor"), stored_file(DocumentFactory())
    assert b"".join(documents.hand_out(by=doer, file=file))
    event = AuditEvent.objects.get(action="document.downloaded")
    assert event.after["sha256"] == file.sha256
    assert event.object_id == str(file.document.case_id)


def test_a_sealed_document_is_for_the_investigator_and_managers(person):
    investigator = person("investigator")
    file = stored_file(DocumentFactory(sealed=True, case__investigator=investigator))
    for doer in (investigator, person("manager")):
        assert Document.objects.visible_to(doer).exists()
        assert b"".join(documents.hand_out(by=doer, file=file))
    for doer in (person("caseworker"), person("auditor")):
        assert not Document.objects.visible_to(doer).exists()
        with pytest.raises(OutOfScope):
            documents.hand_out(by=doer, file=file)
    with pytest.raises(Refused, match="Only the investigator"):
        add(person("caseworker"), CaseFactory(), is_sealed=True)


def test_documents_need_the_permission_the_case_in_sight_and_a_fresh_page(person):
    case, scoped = CaseFactory(), UserFactory(scoped=True)
    for doer, error in ((person("auditor"), NotAllowed), (scoped, OutOfScope)):
        with pytest.raises(error):
            add(doer, case)
    with pytest.raises(ChangedMeanwhile):
        add(person(), case, version=9)
