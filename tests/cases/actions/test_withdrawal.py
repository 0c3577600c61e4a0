from datetime import date

import pytest

from cases import officer_history
from cases.actions import record_types, withdrawal
from cases.clocks.kinds import MilestoneKind
from cases.flags.histories import histories_of
from cases.flags.rules.history import Result
from cases.models import Case, Outcome
from cases.stages import Ending, Stage
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import AllegationSubjectFactory, CaseFactory, OutcomeFactory, ReferralFactory, SubjectFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


@pytest.fixture
def manager(person):
    return person("manager")


@pytest.fixture
def complaint():
    return CaseFactory(record_type="PC-S", stage=Stage.INVESTIGATION)


def withdraw(by, case, **fields):
    known = {
        "received_on": DAY,
        "signed_by": "complainant",
        "told": "The officer, by email.",
        "is_carried_on": False,
        "reasons": "No public interest.",
        "decided_on": DAY,
    }
    return withdrawal.withdraw(by=by, case=case, **(known | fields))


def test_a_withdrawn_complaint_closes_as_withdrawn(manager, complaint):
    held = withdraw(manager, complaint)
    case = Case.objects.get()
    assert (case.stage, case.ending, case.closed_by) == (Stage.CLOSED, Ending.WITHDRAWN, manager)
    assert (held.signed_by, held.told) == ("complainant", "The officer, by email.")
    assert case.milestones.standing().filter(kind=MilestoneKind.CLOSED).exists()


def test_a_withdrawn_complaint_leaves_no_outcome_to_be_told(manager, complaint):
    AllegationSubjectFactory(allegation__case=complaint)
    withdraw(manager, complaint)
    assert Outcome.objects.in_force().get().value.code == "withdrawn"
    assert not complaint.milestones.standing().filter(kind=MilestoneKind.OUTCOME_DECIDED).exists()
    assert not complaint.clocks.filter(definition="tell-outcome").exists()


def test_a_complaint_that_is_carried_on_has_not_ended(manager, complaint):
    pair = AllegationSubjectFactory(allegation__case=complaint)
    withdraw(manager, complaint, is_carried_on=True, reasons="A serious allegation.")
    assert not pair.outcomes.exists()


def test_the_public_interest_carries_it_on_with_the_withdrawal_on_it(manager, complaint):
    withdraw(manager, complaint, is_carried_on=True, reasons="A serious allegation.")
    case = Case.objects.get()
    assert (case.stage, case.withdrawals.count()) == (Stage.INVESTIGATION, 1)
    converted = record_types.convert(
        by=manager, case=case, to_type="CM", decided_on=DAY, reasons="A serious allegation."
    )
    assert (converted.record_type, converted.record_type_changes.get().from_type) == ("CM", "PC-S")


def test_a_withdrawn_complaint_still_counts_in_the_history_of_the_officer(manager, complaint):
    subject = SubjectFactory(case=complaint)
    withdraw(manager, complaint)
    (history,) = histories_of([subject.officer_id], known_before=date.max)
    assert [(matter.case_id, matter.result) for matter in history.matters] == [(complaint.pk, Result.WITHDRAWN)]


def test_what_had_no_outcome_ends_as_withdrawn_by_the_complainant(manager, complaint):
    open_pair, settled = (AllegationSubjectFactory(allegation__case=complaint) for _ in range(2))
    resolved = OutcomeFactory(pair=settled).value
    withdraw(manager, complaint)
    ends = {one.pair: (one.value, one.reasons) for one in Outcome.objects.in_force().select_related("value")}
    assert ends[settled] == (resolved, "")
    assert (ends[open_pair][0].code, ends[open_pair][1]) == ("withdrawn", "No public interest.")
    open_pair.refresh_from_db()
    assert open_pair.finalised_on == DAY
    assert officer_history.matters_of(open_pair.subject.officer, manager)[0].results == (
        "Withdrawn by the complainant",
        "Withdrawn",
    )


def test_a_complaint_that_goes_on_keeps_its_allegations_open(manager, complaint):
    AllegationSubjectFactory(allegation__case=complaint)
    withdraw(manager, complaint, is_carried_on=True)
    assert not Outcome.objects.exists()


def test_a_referred_complaint_waits_for_the_iopc(manager, complaint):
    ReferralFactory(case=complaint, sent=True)
    with pytest.raises(Refused, match="Record what the IOPC decided"):
        withdraw(manager, complaint)
    assert Case.objects.get().withdrawals.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("signed_by", "a neighbour"),
        ("told", " "),
        ("reasons", " "),
        ("received_on", date(2026, 1, 1)),
        ("decided_on", date(2026, 3, 31)),
        ("decided_on", date(2999, 1, 1)),
    ],
)
def test_a_withdrawal_needs_what_the_law_asks(manager, complaint, field, value):
    with pytest.raises(Refused) as refusal:
        withdraw(manager, complaint, **{field: value})
    assert refusal.value.field == field


def test_only_a_complaint_is_withdrawn_and_only_by_who_may_close(manager, person, complaint):
    with pytest.raises(Refused, match="Only a complaint"):
        withdraw(manager, CaseFactory())
    with pytest.raises(NotAllowed):
        withdraw(person("caseworker"), complaint)
