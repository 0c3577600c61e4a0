import pytest

from cases.triage.actions import facts
from cases.triage.actions.facts import Considered
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


def record(by, case, **changes):
    answers = {
        "conflict": Considered(False, "The team was asked."),
        "urgent_risk": Considered(True, "The victim lives with them; safeguarding told."),
        "suspension": Considered(True, "Put to the deputy chief constable."),
    }
    return facts.record_facts(by=by, case=case, **(answers | changes))


def test_the_facts_of_triage_are_kept_and_told(manager):
    case = CaseFactory()
    held = record(manager, case)
    assert (held.has_conflict, held.has_urgent_risk, held.needs_suspension) == (False, True, True)
    after = AuditEvent.objects.get(action="triage.recorded").after
    assert after["urgent_risk"] == "Yes. The victim lives with them; safeguarding told."


def test_a_later_record_supersedes_the_earlier(manager):
    case = CaseFactory()
    first = record(manager, case)
    second = record(manager, case, conflict=Considered(True, "The handler is a cousin; handed over."))
    assert second.supersedes == first
    assert case.triage_facts.in_force().get() == second


@pytest.mark.parametrize("question", ["conflict", "urgent_risk", "suspension"])
def test_each_answer_needs_its_why(manager, question):
    with pytest.raises(Refused) as refusal:
        record(manager, CaseFactory(), **{question: Considered(False, " ")})
    assert refusal.value.field == f"{question}_note"


def test_only_for_who_works_on_it_and_while_it_goes_on(person, manager):
    with pytest.raises(NotAllowed):
        record(person("auditor"), CaseFactory())
    with pytest.raises(Refused, match="suspended for criminal proceedings"):
        record(manager, CaseFactory(suspended=True))
