from datetime import date

import pytest
import time_machine

from cases.models import Case, CaseDraft
from misconduct.audit.models import AuditEvent
from tests.cases.intake.conftest import code
from tests.factories import CodeFactory, OfficerFactory, SubjectFactory, UnitFactory

pytestmark = pytest.mark.django_db
STEPS = ("type", "received", "when-and-where", "unit", "what-happened")
LISTS = (
    "people",
    "people/find",
    "people/add/unidentified",
    "people/add/organisation",
    "allegations",
    "allegations/add",
)
PARTS = ("people/s1/remove", "allegations", "allegations/add", "allegations/a1", "allegations/a1/remove")
PAGES = (*STEPS, *LISTS, *PARTS, "check", "discard")


@pytest.fixture(autouse=True)
def _the_day_of_the_call():
    with time_machine.travel("2026-03-05 10:00+00:00", tick=False):
        yield


def _day(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_ones_own_draft_opens(clerk, draft_of, page):
    assert clerk.get(f"/cases/new/{draft_of(clerk.user).pk}/{page}/").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_of_somebody_else_is_not_there(clerk, person, draft_of, page):
    address = f"/cases/new/{draft_of(person('caseworker')).pk}/{page}/"
    assert clerk.get(address).status_code == 404
    assert clerk.post(address).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "logged"])
def test_whoever_may_not_log_is_refused(signed_in, draft_of, person, page):
    draft = draft_of(person("caseworker"))
    assert signed_in("auditor").get(f"/cases/new/{draft.pk}/{page}/").status_code == 403


@pytest.mark.parametrize("page", [*PAGES, "logged"])
def test_a_wrong_method_is_405(clerk, draft_of, page):
    assert clerk.delete(f"/cases/new/{draft_of(clerk.user).pk}/{page}/").status_code == 405


@pytest.mark.parametrize("page", ["no-such-step", "people/add/nobody", "allegations/zz"])
def test_an_address_that_names_nothing_is_404(clerk, draft_of, page):
    assert clerk.get(f"/cases/new/{draft_of(clerk.user).pk}/{page}/").status_code == 404


def test_looking_at_the_first_question_starts_no_draft(clerk):
    assert clerk.get("/cases/new/").status_code == 200
    assert not CaseDraft.objects.exists()


def test_the_first_question_needs_an_answer(clerk):
    page = clerk.post("/cases/new/", {"record_type": "HIST"})
    assert page.status_code == 422
    assert not CaseDraft.objects.exists()


def test_a_draft_goes_on_at_its_first_open_question(clerk, draft_of):
    draft = draft_of(clerk.user, subjects=[], allegations=[])
    assert clerk.get(f"/cases/new/{draft.pk}/").url == f"/cases/new/{draft.pk}/people/"


@pytest.mark.parametrize(
    ("page", "data", "message"),
    [
        ("received", _day("received_on", 31, 2, 2026), "must be a real date"),
        ("received", _day("received_on", 6, 3, 2026), "must be today or in the past"),
        ("received", _day("received_on", 4, 3, ""), "must include a year"),
        ("when-and-where", _day("incident_from", 5, 3, 2026), "must be on or before 4 March 2026"),
        (
            "when-and-where",
            {**_day("incident_from", 2, 3, 2026), **_day("incident_to", 1, 3, 2026)},
            "must be on or after the day it happened",
        ),
        ("when-and-where", _day("incident_to", 1, 3, 2026), "Enter the day it started"),
        ("unit", {"unit": "999999"}, "Select a unit from the list"),
        ("what-happened", {"summary": "  "}, "Enter what happened"),
        ("people/find", {"officer": "999999"}, "Select somebody from the search results"),
        ("people/find", {"officer": "1 OR 1=1"}, "Select somebody from the search results"),
        ("people/add/unidentified", {"description": ""}, "Enter what is known about them"),
        ("allegations/add", {"category": "999999"}, "Select a category that was in force"),
        ("allegations/add", {"subjects": ["nobody"]}, "Select somebody who is part of this record"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_not_kept(clerk, draft_of, page, data, message):
    draft = draft_of(clerk.user)
    answer = clerk.post(f"/cases/new/{draft.pk}/{page}/", data)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert CaseDraft.objects.get().answers == draft.answers


def test_what_was_typed_stays_on_the_page_when_one_answer_is_wrong(clerk, draft_of):
    draft = draft_of(clerk.user)
    data = {**_day("incident_from", 1, 3, 2027), "place": "Behind the Corn Exchange"}
    page = clerk.post(f"/cases/new/{draft.pk}/when-and-where/", data).content.decode()
    assert "Behind the Corn Exchange" in page
    assert 'value="2027"' in page


def test_markup_in_an_answer_is_shown_and_never_run(clerk, draft_of):
    draft = draft_of(clerk.user, summary="<script>alert(1)</script> said the caller, again and again and again.")
    page = clerk.get(f"/cases/new/{draft.pk}/check/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_oneself_cannot_be_chosen(clerk, draft_of):
    own_record = OfficerFactory(account=clerk.user)
    answer = clerk.post(f"/cases/new/{draft_of(clerk.user).pk}/people/find/", {"officer": own_record.pk})
    assert answer.status_code == 422


def test_a_category_of_another_time_cannot_be_chosen(clerk, draft_of):
    old = CodeFactory(code="OLD", valid_from=date(2008, 1, 1), valid_to=date(2020, 2, 1))
    draft = draft_of(clerk.user)
    data = {"category": old.pk, "subjects": ["s1"], "description": "Pushed her."}
    assert clerk.post(f"/cases/new/{draft.pk}/allegations/add/", data).status_code == 422


def test_a_change_goes_back_to_the_check(clerk, draft_of):
    draft = draft_of(clerk.user)
    answer = clerk.post(f"/cases/new/{draft.pk}/unit/?from=check", {"unit": UnitFactory().pk})
    assert answer.url == f"/cases/new/{draft.pk}/check/"


def test_an_allegation_can_be_changed_in_its_place(clerk, draft_of):
    draft = draft_of(clerk.user)
    data = {"category": code("category", "H1").pk, "subjects": ["s1"], "description": "Was rude."}
    clerk.post(f"/cases/new/{draft.pk}/allegations/a1/", data)
    assert [held["description"] for held in CaseDraft.objects.get().answers["allegations"]] == ["Was rude."]


def test_the_check_says_what_is_missing_and_saves_nothing(clerk, draft_of):
    draft = draft_of(clerk.user, summary="", subjects=[], allegations=[])
    answer = clerk.post(f"/cases/new/{draft.pk}/check/")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter what happened" in page
    assert "Say who it is about" in page
    assert "Add at least one allegation" in page
    assert not Case.objects.exists()


def test_a_subject_against_whom_nothing_is_alleged_is_named(clerk, draft_of):
    entries = [
        {"key": "s1", "kind": "organisational"},
        {"key": "s2", "kind": "unidentified", "description": "Tall, with a dog."},
    ]
    draft = draft_of(clerk.user, subjects=entries)
    answer = clerk.post(f"/cases/new/{draft.pk}/check/")
    assert answer.status_code == 422
    assert "Say what is alleged against Somebody not yet identified" in answer.content.decode()


def test_a_receipt_date_changed_later_is_checked_against_everything_else(clerk, draft_of):
    draft = draft_of(clerk.user, received_on="2026-02-01")
    answer = clerk.post(f"/cases/new/{draft.pk}/check/")
    assert answer.status_code == 422
    assert "must be on or before 1 February 2026" in answer.content.decode()


def test_the_last_button_pressed_twice_gives_one_case_and_one_confirmation(clerk, draft_of):
    address = f"/cases/new/{draft_of(clerk.user).pk}/check/"
    pages = [clerk.post(address, follow=True).content.decode() for _ in range(2)]
    reference = Case.objects.get().reference
    assert all(reference in page for page in pages)


@pytest.mark.parametrize("page", ["check", "unit", "people", "discard", "allegations/add"])
def test_a_logged_draft_leads_to_its_confirmation(clerk, draft_of, page):
    draft = draft_of(clerk.user)
    clerk.post(f"/cases/new/{draft.pk}/check/")
    assert clerk.get(f"/cases/new/{draft.pk}/{page}/").url == f"/cases/new/{draft.pk}/logged/"


def test_the_confirmation_of_a_draft_not_logged_leads_to_the_check(clerk, draft_of):
    draft = draft_of(clerk.user)
    assert clerk.get(f"/cases/new/{draft.pk}/logged/").url == f"/cases/new/{draft.pk}/check/"


def test_the_confirmation_is_for_whoever_logged_it(clerk, signed_in, draft_of):
    draft = draft_of(clerk.user)
    clerk.post(f"/cases/new/{draft.pk}/check/")
    assert signed_in("caseworker").get(f"/cases/new/{draft.pk}/logged/").status_code == 404


def test_a_draft_is_thrown_away_only_after_a_question(clerk, draft_of):
    draft = draft_of(clerk.user)
    assert "Throw this draft away?" in clerk.get(f"/cases/new/{draft.pk}/discard/").content.decode()
    assert CaseDraft.objects.exists()
    assert clerk.post(f"/cases/new/{draft.pk}/discard/").url == "/"
    assert not CaseDraft.objects.exists()


def test_the_page_shows_hints_and_the_log_says_what_they_told_of(clerk, draft_of):
    officer = OfficerFactory()
    case = SubjectFactory(officer=officer).case
    draft = draft_of(clerk.user, subjects=[{"key": "s1", "kind": "identified", "officer": officer.pk}])
    page = clerk.get(f"/cases/new/{draft.pk}/people/").content.decode()
    assert case.reference in page
    shown = AuditEvent.objects.get(action="case_draft.hints_shown").touched
    assert {f"cases.case:{case.pk}", f"officers.officer:{officer.pk}"} <= set(shown)
