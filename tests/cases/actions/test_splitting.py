import pytest

from cases.actions import splitting
from cases.clocks.kinds import MilestoneKind
from cases.handling import linked_with
from cases.models import Case, Outcome
from cases.stages import Stage
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import AllegationFactory, AllegationSubjectFactory, CaseFactory, OutcomeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(person):
    return person("manager")


@pytest.fixture
def pair():
    """The first of two allegations, each against somebody else."""
    first = AllegationSubjectFactory(allegation__case__stage=Stage.INVESTIGATION)
    AllegationSubjectFactory(allegation=AllegationFactory(case=first.allegation.case))
    return first


def split(by, case, *allegations, reason="Two matters."):
    return splitting.split(by=by, case=case, allegations=allegations, reason=reason)


def test_chosen_allegations_go_on_in_a_new_case_with_what_was_decided(manager, pair):
    outcome = OutcomeFactory(pair=pair)
    case = pair.allegation.case
    new = split(manager, case, pair.allegation)
    assert [one.number for one in new.allegations.all()] == [1]
    assert Outcome.objects.get(pair__allegation__case=new) == outcome
    assert (new.subjects.get(), case.subjects.count()) == (pair.subject, 1)
    assert (new.stage, new.record_type, new.received_on) == (Stage.RECEIVED, case.record_type, case.received_on)
    assert new.milestones.standing().filter(kind=MilestoneKind.RECEIVED).exists()
    assert [(one.words, one.case) for one in linked_with(case, manager)] == [("Split off from this case", new)]
    assert [(one.words, one.case) for one in linked_with(new, manager)] == [("Split off from this other case", case)]


def test_somebody_about_whom_more_is_alleged_is_a_subject_of_both(manager, pair):
    case = pair.allegation.case
    AllegationSubjectFactory(allegation=case.allegations.get(number=2), subject=pair.subject)
    new = split(manager, case, pair.allegation)
    assert new.subjects.get().officer == pair.subject.officer
    assert case.subjects.filter(officer=pair.subject.officer).exists()


def test_a_split_off_case_is_sealed_and_assigned_as_the_first(manager, person, pair):
    investigator = person("investigator")
    Case.objects.update(investigator=investigator)
    case = Case.objects.get()
    new = split(manager, case, pair.allegation)
    assert (new.investigator, new.assignments.get().investigator) == (investigator, investigator)


def test_some_but_not_all_allegations_are_chosen_and_of_this_case(manager, pair):
    case = pair.allegation.case
    for chosen in ([], list(case.allegations.all()), [AllegationFactory(case=CaseFactory())]):
        with pytest.raises(Refused) as refusal:
            split(manager, case, *chosen)
        assert refusal.value.field == "allegations"
    with pytest.raises(Refused) as refusal:
        split(manager, case, pair.allegation, reason=" ")
    assert refusal.value.field == "reason"


def test_who_may_not_assign_does_not_split(person, pair):
    with pytest.raises(NotAllowed):
        split(person("caseworker"), pair.allegation.case, pair.allegation)
