"""Whatever blocks a case comes with the page that mends it."""

import pytest

from cases import workflow
from cases.actions import transitions
from cases.guards.proceedings import concluded_and_reported
from cases.mending import MENDED_BY
from cases.next_steps import blocked, next_steps
from cases.rights import RIGHTS, rights, who_may
from cases.stages import RecordType, Stage
from tests.factories import AllegationFactory, AllegationSubjectFactory, CaseFactory, triage
from tests.factories.investigations import ready_to_investigate
from tests.factories.proceedings import ProceedingFactory

GUARDS = {guard.__name__ for move in workflow.TRANSITIONS for guard in move.guards}


def shown(case, user):
    """The steps and the reasons of the overview."""
    moves, may = transitions.available(case, user), rights(case, user)
    steps = next_steps(case, moves, may)
    return steps, blocked(moves, steps, may)


def test_every_guard_of_the_workflow_has_a_page_that_mends_it():
    assert GUARDS - set(MENDED_BY) == set()


def test_nothing_is_mended_that_no_move_asks_for():
    assert set(MENDED_BY) - GUARDS == set()


def test_every_page_that_mends_names_a_right_that_there_is():
    assert {mend.may for mend in MENDED_BY.values()} <= set(RIGHTS)


def test_whose_job_it_is_is_said_by_the_roles_that_may():
    assert who_may("assign") == "a manager"
    assert who_may("decide") == "a caseworker or manager"
    assert who_may("opine") == "the investigator"


@pytest.mark.django_db
def test_a_case_referred_to_proceedings_asks_for_them_to_be_opened(person):
    pair = AllegationSubjectFactory(
        allegation__case__stage=Stage.PROCEEDINGS, allegation__case__investigator=person("investigator")
    )
    case = pair.allegation.case
    [first, *_], _ = shown(case, person("manager"))
    assert (first.label, first.url) == ("Open the proceedings", f"/cases/{case.pk}/proceedings/open/")
    proceeding = ProceedingFactory(case=case)
    [first, *_], _ = shown(case, person("manager"))
    assert (first.label, first.url) == ("Go on with the proceedings", f"/cases/{case.pk}/proceedings/{proceeding.pk}/")


@pytest.mark.django_db
def test_an_allegation_without_a_category_leads_to_its_own_page(person):
    case = ready_to_investigate(triage(CaseFactory(stage=Stage.ASSESSMENT, record_type=RecordType.CONDUCT)))
    AllegationFactory(case=case, number=7, category=None)
    steps, _ = shown(case, person("manager"))
    assert f"/cases/{case.pk}/allegations/7/category/" in [step.url for step in steps]


@pytest.mark.django_db
def test_a_reason_names_who_mends_it_where_the_reader_may_not(person):
    _, [wait] = shown(CaseFactory(stage=Stage.ASSESSMENT), person("investigator"))
    [reason] = [one for one in wait.reasons if one.text == "Assign an investigator first."]
    assert (reason.step, reason.whose) == (None, "a manager")


@pytest.mark.django_db
def test_reasons_told_for_one_move_are_not_told_again_for_the_next(person):
    case = triage(CaseFactory(stage=Stage.DECISION, investigator=person("investigator")))
    _, waits = shown(case, person("manager"))
    texts = [reason.text for wait in waits for reason in wait.reasons]
    assert len(texts) == len(set(texts))


@pytest.mark.django_db
def test_an_auditor_reads_what_a_case_waits_for_and_nothing_of_roles(person):
    _, waits = shown(CaseFactory(stage=Stage.ASSESSMENT), person("auditor"))
    texts = [reason.text for wait in waits for reason in wait.reasons]
    assert "Assign an investigator first." in texts
    assert not any("role" in text for text in texts)


@pytest.mark.django_db
def test_a_case_at_its_proceedings_is_not_over_before_they_are_opened():
    case = CaseFactory(stage=Stage.PROCEEDINGS)
    assert concluded_and_reported(case) == "Open the meeting or hearing that the case was referred to."
    assert concluded_and_reported(CaseFactory(stage=Stage.DECISION)) is None
    ProceedingFactory(case=case)
    assert concluded_and_reported(case) == "Conclude the misconduct hearing first, or stop it."
