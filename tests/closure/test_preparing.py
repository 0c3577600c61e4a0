from datetime import date

import pytest

from cases.closure.actions import preparing
from cases.closure.models import Closure
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, Refused
from tests.constraints import assert_refused
from tests.factories import CaseFactory, UserFactory
from tests.factories.closure import ClosureFactory

pytestmark = pytest.mark.django_db
MANAGER = "manager"


def prepare(case, by=None, **changes):
    given = {"retention_class": "no-case", "review_on": date(2040, 1, 1), "summary": "All is done.", **changes}
    return preparing.prepare(by=by or UserFactory(role=MANAGER), case=case, **given)


def test_prepare_stores_class_day_and_reasons_and_records_it():
    case = CaseFactory()
    closure = prepare(case)
    assert (closure.retention_class, closure.review_on, closure.summary) == (
        "no-case",
        date(2040, 1, 1),
        "All is done.",
    )
    assert AuditEvent.objects.filter(action="closure.prepared", object_id=str(case.pk)).count() == 1


def test_prepare_again_replaces_the_earlier_and_needs_a_new_agreement():
    earlier = ClosureFactory(agreed=True)
    later = prepare(earlier.case)
    assert list(earlier.case.closures.standing()) == [later]
    assert later.agreed_by is None


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"retention_class": "for-ever"}, "retention_class", "Choose how long"),
        ({"review_on": date(2027, 1, 1)}, "review_on", "is kept for 7 years at least"),
        ({"summary": "  "}, "summary", "Enter what was done"),
    ],
)
def test_prepare_refuses(changes, field, words):
    with pytest.raises(Refused, match=words) as refusal:
        prepare(CaseFactory(), **changes)
    assert refusal.value.field == field


def test_prepare_refuses_an_auditor_and_a_closed_case():
    with pytest.raises(NotAllowed):
        prepare(CaseFactory(), by=UserFactory(role="auditor"))
    with pytest.raises(Refused, match="closed"):
        prepare(CaseFactory(closed=True))


def test_agree_is_on_record_with_the_person():
    closure, second = ClosureFactory(), UserFactory(role=MANAGER)
    preparing.agree(by=second, case=closure.case, note="Read every statement.")
    closure.refresh_from_db()
    assert closure.agreed_by == second
    assert AuditEvent.objects.get(action="closure.agreed").reason == "Read every statement."


def test_agree_refuses_whoever_prepared_it_or_investigated():
    manager = UserFactory(role=MANAGER)
    with pytest.raises(Refused, match="Somebody else must agree"):
        preparing.agree(by=manager, case=ClosureFactory(prepared_by=manager).case, note="Yes")
    with pytest.raises(Refused, match="Somebody else must agree"):
        preparing.agree(by=manager, case=ClosureFactory(case__investigator=manager).case, note="Yes")


def test_agree_refuses_without_a_preparation_twice_and_without_words():
    manager = UserFactory(role=MANAGER)
    with pytest.raises(Refused, match="Nobody has prepared"):
        preparing.agree(by=manager, case=CaseFactory(), note="Yes")
    with pytest.raises(Refused, match="has already agreed"):
        preparing.agree(by=manager, case=ClosureFactory(agreed=True).case, note="Yes")
    with pytest.raises(Refused, match="Enter what you looked at"):
        preparing.agree(by=manager, case=ClosureFactory().case, note=" ")


def test_agree_tells_whoever_read_an_earlier_version():
    closure = ClosureFactory()
    version = closure.case.version
    prepare(closure.case)
    with pytest.raises(ChangedMeanwhile):
        preparing.agree(by=UserFactory(role=MANAGER), case=closure.case, note="Yes", version=version)


def test_closure_one_standing():
    case = ClosureFactory().case
    assert_refused(
        lambda: ClosureFactory.build(case=case, prepared_by=UserFactory()),
        "closure_one_standing",
        "Somebody has just prepared the closing of this case. Read theirs first.",
    )


def test_closure_agreed_by_and_at():
    assert_refused(
        lambda: ClosureFactory.build(case=CaseFactory(), prepared_by=UserFactory(), agreed_by=UserFactory()),
        "closure_agreed_by_and_at",
        "An agreement needs the person and the time.",
    )


def test_closure_agreed_by_another():
    def broken():
        person = UserFactory()
        return Closure(
            case=CaseFactory(),
            retention_class="no-case",
            review_on=date(2034, 1, 2),
            summary="x",
            prepared_by=person,
            agreed_by=person,
            agreed_at="2026-11-02T09:00:00Z",
        )

    assert_refused(broken, "closure_agreed_by_another", "Somebody else must agree: not the person who prepared it.")
