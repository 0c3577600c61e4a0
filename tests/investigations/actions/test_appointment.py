from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.actions import subjects
from cases.clocks.kinds import MilestoneKind
from cases.guards import investigation as guards
from cases.investigations import conflicts
from cases.investigations.actions import appointment
from cases.models import CaseLink
from cases.stages import RecordType
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import CaseFactory, OfficerFactory, PostingFactory, SubjectFactory, UserFactory
from tests.factories.investigations import NO_CONFLICT, ready_to_investigate

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(person):
    return person("manager")


@pytest.fixture
def investigator(person):
    return person("investigator")


def colleague_of(subject):
    """Somebody who served in the same unit as this subject, and investigates."""
    account = UserFactory(role="investigator")
    PostingFactory(officer=OfficerFactory(account=account), unit=subject.unit_at_time)
    return account


def a_subject_with_a_unit():
    posting = PostingFactory()
    return SubjectFactory(officer=posting.officer, unit_at_time=posting.unit)


def test_appoint_gives_the_case_and_tells_the_clocks_of_each_identified_subject(manager, investigator):
    subject = SubjectFactory()
    SubjectFactory(case=subject.case, unidentified=True)
    given = appointment.appoint(by=manager, case=subject.case, investigator=investigator, answers=NO_CONFLICT)
    subject.case.refresh_from_db()
    assert (subject.case.investigator, given.has_conflict, given.is_unresolved) == (investigator, False, False)
    found = subject.case.milestones.filter(kind=MilestoneKind.INVESTIGATOR_APPOINTED)
    assert [(one.about, one.reached_on) for one in found] == [(f"cases.subject:{subject.pk}", timezone.localdate())]
    assert guards.has_independent_investigator(subject.case) is None


def test_the_clocks_are_told_of_a_subject_who_is_named_later(manager):
    case = ready_to_investigate(CaseFactory())
    subject = SubjectFactory(case=case, unidentified=True)
    subjects.identify(by=manager, subject=subject, officer=OfficerFactory(), reason="Seen on film.")
    found = case.milestones.filter(kind=MilestoneKind.INVESTIGATOR_APPOINTED)
    assert [one.about for one in found] == [f"cases.subject:{subject.pk}"]


def test_a_subject_of_a_linked_case_conflicts_where_the_manager_sees_that_case(manager):
    case, linked, account = CaseFactory(), CaseFactory(), UserFactory(role="investigator")
    SubjectFactory(case=linked, officer=OfficerFactory(account=account))
    CaseLink.objects.create(case=linked, other=case, kind="same_incident", reason="x", linked_by=manager)
    found = conflicts.of(case, [account], viewer=manager)[account.pk]
    assert [one.sentence for one in found] == [f"Is a subject of the linked case {linked}"]
    linked.is_sealed = True
    linked.save()
    assert conflicts.of(case, [account], viewer=manager) == {}


def test_no_case_keeps_that_its_investigator_is_a_subject_of_another(manager, investigator):
    case, linked = CaseFactory(), CaseFactory()
    SubjectFactory(case=linked, officer=OfficerFactory(account=investigator))
    CaseLink.objects.create(case=linked, other=case, kind="same_incident", reason="x", linked_by=manager)
    appointment.appoint(
        by=manager, case=case, investigator=investigator, answers=NO_CONFLICT, override_reason="Nobody else is free."
    )
    kept = AuditEvent.objects.get(action="conflict.declared").after["conflicts"]
    assert kept == case.assignments.get().declarations.get().conflicts
    assert len(kept) == 1
    assert linked.reference not in kept[0]
    assert "subject" not in kept[0]


def test_a_declared_conflict_blocks_and_says_so_by_name(manager, investigator):
    answers = {**NO_CONFLICT, "close": True}
    with pytest.raises(Refused, match="Say what the conflict is") as refusal:
        appointment.appoint(by=manager, case=CaseFactory(), investigator=investigator, answers=answers)
    assert refusal.value.field == "details"
    with pytest.raises(Refused, match="Is close to a subject or to the complainant") as refusal:
        appointment.appoint(
            by=manager, case=CaseFactory(), investigator=investigator, answers=answers, details="Cousins."
        )
    assert refusal.value.field == "override_reason"


def test_what_the_records_know_blocks_although_the_person_said_no(manager):
    subject = a_subject_with_a_unit()
    facts = {"by": manager, "case": subject.case, "investigator": colleague_of(subject), "answers": NO_CONFLICT}
    with pytest.raises(Refused, match="Served in Unit"):
        appointment.appoint(**facts)
    subject.case.refresh_from_db()
    assert subject.case.investigator is None
    given = appointment.appoint(**facts, override_reason="Nobody else knows the system.")
    assert (given.overridden_by, given.is_unresolved) == (manager, False)
    event = AuditEvent.objects.get(action="conflict.declared")
    assert "Served in" in event.after["conflicts"][0]
    assert event.reason == "Nobody else knows the system."


def test_nobody_sets_a_conflict_of_their_own_aside(manager):
    answers = {**NO_CONFLICT, "involved": True}
    with pytest.raises(Refused, match="of your own"):
        appointment.appoint(
            by=manager,
            case=CaseFactory(),
            investigator=manager,
            answers=answers,
            details="I was there.",
            override_reason="I can be fair.",
        )


def test_every_question_must_be_answered(manager, investigator):
    with pytest.raises(Refused, match="Were they involved") as refusal:
        appointment.appoint(
            by=manager,
            case=CaseFactory(),
            investigator=investigator,
            answers={code: False for code in NO_CONFLICT if code != "involved"},
        )
    assert refusal.value.field == "item_involved"


def test_a_conflict_that_comes_up_later_waits_for_a_manager(manager):
    case = ready_to_investigate(CaseFactory())
    assert guards.has_independent_investigator(case) is None
    appointment.declare(
        by=case.investigator, case=case, answers={**NO_CONFLICT, "close": True}, details="We have become friends."
    )
    assert "A manager must decide" in guards.has_independent_investigator(case)
    with pytest.raises(Refused, match="Enter|has a conflict"):
        appointment.set_conflict_aside(by=manager, case=case, reason=" ")
    appointment.set_conflict_aside(by=manager, case=case, reason="A passing acquaintance.")
    assert guards.has_independent_investigator(case) is None
    with pytest.raises(Refused, match="no conflict to decide"):
        appointment.set_conflict_aside(by=manager, case=case, reason="Again.")


def test_no_later_answer_takes_back_a_conflict_that_a_manager_has_not_decided_on(manager):
    case = ready_to_investigate(CaseFactory())
    told = {**NO_CONFLICT, "close": True}
    appointment.declare(by=case.investigator, case=case, answers=told, details="Cousins.")
    for doer in (case.investigator, manager):
        with pytest.raises(Refused, match="A manager decides on it"):
            appointment.declare(by=doer, case=case, answers=NO_CONFLICT)
    appointment.set_conflict_aside(by=manager, case=case, reason="Distant cousins.")
    assert not appointment.declare(by=case.investigator, case=case, answers=NO_CONFLICT).has_conflict


def test_only_the_investigator_or_a_manager_declares(person):
    case = ready_to_investigate(CaseFactory())
    with pytest.raises(Refused, match="Only"):
        appointment.declare(by=person("caseworker"), case=case, answers=NO_CONFLICT)
    with pytest.raises(Refused, match="Nobody is appointed"):
        appointment.declare(by=person("manager"), case=CaseFactory(), answers=NO_CONFLICT)


def test_the_guard_asks_for_a_declaration_where_none_was_made(investigator):
    case = CaseFactory(investigator=investigator)
    assert guards.has_independent_investigator(case) == f"Record whether {investigator} has a conflict of interest."
    case.record_type = RecordType.HISTORIC
    assert guards.has_independent_investigator(case) is None


def test_terms_of_reference_are_kept_version_by_version(manager):
    case = CaseFactory()
    assert guards.has_terms_of_reference(case) == "Approve terms of reference first."
    appointment.approve_terms(by=manager, case=case, text="First.", approved_on=date(2026, 3, 4))
    appointment.approve_terms(by=manager, case=case, text="Second.", approved_on=date(2026, 3, 5))
    held = [(one.number, one.text, one.superseded_at is None) for one in case.terms_of_reference.all()]
    assert held == [(2, "Second.", True), (1, "First.", False)]
    assert guards.has_terms_of_reference(case) is None


def test_nobody_approves_the_terms_of_their_own_investigation(manager):
    with pytest.raises(Refused, match="somebody else approves"):
        appointment.approve_terms(
            by=manager, case=CaseFactory(investigator=manager), text="x", approved_on=date(2026, 3, 4)
        )


@pytest.mark.parametrize("days", [1, -4000])
def test_terms_are_not_approved_before_the_matter_or_tomorrow(manager, days):
    with pytest.raises(Refused, match="date approved must be") as refusal:
        appointment.approve_terms(
            by=manager, case=CaseFactory(), text="x", approved_on=timezone.localdate() + timedelta(days=days)
        )
    assert refusal.value.field == "approved_on"


def test_appointment_needs_the_permission_the_case_in_sight_and_a_fresh_page(person, manager, investigator):
    scoped, case = UserFactory(role="manager", scoped=True), CaseFactory()
    for doer, error in ((person("caseworker"), NotAllowed), (scoped, OutOfScope)):
        with pytest.raises(error):
            appointment.appoint(by=doer, case=case, investigator=investigator, answers=NO_CONFLICT)
        with pytest.raises(error):
            appointment.approve_terms(by=doer, case=case, text="x", approved_on=date(2026, 3, 4))
    with pytest.raises(ChangedMeanwhile):
        appointment.approve_terms(by=manager, case=case, text="x", approved_on=date(2026, 3, 4), version=7)
