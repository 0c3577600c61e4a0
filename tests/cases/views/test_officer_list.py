from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from misconduct.audit.models import AuditEvent
from officers.models import Officer, OfficerAlias, Unit
from tests.factories import CaseFactory, OfficerFactory, PostingFactory, SubjectFactory, UnitFactory

pytestmark = pytest.mark.django_db
PAGE = "/officers/"


def names(response) -> list[str]:
    return [officer.name for officer in response.context["object_list"]]


@pytest.fixture
def clerk(signed_in):
    return signed_in("caseworker")


@pytest.mark.parametrize(
    ("role", "status"),
    [("caseworker", 200), ("investigator", 200), ("manager", 200), ("auditor", 200), ("administrator", 403)],
)
def test_who_may_open_the_list(signed_in, role, status):
    assert signed_in(role).get(PAGE).status_code == status


def test_list_takes_no_post(clerk):
    assert clerk.post(PAGE).status_code == 405


def test_list_is_on_record_with_what_it_showed(clerk):
    officer = OfficerFactory()
    clerk.get(f"{PAGE}?q={officer.number}")
    event = AuditEvent.objects.get(action="officer.list_viewed")
    assert event.touched == [f"officers.officer:{officer.pk}"]
    assert event.after == {"query": f"q={officer.number}", "rows": 1}


def test_list_shows_the_latest_posting_also_beside_one_of_unknown_start(clerk):
    officer = OfficerFactory()
    PostingFactory(officer=officer, starts_on=None, ends_on=date(2015, 1, 1), rank="Probationer")
    PostingFactory(officer=officer, starts_on=date(2015, 1, 1), rank="Sergeant")
    assert clerk.get(PAGE).context["object_list"][0].rank == "Sergeant"


def test_unit_filter_takes_the_units_below(clerk):
    north = UnitFactory(name="North")
    below = UnitFactory(parent=Unit.objects.get(pk=UnitFactory(parent=north).pk))
    here = PostingFactory(unit=below).officer
    PostingFactory()
    assert names(clerk.get(f"{PAGE}?unit={north.pk}")) == [here.name]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("service=left", ["Alex Gone"]), ("kind=staff", ["Alex Clerk"]), ("rank=Inspector", ["Alex Boss"])],
)
def test_filters_narrow_the_list(clerk, query, expected):
    OfficerFactory(surname="Gone", left_on=date(2020, 1, 1))
    OfficerFactory(surname="Clerk", kind=Officer.Kind.STAFF)
    PostingFactory(officer=OfficerFactory(surname="Boss"), rank="Inspector")
    assert names(clerk.get(f"{PAGE}?{query}")) == expected


@pytest.mark.parametrize("query", ["unit=999999", "unit=x", "kind=dragon", "rank=Wizard"])
def test_filter_that_cannot_be_read_shows_nobody_and_says_why(clerk, query):
    OfficerFactory()
    response = clerk.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert names(response) == []
    assert "There is a problem" in response.content.decode()


def test_search_puts_the_closest_first_and_says_why_somebody_was_found(clerk):
    OfficerFactory(forenames="Harriet", surname="Smith")
    OfficerFactory(forenames="Ben", surname="Smyth")
    known_as = OfficerFactory(forenames="Ada", surname="Other")
    OfficerAlias.objects.create(officer=known_as, kind="name", value="Ada Smyth")
    response = clerk.get(f"{PAGE}?q=smyth")
    assert names(response) == ["Ben Smyth", "Ada Other", "Harriet Smith"]
    assert [officer.found_by for officer in response.context["object_list"]] == ["", "Other name", "Sounds like"]


@pytest.mark.parametrize(
    ("sort", "first"), [("name", "A"), ("-name", "B"), ("number", "B"), ("-appointed", "B"), ("x", "A")]
)
def test_list_sorts(clerk, sort, first):
    OfficerFactory(surname="A", number="2", appointed_on=None)
    OfficerFactory(surname="B", number="1")
    assert clerk.get(f"{PAGE}?sort={sort}").context["object_list"][0].surname == first


def test_matters_are_counted_within_sight_only(signed_in):
    officer = OfficerFactory()
    SubjectFactory(officer=officer)
    SubjectFactory(officer=officer, case=CaseFactory(closed=True))
    SubjectFactory(officer=officer, case=CaseFactory(sealed=True))
    SubjectFactory()
    counted = {
        role: signed_in(role).get(f"{PAGE}?q={officer.number}").context["object_list"][0].matters
        for role in ("manager", "investigator")
    }
    assert (counted["manager"].open, counted["manager"].all) == (1, 2)
    assert counted["investigator"].all == 0


def test_list_offers_the_download_and_the_roster_to_whoever_may(signed_in):
    OfficerFactory()
    manager, investigator = (signed_in(role).get(PAGE).context for role in ("manager", "investigator"))
    assert (manager["can_export"], manager["can_edit_roster"]) == (True, True)
    assert (investigator["can_export"], investigator["can_edit_roster"]) == (False, False)


def test_empty_list_says_what_to_do(clerk):
    assert "Search by number" in clerk.get(f"{PAGE}?q=nobody-like-this").content.decode()
    assert "The roster is empty" in clerk.get(PAGE).content.decode()


@pytest.mark.parametrize("query", ["", "q=Sampleton"])
def test_list_asks_the_same_number_of_queries_for_two_rows_and_twenty(signed_in, query):
    client = signed_in("manager")
    counts = []
    for more in (2, 18):
        for _ in range(more):
            SubjectFactory(officer=PostingFactory().officer)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{PAGE}?{query}")
        counts.append(len(queries))
    assert counts[0] == counts[1]
