import pytest

from misconduct.audit.models import AuditEvent
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "status"),
    [("caseworker", 200), ("investigator", 200), ("manager", 200), ("auditor", 200), ("administrator", 403)],
)
def test_search_is_for_whoever_may_see_cases(signed_in, role, status):
    assert signed_in(role).get("/search/?q=nobody-at-all").status_code == status


def test_a_wrong_method_is_405(signed_in):
    assert signed_in("caseworker").post("/search/").status_code == 405


@pytest.mark.parametrize("text", ["TS/CM/2026/00077", " ts/cm/2026/00077 "])
def test_a_reference_leads_straight_to_the_case(signed_in, text):
    case = CaseFactory(reference="TS/CM/2026/00077")
    assert signed_in("caseworker").get("/search/", {"q": text}).url == f"/cases/{case.pk}/"


def test_a_number_leads_straight_to_the_person(signed_in):
    officer = OfficerFactory(number="4821")
    assert signed_in("caseworker").get("/search/?q=4821").url == f"/officers/{officer.pk}/"


def test_the_reference_of_a_sealed_case_finds_nothing(signed_in):
    CaseFactory(reference="TS/CM/2026/00077", sealed=True)
    page = signed_in("caseworker").get("/search/?q=TS/CM/2026/00077")
    assert page.status_code == 200
    assert (page.context["cases"], page.context["people"]) == ([], [])


def test_words_find_cases_and_people(signed_in):
    officer = OfficerFactory(surname="Hollis")
    case = CaseFactory(summary="A neighbour called Hollis was shouted at.")
    page = signed_in("caseworker").get("/search/?q=hollis")
    assert (page.context["cases"], page.context["people"]) == ([case], [officer])


def test_oneself_is_not_found(signed_in):
    client = signed_in("caseworker")
    OfficerFactory(surname="Hollis", number="4821", account=client.user)
    assert client.get("/search/?q=4821").context["people"] == []


def test_more_than_are_shown_lead_to_the_list(signed_in):
    for _ in range(21):
        CaseFactory(summary="Outside the library.")
    page = signed_in("caseworker").get("/search/?q=library")
    assert len(page.context["cases"]) == 20
    assert "/cases/?q=library" in page.content.decode()


def test_the_log_keeps_the_words_and_everything_found(signed_in):
    subject = SubjectFactory(case__summary="Outside the library.")
    signed_in("caseworker").get("/search/?q=library")
    event = AuditEvent.objects.get(action="search.run")
    assert event.after == {"query": "library", "found": 1}
    assert set(event.touched) == {f"cases.case:{subject.case_id}", f"officers.officer:{subject.officer_id}"}


def test_an_exact_hit_is_on_record_too(signed_in):
    case = CaseFactory(reference="TS/CM/2026/00077")
    signed_in("caseworker").get("/search/?q=TS/CM/2026/00077")
    assert f"cases.case:{case.pk}" in AuditEvent.objects.get(action="search.run").touched


@pytest.mark.parametrize("text", ["", "   ", "\x00", "%", "'; DROP TABLE", "(" * 300, "<script>alert(1)</script>"])
def test_odd_words_break_nothing(signed_in, text):
    page = signed_in("caseworker").get("/search/", {"q": text})
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.content.decode()


def test_nothing_searched_for_leaves_nothing_in_the_log(signed_in):
    signed_in("caseworker").get("/search/")
    assert not AuditEvent.objects.filter(action="search.run").exists()
