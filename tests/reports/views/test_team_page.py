"""The one page of a line manager, and that there is no other."""

import pytest
from django.urls import reverse

from misconduct.accounts.roles import Permission
from misconduct.audit.models import AuditEvent
from tests.architecture.test_urls import PAGES, opens
from tests.architecture.world import arguments
from tests.factories import OfficerFactory, PostingFactory
from tests.reports.test_team import told

pytestmark = pytest.mark.django_db
OPEN_TO_LINE_MANAGERS = {Permission.TEAM_VIEW, Permission.SIGNED_IN}


@pytest.fixture
def client(signed_in):
    found = signed_in("line_manager", is_force_wide=False)
    OfficerFactory(account=found.user)
    return found


def test_the_card_names_the_person_the_kind_and_the_count_but_no_case(client):
    member = PostingFactory(supervisor=client.user.officer).officer
    pair = told(member)
    PostingFactory(supervisor=OfficerFactory(), officer__surname="Elsewhere")
    page = client.get("/team/").content.decode()
    assert member.name in page
    assert str(pair.allegation.category) in page
    for hidden in (pair.allegation.case.reference, pair.allegation.case.summary, pair.allegation.description):
        assert hidden not in page
    assert "Elsewhere" not in page
    assert "/cases/" not in page
    assert "/officers/" not in page


def test_looking_is_on_record_with_everybody_shown(client):
    member = PostingFactory(supervisor=client.user.officer).officer
    client.get("/team/")
    event = AuditEvent.objects.get(action="team.viewed")
    assert event.touched == [f"officers.officer:{member.pk}"]
    assert event.actor_id == client.user.pk


def test_my_work_leads_a_line_manager_to_their_team(client):
    assert client.get("/").url == "/team/"
    assert 'role="search"' not in client.get("/team/").content.decode()


def test_an_empty_team_says_why(client, signed_in):
    assert "Nobody is posted under you" in client.get("/team/").content.decode()
    untied = signed_in("line_manager")
    assert "not tied to your record" in untied.get("/team/").content.decode()


def test_every_other_page_is_refused_also_for_whoever_sees_the_whole_force(signed_in):
    """A tick at “Whole force” must not open anything to this role."""
    client = signed_in("line_manager", is_force_wide=True)
    opened = set()
    for page in PAGES:
        if opens(page):
            path = reverse(page.name, kwargs=arguments(page, client.user))
            opened |= {page} if client.get(path).status_code != 403 else set()
    assert opened == {page for page in PAGES if opens(page) and page.view.permission in OPEN_TO_LINE_MANAGERS}


@pytest.mark.parametrize("role", ["caseworker", "investigator", "manager", "auditor", "administrator"])
def test_the_page_is_for_line_managers_only(signed_in, role):
    assert signed_in(role).get("/team/").status_code == 403
