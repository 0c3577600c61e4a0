from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from cases.actions import drafts
from cases.models import Case, CaseDraft
from cases.stages import RecordType
from cases.views.intake.review import review
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


def _log(draft, user):
    draft.refresh_from_db()
    checked = review(draft, viewer=user)
    assert checked.problems == []
    return drafts.log(
        draft=draft,
        read_at=draft.updated_at,
        by=user,
        facts=checked.facts,
        subjects=list(checked.subjects.values()),
        allegations=checked.allegations,
    )


def test_start_keeps_the_first_answer_and_is_on_record(person):
    user = person("caseworker")
    draft = drafts.start(record_type=RecordType.CONDUCT, by=user)
    assert draft.answers == {"record_type": "CM"}
    assert AuditEvent.objects.get().action == "case_draft.started"


def test_start_refuses_whoever_may_not_log(person):
    with pytest.raises(NotAllowed):
        drafts.start(record_type=RecordType.CONDUCT, by=person("auditor"))


def test_answers_are_kept_as_dates_and_ids_over_earlier_ones(person):
    user, unit = person("caseworker"), UnitFactory()
    draft = drafts.start(record_type=RecordType.CONDUCT, by=user)
    drafts.answer(draft=draft, answers={"received_on": date(2026, 3, 4), "unit": unit}, by=user)
    drafts.answer(draft=draft, answers={"received_on": date(2026, 3, 5)}, by=user)
    assert CaseDraft.objects.get().answers == {"record_type": "CM", "received_on": "2026-03-05", "unit": unit.pk}


def test_the_log_says_which_questions_were_answered_and_not_what_was_said(person):
    user = person("caseworker")
    draft = drafts.start(record_type=RecordType.CONDUCT, by=user)
    drafts.answer(draft=draft, answers={"summary": "Told in confidence."}, by=user)
    assert AuditEvent.objects.get(action="case_draft.saved").after == {"answered": ["summary"]}


def test_a_draft_of_somebody_else_is_not_there(person, draft_of):
    draft = draft_of(person("caseworker"))
    with pytest.raises(OutOfScope):
        drafts.answer(draft=draft, answers={"summary": "Mine now."}, by=person("caseworker"))


def test_the_same_person_is_added_once_however_often_the_button_is_pressed(person):
    user = person("caseworker")
    draft = drafts.start(record_type=RecordType.CONDUCT, by=user)
    for _ in range(2):
        drafts.put_entry(draft=draft, section="subjects", entry={"kind": "identified", "officer": 7}, by=user)
    assert len(CaseDraft.objects.get().answers["subjects"]) == 1


def test_two_people_not_yet_identified_are_two(person):
    user = person("caseworker")
    draft = drafts.start(record_type=RecordType.CONDUCT, by=user)
    for looks in ("Tall.", "Short."):
        drafts.put_entry(draft=draft, section="subjects", entry={"kind": "unidentified", "description": looks}, by=user)
    assert len(CaseDraft.objects.get().answers["subjects"]) == 2


def test_a_subject_taken_out_leaves_the_allegations_too(person, draft_of):
    user = person("caseworker")
    drafts.remove_entry(draft=draft_of(user), section="subjects", key="s1", by=user)
    answers = CaseDraft.objects.get().answers
    assert answers["subjects"] == []
    assert answers["allegations"][0]["subjects"] == []


def test_log_makes_one_case_and_empties_the_answers(person, draft_of):
    user = person("caseworker")
    draft = draft_of(user)
    first = _log(draft, user)
    again = drafts.log(draft=draft, read_at=draft.updated_at, by=user, facts={}, subjects=[], allegations=[])
    assert first == again == Case.objects.get()
    assert CaseDraft.objects.get().answers == {}


def test_log_refuses_answers_that_changed_after_they_were_checked(person, draft_of):
    user = person("caseworker")
    draft = draft_of(user)
    checked = review(draft, viewer=user)
    drafts.answer(draft=draft, answers={"place": "Elsewhere"}, by=user)
    with pytest.raises(ChangedMeanwhile):
        drafts.log(draft=draft, read_at=draft.updated_at, by=user, facts=checked.facts, subjects=[], allegations=[])
    assert not Case.objects.exists()


def test_a_logged_draft_takes_no_more_answers_and_cannot_be_thrown_away(person, draft_of):
    user = person("caseworker")
    draft = draft_of(user)
    _log(draft, user)
    with pytest.raises(Refused):
        drafts.answer(draft=draft, answers={"summary": "More."}, by=user)
    with pytest.raises(Refused):
        drafts.discard(draft=draft, by=user)


def test_discard_deletes_the_draft_and_is_on_record(person, draft_of):
    user = person("caseworker")
    drafts.discard(draft=draft_of(user), by=user)
    assert not CaseDraft.objects.exists()
    assert AuditEvent.objects.get().action == "case_draft.discarded"


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_case(person, draft_of):
    user = person("caseworker")
    draft = draft_of(user)

    def press(_):
        try:
            return _log_or_given(draft, user)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        made = list(both.map(press, range(2)))
    assert made[0] == made[1] == Case.objects.get()


def _log_or_given(draft, user):
    """As the page does: answers read once, then the button."""
    checked = review(draft, viewer=user)
    return drafts.log(
        draft=draft,
        read_at=draft.updated_at,
        by=user,
        facts=checked.facts,
        subjects=list(checked.subjects.values()),
        allegations=checked.allegations,
    )
