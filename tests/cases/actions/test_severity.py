"""Severity is assessed with reasons under every heading, and only after the person's whole history was read."""

from datetime import date

import pytest

from cases import history_gate, officer_history
from cases.actions import history_views, severity
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Decision, HistoryView
from cases.stages import RecordType, Stage
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from tests.cases.actions.conftest import code
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    OfficerFactory,
    OutcomeFactory,
    SubjectFactory,
    UserFactory,
    read_history,
)
from tests.factories.rulings import assessed, reasoning

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return AllegationSubjectFactory(allegation__case__stage=Stage.ASSESSMENT)


def assess(by, pair, value="misconduct", **changes):
    worksheet = reasoning(value, **changes)
    given = {"reasons": "As found.", "decided_on": date(2026, 4, 1)}
    return severity.assess(by=by, pair=pair, value=code("severity", value), reasoning=worksheet, **given)


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.TRIAGE, Stage.REFERRED, Stage.REVIEW])
def test_severity_is_refused_before_the_assessment_and_after_the_proceedings(person, stage):
    pair = AllegationSubjectFactory(allegation__case__stage=stage)
    doer = person()
    read_history(doer, pair.subject)
    with pytest.raises(Refused, match="The severity is assessed from “Assessment” to “Proceedings”"):
        assess(doer, pair)


def test_severity_is_refused_until_the_history_has_been_opened(pair, person):
    with pytest.raises(Refused, match="Read the whole history of .+ for this case before you assess the severity"):
        assess(person(), pair)
    assert not pair.decisions.exists()


def test_severity_is_refused_where_somebody_else_opened_the_history(pair, person):
    read_history(person(), pair.subject)
    with pytest.raises(Refused, match="Read the whole history"):
        assess(person(), pair)


def test_severity_is_refused_where_the_history_was_opened_for_another_case(pair, person):
    doer = person()
    read_history(doer, SubjectFactory(officer=pair.subject.officer))
    with pytest.raises(Refused, match="Read the whole history"):
        assess(doer, pair)


def test_severity_is_refused_once_a_matter_was_logged_after_the_reading(pair, person):
    doer = person()
    read_history(doer, pair.subject)
    SubjectFactory(officer=pair.subject.officer)
    with pytest.raises(Refused, match="has changed since you read it. Read it again"):
        assess(doer, pair)


def test_severity_is_refused_once_an_old_matter_got_another_outcome(pair, person):
    earlier = AllegationSubjectFactory(subject=SubjectFactory(officer=pair.subject.officer))
    earlier.subject.case = earlier.allegation.case
    earlier.subject.save()
    doer = person()
    read_history(doer, pair.subject)
    OutcomeFactory(pair=earlier)
    with pytest.raises(Refused, match="has changed since you read it"):
        assess(doer, pair)


def test_severity_rests_on_the_reading_it_was_made_after(pair, person):
    doer = person()
    view = read_history(doer, pair.subject)
    decision = assess(doer, pair)
    assert (decision.value.code, decision.assessment.history_view, decision.decided_by) == ("misconduct", view, doer)


@pytest.mark.parametrize("kind", ["unidentified", "organisational"])
def test_nobody_identified_has_a_history_to_read(person, kind):
    pair = AllegationSubjectFactory(allegation__case__stage=Stage.ASSESSMENT, **{f"subject__{kind}": True})
    assert assess(person(), pair).assessment.history_view is None


@pytest.mark.parametrize("heading", ["culpability", "harm", "aggravating", "mitigating"])
def test_every_heading_of_the_worksheet_is_reasoned(pair, person, heading):
    doer = person()
    read_history(doer, pair.subject)
    with pytest.raises(Refused) as refusal:
        assess(doer, pair, **{heading: " "})
    assert refusal.value.field == heading


def test_the_pattern_is_considered_where_there_are_earlier_matters(pair, person):
    doer = person()
    SubjectFactory(officer=pair.subject.officer)
    read_history(doer, pair.subject)
    with pytest.raises(Refused, match="what the earlier matters show") as refusal:
        assess(doer, pair, pattern="")
    assert refusal.value.field == "pattern"
    assert assess(doer, pair, pattern="The third report of force.").assessment.pattern == "The third report of force."


@pytest.mark.parametrize(
    ("value", "likely"),
    [
        ("gross-misconduct", None),
        ("gross-misconduct", "meeting"),
        ("misconduct", None),
        ("misconduct", "rprp"),
        ("neither", "meeting"),
        ("practice-requiring-improvement", "hearing"),
    ],
)
def test_the_likely_forum_fits_the_severity(pair, person, value, likely):
    doer = person()
    read_history(doer, pair.subject)
    with pytest.raises(Refused) as refusal:
        assess(doer, pair, value, likely_forum=likely and code("forum", likely))
    assert refusal.value.field == "likely_forum"


@pytest.mark.parametrize("value", ["gross-misconduct", "misconduct", "practice-requiring-improvement", "neither"])
def test_each_severity_can_be_assessed(pair, person, value):
    assert assessed(person(), pair, value).value.code == value


def test_items_of_the_worksheet_are_kept(pair, person):
    doer = person()
    read_history(doer, pair.subject)
    items = (code("seriousness", "sexual"), code("seriousness", "repeated"))
    assert set(assess(doer, pair, factors=items).assessment.factors.all()) == set(items)
    with pytest.raises(Refused) as refusal:
        assess(doer, pair, factors=(code("finding", "misconduct"),))
    assert refusal.value.field == "factors"


def test_a_revised_severity_supersedes_and_asks_to_be_notified_again(pair, person):
    doer = person()
    first = assessed(doer, pair)
    assert not Decision.objects.to_notify_again().exists()
    second = assessed(doer, pair, "gross-misconduct")
    first.refresh_from_db()
    assert (second.supersedes, first.superseded_at is not None) == (first, True)
    assert list(Decision.objects.to_notify_again()) == [second]
    kind = MilestoneKind.NOTICE_SERVED
    milestones.reached(case=pair.allegation.case, kind=kind, on=date(2026, 4, 2), by=doer, about=pair.subject)
    assert not Decision.objects.to_notify_again().exists()


def test_reading_needs_the_right_to_decide(pair, person):
    with pytest.raises(NotAllowed):
        history_views.confirm_read(by=person("auditor"), subject=pair.subject, shown="")


def test_a_history_that_changed_while_it_was_read_is_read_again(pair, person):
    doer = person()
    shown = history_gate.fingerprint(officer_history.matters_before(pair.allegation.case, pair.subject.officer, doer))
    SubjectFactory(officer=pair.subject.officer)
    with pytest.raises(Refused, match="changed while you read it"):
        history_views.confirm_read(by=doer, subject=pair.subject, shown=shown)


def test_nobody_unidentified_has_a_history_to_confirm(person):
    with pytest.raises(Refused, match="Only somebody who is identified"):
        history_views.confirm_read(by=person(), subject=SubjectFactory(unidentified=True), shown="")


def test_a_sealed_matter_of_others_stays_out_of_the_reading(pair, person):
    doer = person()
    sealed = SubjectFactory(officer=pair.subject.officer, case=CaseFactory(sealed=True))
    assert read_history(doer, pair.subject).matters == []
    sealed.case.is_sealed = False
    sealed.case.save()
    with pytest.raises(Refused, match="has changed since you read it"):
        assess(doer, pair)


def test_a_matter_of_another_unit_is_part_of_the_reading(pair):
    scoped = UserFactory(scoped=True)
    case = pair.allegation.case
    case.logged_by = scoped
    case.save()
    SubjectFactory(officer=pair.subject.officer)
    assert read_history(scoped, pair.subject).matter_count == 1


def test_the_officer_with_eleven_notices_is_assessed_only_after_all_eleven_were_shown(signed_in):
    """Assault, sexual harassment, fraud one after another: each is on the page and in the stored reading."""
    officer = OfficerFactory()
    kinds = ("CM", "PC-S", "PC-O", "RCM", "RPRP", "HIST", "CM", "UPP", "VET", "CM", "PC-S")
    earlier = [
        AllegationSubjectFactory(
            allegation__case=CaseFactory(record_type=RecordType(kind), closed=kind != "CM"),
            allegation__category=code("category", category),
            subject__officer=officer,
        )
        for kind, category in zip(kinds, ("B4", "J2", "G4") * 4, strict=False)
    ]
    pair = AllegationSubjectFactory(subject__officer=officer, allegation__case__stage=Stage.ASSESSMENT)
    client = signed_in()
    with pytest.raises(Refused):
        assess(client.user, pair)
    page = client.get(f"/cases/{pair.allegation.case_id}/subjects/{pair.subject_id}/history/")
    assert all(one.allegation.case.reference in page.text for one in earlier)
    assert "11 other matters" in page.text
    answers = {"version": 1, "shown": page.context["shown"]}
    client.post(f"/cases/{pair.allegation.case_id}/subjects/{pair.subject_id}/history/", answers)
    view = HistoryView.objects.get()
    assert {line["case"] for line in view.matters} == {one.allegation.case_id for one in earlier}
    assert (view.matter_count, view.viewer) == (11, client.user)
    event = AuditEvent.objects.get(action="history.read")
    assert event.after["matters"] == 11
    assert assess(client.user, pair).assessment.history_view == view
