import pytest

from cases.actions import assignment
from cases.models import Case
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_assign_gives_the_case_and_shows_it(person):
    case = CaseFactory()
    investigator = UserFactory(role="investigator", scoped=True)
    assignment.assign(by=person("manager"), case=case, investigator=investigator, reason="Has capacity.", version=1)
    assert Case.objects.visible_to(investigator).get() == case
    event = AuditEvent.objects.get(action="case.assigned")
    assert (event.before, event.after["investigator"]) == ({"investigator": None}, str(investigator))


def test_assign_ends_the_assignment_before(person):
    case, doer = CaseFactory(), person("manager")
    first, second = person("investigator"), person("caseworker")
    assignment.assign(by=doer, case=case, investigator=first)
    assignment.assign(by=doer, case=case, investigator=second)
    held = [(one.investigator, one.ended_at is None) for one in case.assignments.order_by("id")]
    assert held == [(first, False), (second, True)]


@pytest.mark.parametrize(
    "fields", [{"role": "auditor"}, {"role": "administrator"}, {"role": "investigator", "is_active": False}]
)
def test_assign_refuses_somebody_who_cannot_investigate(person, fields):
    with pytest.raises(Refused, match="cannot investigate") as refusal:
        assignment.assign(by=person("manager"), case=CaseFactory(), investigator=UserFactory(**fields))
    assert refusal.value.field == "investigator"


def test_assign_refuses_a_subject_without_saying_why(person):
    investigator = person("investigator")
    subject = SubjectFactory(officer=OfficerFactory(account=investigator))
    with pytest.raises(Refused, match="Choose somebody else"):
        assignment.assign(by=person("manager"), case=subject.case, investigator=investigator)


def test_assign_refuses_whoever_has_it_a_closed_case_and_a_stale_page(person):
    case, doer, investigator = CaseFactory(), person("manager"), person("investigator")
    assignment.assign(by=doer, case=case, investigator=investigator)
    with pytest.raises(Refused, match="already has"):
        assignment.assign(by=doer, case=case, investigator=investigator)
    with pytest.raises(ChangedMeanwhile):
        assignment.assign(by=doer, case=case, investigator=person("investigator"), version=1)
    with pytest.raises(Refused, match="Re-open"):
        assignment.assign(by=doer, case=CaseFactory(closed=True), investigator=investigator)


def test_unassign_takes_the_case_back_with_a_reason(person):
    case, doer, investigator = CaseFactory(), person("manager"), person("investigator")
    assignment.assign(by=doer, case=case, investigator=investigator)
    with pytest.raises(Refused, match="Enter why"):
        assignment.unassign(by=doer, case=case, reason="")
    assignment.unassign(by=doer, case=case, reason="On leave.")
    case.refresh_from_db()
    assert (case.investigator, case.assignments.filter(ended_at__isnull=True).count()) == (None, 0)
    assert not Case.objects.visible_to(investigator).exists()
    with pytest.raises(Refused, match="Nobody is assigned"):
        assignment.unassign(by=doer, case=case, reason="On leave.")


def test_unassign_refuses_to_leave_a_sealed_case_with_nobody_to_see_it(person):
    doer = person("manager")
    case = CaseFactory(sealed=True, investigator=doer)
    with pytest.raises(Refused, match="Nobody could see"):
        assignment.unassign(by=doer, case=case, reason="On leave.")


def test_assignment_needs_the_permission_and_the_case_in_sight(person):
    case = CaseFactory(investigator=person("investigator"))
    scoped = UserFactory(role="manager", scoped=True)
    for doer, error in ((person("caseworker"), NotAllowed), (scoped, OutOfScope)):
        with pytest.raises(error):
            assignment.assign(by=doer, case=case, investigator=person("investigator"))
        with pytest.raises(error):
            assignment.unassign(by=doer, case=case, reason="On leave.")
