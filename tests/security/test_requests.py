"""No page is tricked into writing, and no words of a record become part of a page's code."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Case
from misconduct.accounts.models import AccessGrant
from misconduct.accounts.roles import ROLES, RoleName
from misconduct.audit.models import AuditEvent
from tests.architecture.test_urls import PAGES, path_of_nothing
from tests.architecture.world import arguments
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    CodeFactory,
    FlagFactory,
    FlagMatterFactory,
    OfficerFactory,
    PostingFactory,
    SubjectFactory,
    UnitFactory,
    UserFactory,
)
from tests.security.test_hostile_input import _role_for

pytestmark = pytest.mark.django_db
SCRIPT = "\"'><img src=x onerror=alert(1)></title></svg>"
_WRITES = ("INSERT", "UPDATE", "DELETE")
# The log of what was read, and the session that every request renews.
_KEPT = ("audit_auditevent", "django_session")


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.name)
def test_no_form_is_taken_without_its_token(role, person):
    """It is asked for before the record is looked for."""
    client, answered = Client(enforce_csrf_checks=True), {}
    client.force_login(person(role.name))
    for page in PAGES:
        if hasattr(page.view, "post") and page.view.permission in role.permissions:
            answered[page.name] = client.post(path_of_nothing(page), {"reason": "Forged", "version": 1}).status_code
    assert {name: status for name, status in answered.items() if status != 403} == {}


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/logout/", "/accounts/password/change/"])
def test_no_session_is_changed_without_a_token(path, person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person())
    assert client.post(path, {"login": "robin", "password": "x"}).status_code == 403


@pytest.mark.parametrize("address", [page for page in PAGES if hasattr(page.view, "get")], ids=str)
def test_looking_at_a_page_changes_nothing(address, signed_in):
    client = signed_in(_role_for(address.view.permission))
    path = reverse(address.name, kwargs=arguments(address, client.user))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path)
    found = [query["sql"][:120] for query in queries if query["sql"].lstrip().upper().startswith(_WRITES)]
    assert [sql for sql in found if not any(table in sql for table in _KEPT)] == []


@pytest.mark.parametrize("path", ["/", "/cases/", "/officers/", "/flags/", "/nowhere/"])
def test_no_browser_keeps_what_it_showed(signed_in, path):
    assert "no-store" in signed_in("manager").get(path)["Cache-Control"]


def test_no_cookie_holds_what_a_message_says(signed_in):
    client, case = signed_in("manager"), CaseFactory()
    client.post(f"/cases/{case.pk}/seal/", {"reason": "Review", "version": case.version})
    assert "messages" not in client.cookies
    assert "The case is sealed." in client.get(case.get_absolute_url()).content.decode()


def test_the_list_of_who_was_let_see_what_is_on_record(signed_in):
    client, case = signed_in("administrator"), CaseFactory(sealed=True)
    AccessGrant.objects.create(
        user=UserFactory(), object_type="cases.case", object_id=case.pk, reason="x", granted_by=client.user
    )
    client.get("/accounts/grants/")
    assert AuditEvent.objects.touching(case).filter(action="access.list_viewed").exists()


@pytest.fixture
def poisoned() -> Case:
    """A case of which every word is an attempt to run a script."""
    unit = UnitFactory(name=SCRIPT)
    officer = OfficerFactory(surname=SCRIPT, forenames=SCRIPT, number=SCRIPT, ethnicity=SCRIPT, sex=SCRIPT)
    officer.aliases.create(kind="name", value=SCRIPT, note=SCRIPT)
    PostingFactory(officer=officer, unit=unit, rank=SCRIPT)
    case = CaseFactory(reference=SCRIPT, summary=SCRIPT, place=SCRIPT, unit=unit)
    subject = SubjectFactory(case=case, officer=officer, rank_at_time=SCRIPT, unit_at_time=unit)
    SubjectFactory(case=case, unidentified=True, description=SCRIPT)
    category = CodeFactory(code=SCRIPT, label=SCRIPT)
    AllegationSubjectFactory(
        subject=subject, allegation__case=case, allegation__category=category, allegation__description=SCRIPT
    )
    flag = FlagFactory(officer=officer, sentence=SCRIPT, scope=SCRIPT, scope_label=SCRIPT)
    FlagMatterFactory(flag=flag, subject=subject, category=SCRIPT)
    FlagMatterFactory(flag=flag, subject=SubjectFactory(officer=officer), is_counted=False, reason=SCRIPT)
    return case


@pytest.mark.parametrize("role", list(RoleName))
def test_no_page_runs_what_a_record_says(poisoned, signed_in, role):
    client = signed_in(role, first_name=SCRIPT, last_name=SCRIPT)
    officer = poisoned.subjects.first().officer
    flag = officer.flags.get()
    paths = [reverse(page.name) for page in PAGES if not page.keywords and hasattr(page.view, "get")]
    paths += [reverse(page.name, args=[poisoned.pk]) for page in PAGES if _is_of_a_case(page)]
    paths += [officer.get_absolute_url(), flag.get_absolute_url(), "/search/?q=%22'%3E%3Cimg", "/cases/?q=" + "%3Cimg"]
    ran = [path for path in paths if SCRIPT[:14] in client.get(path).content.decode(errors="replace")]
    assert ran == []


def _is_of_a_case(page) -> bool:
    return getattr(page.view, "model", None) is Case and page.keywords == ("pk",) and "new_" not in page.name
