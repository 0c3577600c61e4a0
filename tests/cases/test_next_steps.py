import pytest

from cases.actions import transitions
from cases.next_steps import next_steps
from cases.stages import Stage
from tests.factories import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    OutcomeFactory,
    ReferralFactory,
    triage,
)
from tests.factories.closure import ready_to_close
from tests.factories.investigations import ready_to_investigate

pytestmark = pytest.mark.django_db

EVERYTHING = {"assign": True, "work": True, "end": True}


def labels(case, manager, may=EVERYTHING):
    return [step.label for step in next_steps(case, transitions.available(case, manager), may) if not step.is_aside]


@pytest.fixture
def manager(person):
    return person("manager")


def test_a_case_with_nobody_to_work_on_it_asks_for_an_investigator_first(manager):
    assert labels(CaseFactory(), manager) == ["Assign an investigator", "Start triage"]


def test_what_blocks_comes_with_the_way_to_mend_it(manager):
    case = ready_to_investigate(triage(CaseFactory(stage=Stage.ASSESSMENT, investigator=manager)))
    assert labels(case, manager) == ["Add an allegation"]
    AllegationFactory(case=case)
    assert labels(case, manager) == ["Add a subject"]


def test_what_an_investigation_needs_is_asked_for_before_it_starts(manager):
    case = triage(CaseFactory(stage=Stage.ASSESSMENT, investigator=manager))
    AllegationSubjectFactory(allegation__case=case)
    asked = ["Declare conflicts of interest", "Approve terms of reference", "Set a next action"]
    assert labels(case, manager)[:3] == asked


def test_missing_outcomes_lead_to_where_they_are_recorded(manager):
    pair = AllegationSubjectFactory(allegation__case__stage=Stage.REVIEW, allegation__case__investigator=manager)
    assert labels(pair.allegation.case, manager)[0] == "Record outcomes"
    OutcomeFactory(pair=pair)
    case = ready_to_close(pair.allegation.case)
    assert labels(case, manager) == ["Close case"]


def test_while_a_case_goes_on_its_end_is_one_link_to_the_checklist(manager):
    case = triage(CaseFactory(stage=Stage.ASSESSMENT, investigator=manager))
    steps = next_steps(case, transitions.available(case, manager), EVERYTHING)
    assert "Prepare to close the case" not in [step.label for step in steps]
    assert steps[-1].url == f"/cases/{case.pk}/closure/"


def test_a_complaint_handled_outside_schedule_3_asks_for_what_its_end_needs(manager):
    pair = AllegationSubjectFactory(allegation__case__stage=Stage.TRIAGE, allegation__case__record_type="PC-O")
    case = pair.allegation.case
    assert "Record outcomes" not in labels(case, manager)
    triage(case)
    asked = ["Record outcomes", "Record learning", "Prepare to close the case", "Start assessment"]
    assert [label for label in labels(case, manager) if label != "Assign an investigator"] == asked
    OutcomeFactory(pair=pair)
    assert "Close: handled outside Schedule 3" in labels(ready_to_close(case), manager)[:2]


def test_only_the_first_step_leads(manager):
    case = CaseFactory()
    steps = next_steps(case, transitions.available(case, manager), EVERYTHING)
    assert [step.is_primary for step in steps] == [True, False, False]
    assert (steps[-1].label, steps[-1].is_aside) == ("Merge into another case", True)


def test_nothing_is_offered_that_the_person_may_not_do(manager):
    assert labels(CaseFactory(), manager, dict.fromkeys(EVERYTHING, False)) == ["Start triage"]


def test_nothing_urges_to_reopen_a_closed_case(manager):
    case = CaseFactory(closed=True)
    steps = next_steps(case, transitions.available(case, manager), EVERYTHING | {"assign": False, "work": False})
    assert [(step.label, step.is_primary) for step in steps] == [("Re-open case", False)]


def test_triage_leads_to_its_pages_one_after_the_other(manager):
    case = CaseFactory(stage=Stage.TRIAGE, record_type="PC-O", investigator=manager)
    everything = EVERYTHING | {"refer": True}
    first = ["Record triage facts", "Check for referral to the IOPC", "Decide on Schedule 3"]
    assert labels(case, manager, everything)[:3] == first
    triage(case, inside=True)
    ReferralFactory(case=case)
    assert labels(case, manager, everything)[0] == "Decide on Schedule 3 again"
    assert "Record that the referral was sent" in labels(case, manager, everything)
