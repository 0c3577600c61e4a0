from datetime import date, time

import pytest

from cases.proceedings.models import (
    AppealResult,
    PanelMember,
    Plea,
    Proceeding,
    ProceedingPair,
    ProceedingSubject,
    Step,
)
from tests.constraints import assert_refused, constraint_names
from tests.factories import OutcomeFactory, UserFactory
from tests.factories.proceedings import (
    AdviceFactory,
    AppealFactory,
    DelegationRecommendationFactory,
    ListReturnFactory,
    ObjectionFactory,
    PanelMemberFactory,
    ProceedingFactory,
    ProceedingPairFactory,
    ProceedingSubjectFactory,
    PublicationFactory,
    RepresentationFactory,
    ResponseFactory,
    SittingFactory,
    StepFactory,
    WitnessFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 2)


def changed(factory, **fields):
    """A row of the factory with these fields changed, not saved yet."""

    def make():
        row = factory()
        for name, value in fields.items():
            setattr(row, name, value)
        return row

    return make


def again(factory, model, *names, **fields):
    """A second row with the same fields as a row of the factory, not saved yet."""

    def make():
        held = factory()
        row = model(**{name: getattr(held, name) for name in names}, **fields)
        for field in model._meta.fields:
            if field.name not in names and field.name not in fields and field.name != "id":
                setattr(row, field.attname, getattr(held, field.attname))
        return row

    return make


def second_plea():
    pair = ProceedingPairFactory()
    response = ResponseFactory(proceeding=pair.proceeding, subject=pair.pair.subject)
    Plea.objects.create(response=response, pair=pair, value="denies")
    return Plea(response=response, pair=pair, value="denies")


def second_result():
    pair = ProceedingPairFactory()
    appeal = AppealFactory(proceeding=pair.proceeding, subject=pair.pair.subject)
    outcomes = [OutcomeFactory(pair=pair.pair, superseded_at=None), OutcomeFactory()]
    AppealResult.objects.create(appeal=appeal, pair=pair, outcome=outcomes[0])
    return AppealResult(appeal=appeal, pair=pair, outcome=outcomes[1])


def second_chair():
    held = PanelMemberFactory(capacity="chair", standing="chief_officer")
    fields = {"name": "Another", "standing": "chief_officer", "selection": "As above.", "appointed_on": DAY}
    return PanelMember(
        proceeding=held.proceeding, capacity="chair", appointed_by="chief_officer", recorded_by=UserFactory(), **fields
    )


def standing_again(factory):
    """A second row that would stand beside the first."""

    def make():
        row = factory()
        row.pk = None
        row._state.adding = True
        return row

    return make


BROKEN = {
    "proceeding_number_once_in_a_case": (
        again(ProceedingFactory, Proceeding, "case", "number"),
        "This case already has proceedings of that number.",
    ),
    "proceeding_stopped_with_a_reason": (
        changed(ProceedingFactory, stopped_on=DAY),
        "Enter why the proceedings were stopped.",
    ),
    "proceeding_subject_once": (
        again(ProceedingSubjectFactory, ProceedingSubject, "proceeding", "subject"),
        "These proceedings are already against this person.",
    ),
    "proceeding_election_has_a_date": (
        changed(ProceedingSubjectFactory, election="officer"),
        "Enter the day on which a full hearing was chosen.",
    ),
    "proceeding_pair_once": (
        again(ProceedingPairFactory, ProceedingPair, "proceeding", "pair"),
        "This allegation is already before these proceedings.",
    ),
    "proceeding_step_once": (
        again(StepFactory, Step, "proceeding", "kind"),
        "This step is already recorded. Withdraw it first if it is wrong.",
    ),
    "proceeding_step_withdrawn_with_a_reason": (
        changed(StepFactory, withdrawn_at="2026-06-02T10:00Z"),
        "Enter why the step is withdrawn.",
    ),
    "panel_one_chair": (second_chair, "There is a chair already. Replace them first."),
    "panel_declaration_has_a_date": (
        changed(PanelMemberFactory, declared_on=None),
        "Enter the day on which interests were declared.",
    ),
    "panel_interest_is_described": (
        changed(PanelMemberFactory, has_interest=True),
        "Enter the interest that was declared.",
    ),
    "panel_replaced_with_a_reason": (
        changed(PanelMemberFactory, replaced_on=DAY),
        "Enter why the member is replaced.",
    ),
    "panel_delegation_has_a_reason": (
        changed(PanelMemberFactory, delegated_on=DAY),
        "Enter why the chair is delegated.",
    ),
    "objection_decided_with_reasons": (
        changed(ObjectionFactory, decided_on=DAY, is_upheld=True),
        "A decision on an objection needs its day, its result and its reasons.",
    ),
    "advice_not_followed_with_a_reason": (
        changed(AdviceFactory, is_followed=False),
        "Enter why the panel did not follow the advice.",
    ),
    "delegation_answered_with_reasons": (
        changed(DelegationRecommendationFactory, answered_on=DAY, is_accepted=True),
        "The answer to the IOPC needs its day, its result and its reasons.",
    ),
    "plea_once_in_a_response": (second_plea, "This response already answers that allegation."),
    "witness_decided_with_reasons": (
        changed(WitnessFactory, decided_on=DAY, is_to_attend=True),
        "The chair’s decision on a witness needs its day, its result and its reasons.",
    ),
    "witness_ordered_when_called": (
        changed(WitnessFactory, ordered_on=DAY),
        "Only a witness whom the chair calls is told to attend.",
    ),
    "sitting_ends_after_it_starts": (
        changed(SittingFactory, started_at=time(10), ended_at=time(10)),
        "A sitting must end after it starts.",
    ),
    "sitting_private_with_reasons": (
        changed(SittingFactory, held_in="private"),
        "Enter why it is not held in public.",
    ),
    "sitting_vacated_with_a_reason": (
        changed(SittingFactory, vacated_on=DAY),
        "Only a sitting still to come can be vacated, and with a reason.",
    ),
    "publication_one_decision_in_force": (
        standing_again(PublicationFactory),
        "This is already decided. Read the decision before you add yours.",
    ),
    "publication_not_both_dispensed_and_published": (
        changed(PublicationFactory, is_dispensed_with=True, published_on=DAY, place="force.example/hearings"),
        "What is dispensed with is not published.",
    ),
    "publication_has_a_place": (changed(PublicationFactory, published_on=DAY), "Enter where it was published."),
    "publication_up_before_down": (
        changed(PublicationFactory, taken_down_on=DAY),
        "It can only be taken down after it was put up.",
    ),
    "representation_decided_in_words": (
        changed(RepresentationFactory, decided_on=DAY),
        "A decision on a representation needs its day and its words.",
    ),
    "appeal_one_undetermined": (
        standing_again(AppealFactory),
        "An appeal about this person is still to be decided.",
    ),
    "appeal_decided_with_reasons": (
        changed(AppealFactory, decided_on=DAY, decision="dismissed"),
        "The decision of an appeal needs its day, its result and its reasons.",
    ),
    "appeal_result_once": (
        second_result,
        "The result of this appeal is already recorded for that allegation.",
    ),
    "list_return_one_standing": (
        standing_again(ListReturnFactory),
        "This person is already on a list for this case. Change that entry.",
    ),
    "list_return_ended_with_a_reason": (
        changed(ListReturnFactory, ended_on=DAY, ended_as="cleared"),
        "Enter how and why the entry ended.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_is_refused_in_words_and_by_name(name):
    broken, message = BROKEN[name]
    assert_refused(broken, name, message)


def test_every_constraint_is_broken_here():
    assert constraint_names("proceedings") == BROKEN.keys()
