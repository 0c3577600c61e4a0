"""The part of a case's page, and each of its forms sent as a person would."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import CaseLink
from cases.stages import Stage
from misconduct.audit.record import record
from tests.factories import CaseFactory, OfficerFactory, PostingFactory, SubjectFactory, UnitFactory, UserFactory
from tests.factories.investigations import (
    NO_CONFLICT,
    InterviewFactory,
    LearningItemFactory,
    ReflectivePracticeFactory,
    TaskFactory,
    ready_to_investigate,
)

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + timedelta(days=20)).isoformat()


def sends(client, case, path, **answers):
    return client.post(f"/cases/{case.pk}/{path}", {"version": case.version, **answers})


def test_the_page_shows_what_stands_and_what_lacks(signed_in):
    case = ready_to_investigate(CaseFactory(stage=Stage.INVESTIGATION))
    page = signed_in("manager").get(f"/cases/{case.pk}/investigation/").text
    for words in ("Take a statement", "To find out what happened.", "Not submitted yet.", "Not considered yet."):
        assert words in page
    bare = signed_in("manager").get(f"/cases/{CaseFactory().pk}/investigation/").text
    assert "No next action is set." in bare


def test_a_subject_who_comes_later_from_the_investigators_unit_is_warned_of(signed_in):
    investigator, unit = UserFactory(), UnitFactory()
    officer = OfficerFactory(account=investigator)
    PostingFactory(officer=officer, unit=unit)
    case = ready_to_investigate(CaseFactory(stage=Stage.INVESTIGATION, investigator=investigator))
    client, warning = signed_in("manager"), "Not declared yet"
    assert warning not in client.get(f"/cases/{case.pk}/investigation/").text
    late = SubjectFactory(case=case)
    PostingFactory(officer=late.officer, unit=unit)
    page = client.get(f"/cases/{case.pk}/investigation/").text
    assert f"{warning}: Served in {unit}" in page or f"{warning}: Serves in {unit}" in page


def test_an_action_whose_day_has_passed_is_marked_late(signed_in):
    case = ready_to_investigate(CaseFactory(stage=Stage.INVESTIGATION))
    client = signed_in("manager")
    case.tasks.update(due_on=timezone.localdate())
    assert ">Late<" not in client.get(f"/cases/{case.pk}/investigation/").text
    case.tasks.update(due_on=timezone.localdate() - timedelta(days=1))
    assert ">Late<" in client.get(f"/cases/{case.pk}/investigation/").text


@pytest.fixture
def in_two_cases(signed_in):
    """A case whose investigator is a subject of a linked one, as it was kept before references were left out."""
    manager = signed_in("manager").user
    case, linked = CaseFactory(stage=Stage.INVESTIGATION), CaseFactory()
    ready_to_investigate(case)
    SubjectFactory(case=linked, officer=OfficerFactory(account=case.investigator))
    CaseLink.objects.create(case=linked, other=case, kind="same_incident", reason="x", linked_by=manager)
    kept = f"Is a subject of the linked case {linked}"
    case.assignments.get().declarations.update(found=[kept], has_conflict=True)
    record("conflict.declared", by=manager, target=case, after={"investigator": "x", "conflicts": [kept]})
    return case, linked


def test_a_linked_case_that_a_declaration_names_is_told_to_who_may_see_it_only(signed_in, in_two_cases):
    case, linked = in_two_cases
    manager = signed_in("manager")
    for part in ("investigation/", "investigation/conflicts/set-aside/"):
        page = manager.get(f"/cases/{case.pk}/{part}").text
        assert f"Is a subject of the linked case {linked}" in page
        assert "Not declared yet" not in page
    linked.is_sealed = True
    linked.save()
    investigator = Client()
    investigator.force_login(case.investigator)
    for client in (manager, investigator):
        page = client.get(f"/cases/{case.pk}/investigation/").text
        assert "A reason that the records show" in page
        assert linked.reference not in page
        assert linked.reference not in client.get(f"/cases/{case.pk}/timeline/").text


def test_the_questions_say_about_whom_they_are(signed_in):
    case = ready_to_investigate(CaseFactory(stage=Stage.INVESTIGATION))
    client = Client()
    client.force_login(case.investigator)
    address = f"/cases/{case.pk}/investigation/conflicts/"
    assert "Each question is about you" in client.get(address).text
    assert f"Each question is about {case.investigator}" in signed_in("manager").get(address).text


def test_the_page_asks_the_same_number_of_queries_for_one_and_for_many(signed_in):
    def filled(times):
        case = ready_to_investigate(CaseFactory())
        for _ in range(times):
            TaskFactory(case=case)
            InterviewFactory(case=case)
            LearningItemFactory(case=case)
            ReflectivePracticeFactory(case=case)
        return f"/cases/{case.pk}/investigation/"

    client = signed_in("manager")
    few, many = filled(1), filled(6)
    client.get(few)
    with CaptureQueriesContext(connection) as first:
        client.get(few)
    with CaptureQueriesContext(connection) as second:
        client.get(many)
    assert len(first) == len(second)


def test_the_last_action_is_done_only_with_the_next_in_the_same_form(signed_in):
    case = ready_to_investigate(CaseFactory(stage=Stage.INVESTIGATION))
    task, client = case.tasks.get(), signed_in("manager")
    path = f"tasks/{task.pk}/done/"
    assert "This is the last open action" in client.get(f"/cases/{case.pk}/{path}").text
    refused = sends(client, case, path, result="Taken.")
    assert refused.status_code == 422
    assert "an open case always has a next action" in refused.text
    half = sends(client, case, path, result="Taken.", next_title="Read it")
    assert "Enter by when the next action is done" in half.text
    owner = case.investigator_id
    done = sends(client, case, path, result="Taken.", next_title="Read it", next_owner=owner, next_due_on=SOON)
    assert done.status_code == 302
    assert [one.title for one in case.tasks.open()] == ["Read it"]


def test_each_form_is_sent_and_leads_back_to_the_page(signed_in):
    client = signed_in("manager")
    subject = SubjectFactory(case=ready_to_investigate(CaseFactory()))
    case, user = subject.case, client.user.pk
    moment = {"proposed_for_on": "2026-03-11", "proposed_for_at": "10am"}
    practice = ReflectivePracticeFactory(case=case)
    interview, learning = InterviewFactory(case=case), LearningItemFactory(case=case)
    no = {f"item_{code}": "no" for code in NO_CONFLICT}
    for path, answers in (
        ("investigation/conflicts/", no),
        ("investigation/terms/", {"text": "All of it.", "approved_on": "2026-03-04"}),
        ("tasks/add/", {"title": "Ring", "owner": user, "due_on": SOON}),
        (f"tasks/{case.tasks.get().pk}/change/", {"owner": user, "due_on": SOON, "reason": "On leave."}),
        ("interviews/propose/", {"subject": subject.pk, "proposed_on": "2026-03-04", **moment}),
        (
            f"interviews/{interview.pk}/alternative/",
            {"offered_on": "2026-03-05", "alternative_on": "2026-03-12", "alternative_at": "9am"},
        ),
        (f"interviews/{interview.pk}/end/", {"attendance": "held", "ended_on": "2026-03-12"}),
        (
            "responses/add/",
            {"subject": subject.pk, "kind": "statement", "received_on": "2026-03-12", "summary": "Denied."},
        ),
        ("report/submit/", {"text": "As follows.", "evidence_summary": "Two.", "submitted_on": "2026-04-01"}),
        ("learning/add/", {"kind": "individual", "subject": subject.pk, "text": "To write it down."}),
        (f"learning/{learning.pk}/done/", {"result": "Done.", "done_on": "2026-05-01"}),
        ("reflective/invite/", {"subject": subject.pk, "reviewer": user, "invited_on": "2026-03-05"}),
        (f"reflective/{practice.pk}/account/", {"account": "I froze.", "given_on": "2026-03-06"}),
    ):
        case.refresh_from_db()
        response = sends(client, case, path, **answers)
        assert response.status_code == 302, (path, response.text[:3000])
        assert response.url == f"/cases/{case.pk}/investigation/"
    page = client.get(f"/cases/{case.pk}/investigation/")
    assert page.status_code == 200
    timeline = client.get(f"/cases/{case.pk}/timeline/").text
    for words in ("Terms of reference approved, version 2", "Next action set: Ring", "Investigation report submitted"):
        assert words in timeline


def test_a_conflict_is_decided_on_its_own_page(signed_in):
    client, case = signed_in("manager"), ready_to_investigate(CaseFactory())
    yes = {f"item_{code}": "no" for code in ("line-manager", "junior", "involved", "own-report")} | {
        "item_close": "yes"
    }
    assert sends(client, case, "investigation/conflicts/", **yes, details="Cousins.").status_code == 302
    case.refresh_from_db()
    assert "To be decided by a manager" in client.get(f"/cases/{case.pk}/investigation/").text
    assert "Cousins." in client.get(f"/cases/{case.pk}/investigation/conflicts/set-aside/").text
    assert sends(client, case, "investigation/conflicts/set-aside/", reason="Distant.").status_code == 302
    assert "Set aside" in client.get(f"/cases/{case.pk}/investigation/").text


def test_what_belongs_to_another_case_is_not_there(signed_in):
    client, case = signed_in("manager"), CaseFactory()
    task, interview = TaskFactory(), InterviewFactory()
    learning, practice = LearningItemFactory(), ReflectivePracticeFactory()
    for path in (
        f"tasks/{task.pk}/done/",
        f"tasks/{task.pk}/change/",
        f"interviews/{interview.pk}/alternative/",
        f"interviews/{interview.pk}/end/",
        f"learning/{learning.pk}/done/",
        f"reflective/{practice.pk}/account/",
        f"reflective/{practice.pk}/report/",
        f"reflective/{practice.pk}/review/",
    ):
        assert client.get(f"/cases/{case.pk}/{path}").status_code == 404, path
        assert sends(client, case, path, result="x").status_code in {404, 422}, path
