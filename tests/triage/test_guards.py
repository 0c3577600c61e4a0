import pytest

from cases.actions import transitions
from cases.guards import referral, triage
from cases.stages import Stage
from cases.triage.models import InvestigationForm
from misconduct.core.errors import Refused
from tests import factories
from tests.factories import CaseFactory, ReferralFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_triage_facts_are_asked_of_every_matter_but_not_of_history():
    case = CaseFactory()
    assert triage.triage_facts_recorded(case).startswith("Record the triage facts")
    factories.TriageFactsFactory(case=case)
    assert triage.triage_facts_recorded(case) is None
    assert triage.triage_facts_recorded(CaseFactory(record_type="HIST")) is None


def test_schedule_3_is_asked_of_complaints():
    case = CaseFactory(record_type="PC-S")
    assert triage.schedule_3_decided(case) == "Decide whether the complaint is handled inside Schedule 3."
    factories.ScheduleThreeFactory(case=case, inside=True)
    assert triage.schedule_3_decided(case) is None
    assert triage.schedule_3_decided(CaseFactory()) is None


def test_referral_is_considered_before_a_case_goes_on():
    case = CaseFactory()
    assert referral.referral_considered(case) == "Go through the list of what must be referred to the IOPC."
    factories.ReferralCheckFactory(case=case)
    assert referral.referral_considered(case) is None


def test_a_referral_is_sent_then_answered():
    case = CaseFactory()
    assert (referral.referral_sent(case), referral.referral_answered(case)) == (None, None)
    due = ReferralFactory(case=case)
    assert referral.referral_sent(case) == (
        "Send the referral to the IOPC by the end of 3 March 2026: mandatory referral, not sent yet."
    )
    due.sent_on, due.sent_by, due.method = due.became_clear_on, UserFactory(), "portal"
    due.save()
    assert referral.referral_sent(case) is None
    assert referral.referral_answered(case) == "Record what the IOPC decided on the referral."
    due.determination, due.determined_on = "refer-back", due.sent_on
    due.save()
    assert referral.referral_answered(case) is None


def test_the_form_of_investigation_is_asked_of_referred_cases():
    case = CaseFactory()
    assert referral.form_of_investigation_set(case) is None
    held = ReferralFactory(case=case, answered=True)
    assert referral.form_of_investigation_set(case) == "Record the form of the investigation."
    InvestigationForm.objects.create(
        case=case, form="local", body="authority", reasons="Why", decided_on=held.sent_on, decided_by=UserFactory()
    )
    assert referral.form_of_investigation_set(case) is None


def test_a_referred_complaint_is_not_outside_schedule_3():
    case = CaseFactory(record_type="PC-O")
    assert referral.outside_schedule_3_only_unreferred(case) is None
    ReferralFactory(case=case)
    assert "belongs inside Schedule 3" in referral.outside_schedule_3_only_unreferred(case)


@pytest.mark.parametrize(
    ("stage", "move"),
    [
        (Stage.TRIAGE, "start_assessment"),
        (Stage.ASSESSMENT, "no_further_action"),
        (Stage.REPORT, "submit_for_decision"),
        (Stage.DECISION, "refer_to_proceedings"),
        (Stage.DECISION, "open_review"),
        (Stage.DECISION, "no_further_action"),
        (Stage.REVIEW, "close"),
    ],
)
@pytest.mark.parametrize(
    ("is_sent", "words"), [(False, "Send the referral to the IOPC"), (True, "Record what the IOPC decided")]
)
def test_nothing_is_decided_or_ended_while_a_referral_is_open(manager, stage, move, is_sent, words):
    case = factories.triage(CaseFactory(stage=stage))
    factories.OutcomeFactory(pair__allegation__case=case)
    ReferralFactory(case=case, sent=is_sent)
    with pytest.raises(Refused, match=words):
        transitions.advance(by=manager, case=case, transition=move, note="Now.")


def test_a_case_is_at_the_iopc_only_with_a_referral_that_was_sent(manager):
    case = factories.triage(CaseFactory(stage=Stage.TRIAGE))
    assert "refer" not in [one.transition.name for one in transitions.available(case, manager)]
    due = ReferralFactory(case=case)
    with pytest.raises(Refused, match="Send the referral"):
        transitions.advance(by=manager, case=case, transition="refer")
    due.sent_on, due.sent_by, due.method = due.became_clear_on, manager, "portal"
    due.save()
    assert transitions.advance(by=manager, case=case, transition="refer").stage == Stage.REFERRED
