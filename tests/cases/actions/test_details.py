from dataclasses import replace
from datetime import date

import pytest

from cases.actions import details
from cases.actions.details import CaseDetails
from cases.flags.models import EvaluationRequest
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.cases.actions.conftest import code
from tests.factories import CaseFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return SubjectFactory().case


def facts(case, **changes):
    held = CaseDetails(date(2026, 3, 2), None, None, None, "", case.unit, "An invented matter.")
    return replace(held, **changes)


def test_edit_keeps_what_was_and_what_is(case, person):
    edited = details.edit(
        by=person(), case=case, details=facts(case, place=" High Street "), reason="From the caller.", version=1
    )
    assert (edited.place, edited.version) == ("High Street", 2)
    event = AuditEvent.objects.get(action="case.edited")
    assert (event.before["place"], event.after["place"], event.reason) == ("", "High Street", "From the caller.")


def test_edit_of_a_date_changes_the_regime_and_looks_at_the_flags(case, person):
    changed = facts(case, received_on=date(2019, 5, 1))
    assert details.edit(by=person(), case=case, details=changed, reason="Wrong year.").regime == "2012"
    assert EvaluationRequest.objects.get(officer__isnull=False).officer == case.subjects.get().officer
    assert EvaluationRequest.objects.get(officer=None).case == case


def test_edit_of_words_leaves_the_flags_alone(case, person):
    case.regime = "2025"
    case.save()
    details.edit(by=person(), case=case, details=facts(case, summary="More words."), reason="Clearer.")
    assert not EvaluationRequest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on": date(2999, 1, 1)}, "received_on"),
        ({"incident_from": date(2026, 3, 3)}, "incident_from"),
        ({"summary": ""}, "summary"),
        ({"channel": ("severity", "neither")}, "channel"),
    ],
)
def test_edit_refuses_and_names_the_field(case, person, changes, field):
    if "channel" in changes:
        changes = {"channel": code(*changes["channel"])}
    with pytest.raises(Refused) as refusal:
        details.edit(by=person(), case=case, details=facts(case, **changes), reason="Because.")
    assert refusal.value.field == field


def test_edit_refuses_no_reason_no_change_and_a_closed_case(case, person):
    with pytest.raises(Refused, match="why the details change"):
        details.edit(by=person(), case=case, details=facts(case, place="Elsewhere"), reason="")
    details.edit(by=person(), case=case, details=facts(case, place="Elsewhere"), reason="Because.")
    with pytest.raises(Refused, match="Nothing has been changed"):
        details.edit(by=person(), case=case, details=facts(case, place="Elsewhere"), reason="Because.")
    closed = CaseFactory(closed=True)
    with pytest.raises(Refused, match="Re-open"):
        details.edit(by=person(), case=closed, details=facts(closed, place="X"), reason="Because.")


def test_edit_needs_the_permission_the_case_in_sight_and_a_fresh_page(case, person):
    for doer, error, version in (
        (person("auditor"), NotAllowed, None),
        (UserFactory(scoped=True), OutOfScope, None),
        (person(), ChangedMeanwhile, 5),
    ):
        with pytest.raises(error):
            details.edit(by=doer, case=case, details=facts(case, place="X"), reason="Because.", version=version)
