from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import CaseDraft
from cases.stages import Stage
from misconduct.audit.models import AuditEvent
from misconduct.imports.models import ImportRun
from reports.models import ExportRun
from tests.factories import CaseFactory, FlagFactory, SubjectFactory, UserFactory
from tests.factories.investigations import TaskFactory

pytestmark = pytest.mark.django_db
CASE_TABLES = ('"cases_case"', '"cases_subject"', '"officers_officer"', '"flags_flag"')


@pytest.mark.parametrize("role", ["caseworker", "investigator", "manager", "auditor", "administrator"])
def test_everybody_has_a_first_page(signed_in, role):
    assert signed_in(role).get("/").status_code == 200


def test_a_wrong_method_is_405(signed_in):
    assert signed_in("manager").post("/").status_code == 405


def test_without_a_sign_in_the_way_leads_to_it(client):
    assert client.get("/").url.startswith("/accounts/login/")


@pytest.mark.parametrize("tables", [CASE_TABLES, ('"cases_casedraft"', '"reports_exportrun"')])
def test_an_administrator_is_asked_nothing_about_cases(signed_in, tables):
    client = signed_in("administrator")
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    assert not [query["sql"] for query in captured if any(table in query["sql"] for table in tables)]


def test_a_caseworker_is_asked_nothing_about_flags_exports_and_imports(signed_in):
    client = signed_in("caseworker")
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    tables = ('"flags_flag"', '"reports_exportrun"', '"imports_importrun"')
    assert not [query["sql"] for query in captured if any(table in query["sql"] for table in tables)]


def test_cases_to_start_are_those_assigned_and_those_logged_that_nobody_has(signed_in):
    client = signed_in("caseworker")
    assigned = CaseFactory(investigator=client.user, received_on=date(2026, 3, 1))
    logged = CaseFactory(logged_by=client.user, received_on=date(2026, 3, 2))
    CaseFactory(logged_by=client.user, investigator=UserFactory())
    CaseFactory(investigator=client.user, stage=Stage.DECISION)
    assert client.get("/").context["not_started"] == {"rows": [assigned, logged], "count": 2}


def test_ones_open_cases_stand_oldest_first(signed_in):
    client = signed_in("investigator")
    newer = CaseFactory(investigator=client.user, received_on=date(2026, 3, 1))
    older = CaseFactory(investigator=client.user, received_on=date(2025, 3, 1), stage=Stage.DECISION)
    CaseFactory(investigator=client.user, closed=True)
    assert client.get("/").context["assigned"]["rows"] == [older, newer]


def test_a_row_names_whom_the_case_is_about_and_the_log_says_that_it_did(signed_in):
    client = signed_in("investigator")
    subject = SubjectFactory(case__investigator=client.user, officer__surname="Brathwaite")
    assert "Brathwaite" in client.get("/").text
    touched = AuditEvent.objects.get(action="home.viewed").touched
    assert f"officers.officer:{subject.officer_id}" in touched


def test_every_next_action_can_be_reached_from_the_page(signed_in):
    client = signed_in("investigator")
    for number in range(12):
        TaskFactory(owner=client.user, case__investigator=client.user, title=f"Ring witness {number}")
    page = client.get("/").text
    assert "Show the other 2" in page
    assert all(f"Ring witness {number}</a>" in page for number in range(12))


def test_ones_own_drafts_are_listed_with_the_ways_on_and_out(signed_in):
    client = signed_in("caseworker")
    mine = CaseDraft.objects.create(user=client.user, answers={"summary": "Half a story"})
    other = CaseDraft.objects.create(user=UserFactory(), answers={"summary": "Not mine"})
    page = client.get("/").content.decode()
    assert "Half a story" in page
    assert f"/cases/new/{mine.pk}/discard/" in page
    assert "Not mine" not in page
    assert f"/cases/new/{other.pk}/" not in page


def test_a_manager_sees_what_nobody_has(signed_in):
    unassigned = CaseFactory()
    CaseFactory(investigator=UserFactory())
    context = signed_in("manager").get("/").context
    assert context["unallocated"] == {"rows": [unassigned], "count": 1}
    assert context["longest_open"]["count"] == 2


def test_each_number_leads_to_the_list_behind_it(signed_in):
    client = signed_in("manager")
    CaseFactory()
    links = {
        "unallocated": "/cases/?state=open&owner=none&sort=received",
        "longest_open": "/cases/?state=open&sort=received",
        "assigned": f"/cases/?state=open&owner={client.user.pk}&sort=received",
    }
    home = client.get("/")
    for part, link in links.items():
        assert link.replace("&", "&amp;") in home.content.decode()
        assert client.get(link).context["paginator"].count == home.context[part]["count"]


def test_only_the_first_ten_are_shown_and_all_counted(signed_in):
    for _ in range(12):
        CaseFactory()
    part = signed_in("manager").get("/").context["unallocated"]
    assert (len(part["rows"]), part["count"]) == (10, 12)


@pytest.mark.parametrize("role", ["auditor", "manager"])
def test_whoever_exports_finds_their_own_last_files(signed_in, role):
    client = signed_in(role)
    run = ExportRun.objects.create(slug="cases", title="Cases", reason="Annual return", run_by=client.user)
    ExportRun.objects.create(slug="cases", title="Cases", reason="Somebody else's", run_by=UserFactory())
    page = client.get("/").content.decode()
    assert "Annual return" in page
    assert f'href="/reports/exports/runs/{run.pk}/"' in page
    assert "Somebody else" not in page


def test_an_administrator_sees_the_last_imports(signed_in):
    run = ImportRun.objects.create(kind="officers", file_name="roster.csv", sha256="0" * 64, size=1)
    page = signed_in("administrator").get("/").content.decode()
    assert "roster.csv" in page
    assert f'href="/imports/{run.pk}/"' in page


def test_two_flags_of_one_rule_on_one_person_are_told_apart(signed_in):
    FlagFactory(scope="D", scope_label="Access to information")
    assert ", Access to information. Tier 4, due 18 March 2026" in signed_in("manager").get("/").content.decode()


def test_the_log_says_which_cases_were_shown(signed_in):
    case = CaseFactory()
    signed_in("manager").get("/")
    assert AuditEvent.objects.get(action="home.viewed").touched == [f"cases.case:{case.pk}"]


def test_the_page_costs_as_many_queries_for_many_cases_as_for_few(signed_in, django_assert_num_queries):
    client = signed_in("manager")
    CaseFactory()
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for _ in range(9):
        CaseFactory(investigator=UserFactory())
    with django_assert_num_queries(len(few)):
        client.get("/")
