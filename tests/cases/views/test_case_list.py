import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from misconduct.audit.models import AuditEvent
from tests.factories import AllegationSubjectFactory, CaseFactory, OfficerFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["caseworker", "investigator", "manager", "auditor"])
def test_the_list_is_for_whoever_may_see_cases(signed_in, role):
    assert signed_in(role).get("/cases/").status_code == 200


def test_an_administrator_sees_no_cases(signed_in):
    assert signed_in("administrator").get("/cases/").status_code == 403


def test_a_wrong_method_is_405(signed_in):
    assert signed_in("caseworker").post("/cases/").status_code == 405


def test_a_case_out_of_sight_is_neither_listed_nor_counted(signed_in):
    CaseFactory(reference="TS/CM/2026/00900", sealed=True)
    CaseFactory(reference="TS/CM/2026/00901")
    page = signed_in("caseworker").get("/cases/").content.decode()
    assert "00900" not in page
    assert "1 case<" in page


def test_two_names_are_shown_and_the_others_counted(signed_in):
    case = CaseFactory()
    for surname in ("Alder", "Birch", "Cedar", "Elm"):
        SubjectFactory(case=case, officer=OfficerFactory(surname=surname))
    page = signed_in("caseworker").get("/cases/").content.decode()
    assert "Alder" in page
    assert "Birch" in page
    assert "Cedar" not in page
    assert "and 2 more" in page


def test_fifty_are_on_a_page_in_the_order_asked_for(signed_in):
    cases = [CaseFactory(reference=f"TS/CM/2026/{number:05}") for number in range(52)]
    page = signed_in("caseworker").get("/cases/?sort=reference&page=2")
    assert list(page.context["cases"]) == cases[50:]
    assert "52 cases" in page.content.decode()


def test_the_list_costs_as_many_queries_for_twenty_cases_as_for_two(signed_in):
    clerk = signed_in("caseworker")

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            clerk.get("/cases/")
        return len(captured)

    for _ in range(2):
        AllegationSubjectFactory()
    clerk.get("/cases/")
    few = queries()
    for _ in range(18):
        AllegationSubjectFactory()
    assert queries() == few


def test_the_log_says_which_cases_and_whose_names_were_shown(signed_in):
    subject = SubjectFactory()
    signed_in("caseworker").get("/cases/?state=open")
    event = AuditEvent.objects.get(action="case.list_viewed")
    assert set(event.touched) == {f"cases.case:{subject.case_id}", f"officers.officer:{subject.officer_id}"}
    assert event.after == {"query": "state=open", "rows": 1}


@pytest.mark.parametrize(("role", "may"), [("manager", True), ("auditor", True), ("caseworker", False)])
def test_the_download_keeps_the_filters_and_is_for_whoever_may_export(signed_in, role, may):
    CaseFactory()
    page = signed_in(role).get("/cases/?state=open&sort=reference&page=1").content.decode()
    assert ("/reports/exports/cases/?state=open&amp;sort=reference" in page) is may


@pytest.mark.parametrize("query", ["received_from=2026-02-31", "unit=999999", "stage=gone", "sort=drop", "owner=x'--"])
def test_a_filter_that_cannot_be_is_400_and_shows_nothing(signed_in, query):
    CaseFactory(reference="TS/CM/2026/00902")
    page = signed_in("caseworker").get(f"/cases/?{query}")
    assert page.status_code == 400
    assert "00902" not in page.content.decode()


def test_a_page_that_is_not_there_is_404(signed_in):
    assert signed_in("caseworker").get("/cases/?page=99").status_code == 404


def test_an_empty_list_says_how_cases_get_there(signed_in):
    clerk = signed_in("caseworker")
    assert "No cases yet" in clerk.get("/cases/").content.decode()
    assert "No case matches these filters" in clerk.get("/cases/?state=open").content.decode()


def test_markup_in_a_name_is_shown_and_never_run(signed_in):
    SubjectFactory(officer=OfficerFactory(surname="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in signed_in("caseworker").get("/cases/").content.decode()
