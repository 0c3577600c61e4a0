from datetime import date

import pytest

from cases.actions import decisions
from cases.models import Decision
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.cases.actions.conftest import code
from tests.factories import AllegationSubjectFactory, CaseFactory, UserFactory

pytestmark = pytest.mark.django_db


def answers(**changes):
    return {
        "kind": Decision.Kind.SEVERITY,
        "value": code("severity", "misconduct"),
        "reasons": "Force was used without need.",
        "decided_on": date(2026, 4, 1),
        "authority": "Appropriate authority",
    } | changes


@pytest.fixture
def pair():
    return AllegationSubjectFactory(allegation__case__regime="2025")


def test_record_decision_stands_with_its_reasons(pair, person):
    doer = person()
    decision = decisions.record_decision(by=doer, pair=pair, **answers())
    assert (decision.decided_by, decision.regime, decision.reasons) == (doer, "2025", "Force was used without need.")


def test_record_decision_supersedes_the_one_in_force(pair, person):
    doer = person()
    first = decisions.record_decision(by=doer, pair=pair, **answers())
    second = decisions.record_decision(by=doer, pair=pair, **answers(value=code("severity", "gross-misconduct")))
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert (second.supersedes, pair.decisions.in_force().get()) == (first, second)


def test_record_decision_keeps_kinds_apart(pair, person):
    doer = person()
    decisions.record_decision(by=doer, pair=pair, **answers())
    decisions.record_decision(
        by=doer, pair=pair, **answers(kind=Decision.Kind.FINDING, value=code("finding", "not-proven"))
    )
    assert pair.decisions.in_force().count() == 2


def test_record_decision_leaves_one_event(pair, person):
    decisions.record_decision(by=person(), pair=pair, **answers())
    event = AuditEvent.objects.get(action="decision.recorded")
    assert (event.after["kind"], event.after["value"], event.before) == ("Severity assessment", "Misconduct", None)
    assert f"officers.officer:{pair.subject.officer_id}" in event.touched


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decided_on": date(2999, 1, 1)}, "decided_on"),
        ({"decided_on": date(2026, 3, 1)}, "decided_on"),
        ({"reasons": " "}, "reasons"),
        ({"kind": Decision.Kind.FINDING}, "value"),
    ],
)
def test_record_decision_refuses_and_names_the_field(pair, person, changes, field):
    with pytest.raises(Refused) as refusal:
        decisions.record_decision(by=person(), pair=pair, **answers(**changes))
    assert refusal.value.field == field
    assert not pair.decisions.exists()


def test_record_decision_refuses_a_closed_case(person):
    pair = AllegationSubjectFactory(allegation__case=CaseFactory(closed=True))
    with pytest.raises(Refused, match="Re-open it first"):
        decisions.record_decision(by=person(), pair=pair, **answers())


def test_record_decision_tells_the_second_of_two(pair, person):
    robin = UserFactory(first_name="Robin", last_name="Tester")
    decisions.record_decision(by=robin, pair=pair, version=1, **answers())
    with pytest.raises(ChangedMeanwhile, match="Robin Tester changed this case on"):
        decisions.record_decision(by=person(), pair=pair, version=1, **answers())
    assert pair.decisions.count() == 1


def test_record_decision_needs_the_permission_and_the_case_in_sight(pair, person):
    with pytest.raises(NotAllowed):
        decisions.record_decision(by=person("investigator"), pair=pair, **answers())
    with pytest.raises(OutOfScope):
        decisions.record_decision(by=UserFactory(scoped=True), pair=pair, **answers())
