"""The log is whole, but what it says of a sealed case or of its reader stays with those who may know."""

import csv
import io

import pytest

from cases.models import Case
from misconduct.audit.models import AuditEvent
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory

PAGE = "/audit/"


@pytest.fixture
def sealed(db) -> Case:
    """A sealed case that a manager reads and seals again and again."""
    return CaseFactory(sealed=True, reference="TS/CM/2026/77777")


def told(client, case: Case, **event) -> AuditEvent:
    return AuditEvent.objects.create(
        actor_name="Robin Exampleton",
        actor_role="Manager",
        action="case.edited",
        object_type="cases.case",
        object_id=str(case.pk),
        object_label=str(case),
        touched=[f"cases.case:{case.pk}", *event.pop("touched", ())],
        before={"summary": "Secret before"},
        after={"summary": "Secret after"},
        reason="Secret reason",
        path=f"/cases/{case.pk}/edit/",
        request_id="00000000-0000-0000-0000-000000000000",
        **event,
    )


def secrets_of(text: str, case: Case) -> list[str]:
    return [part for part in ("Secret", case.reference, f"/cases/{case.pk}/") if part in text]


@pytest.mark.django_db
def test_what_was_done_to_a_sealed_case_is_a_line_without_words(signed_in, sealed):
    client = signed_in("auditor")
    told(client, sealed)
    page = client.get(PAGE)
    assert page.context["paginator"].count == 1
    assert secrets_of(page.content.decode(), sealed) == []
    assert "Withheld from you" in page.content.decode()


@pytest.mark.django_db
def test_a_sealed_case_cannot_be_asked_for(signed_in, sealed):
    client = signed_in("auditor")
    told(client, sealed)
    for asked in (sealed.reference, f"cases.case:{sealed.pk}"):
        page = client.get(PAGE, {"record": asked})
        assert page.context["paginator"].count == 0
        assert page.context["about"] == []


@pytest.mark.django_db
def test_asking_for_a_person_tells_nothing_of_their_sealed_case(signed_in, sealed):
    client, officer = signed_in("auditor"), OfficerFactory()
    told(client, sealed, touched=[f"officers.officer:{officer.pk}"])
    assert client.get(PAGE, {"record": officer.number}).context["paginator"].count == 0


@pytest.mark.django_db
def test_nobody_reads_who_looked_at_themselves(signed_in):
    client = signed_in("auditor")
    own = OfficerFactory(account=client.user, number="99123")
    case = SubjectFactory(officer=own).case
    told(client, case, touched=[f"officers.officer:{own.pk}"])
    assert secrets_of(client.get(PAGE).content.decode(), case) == []
    assert client.get(PAGE, {"record": "99123"}).context["paginator"].count == 0
    assert secrets_of(client.get("/admin/audit/auditevent/").content.decode(), case) == []


@pytest.mark.django_db
def test_the_log_as_stored_leaves_out_what_is_withheld(signed_in, sealed):
    client = signed_in("auditor", is_staff=True)
    event = told(client, sealed)
    assert secrets_of(client.get("/admin/audit/auditevent/").content.decode(), sealed) == []
    assert client.get(f"/admin/audit/auditevent/{event.pk}/change/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_log_as_a_file_withholds_the_same(signed_in):
    client = signed_in("auditor")
    case = CaseFactory(sealed=True, reference="TS/CM/2026/77778")
    told(client, case)
    response = client.post("/reports/exports/audit-log/", {"reason": "Yearly audit"})
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    row = next(row for row in csv.DictReader(io.StringIO(body)) if row["action"] == "case.edited")
    assert secrets_of(body, case) == []
    assert (row["withheld"], row["object_id"], row["touched"]) == ("yes", "", "")
