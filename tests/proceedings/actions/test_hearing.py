"""Panel, response, sittings, publication, appeals and the lists of the College: what each act refuses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from cases.actions import outcomes
from cases.barred_list import owed
from cases.guards import proceedings as guards
from cases.models import Outcome, Subject
from cases.proceedings import facts
from cases.proceedings.actions import appeals, barred_list, objections, panel, publications, responses, sittings
from cases.proceedings.barred_list import due, why
from cases.proceedings.next_action import next_action
from cases.stages import Stage
from misconduct.core.errors import Refused
from tests.factories import AllegationSubjectFactory, CaseFactory, PartyFactory
from tests.factories.proceedings import ProceedingFactory, ProceedingPairFactory
from tests.factories.rulings import DecisionFactory
from tests.proceedings.conftest import code, ended

pytestmark = pytest.mark.django_db


def appointment(**changes):
    given = {
        "capacity": "chair",
        "name": "Pat Delegate",
        "standing": "senior_officer",
        "appointed_by": "chief_officer",
        "appointed_on": date(2026, 3, 17),
        "selection": "The chief officer knows the family.",
        "delegated_on": date(2026, 3, 17),
        "delegation_reason": "A connection with a witness.",
        "officer_told_on": date(2026, 3, 18),
    } | changes
    return panel.Appointment(**given)


def test_a_delegated_chair_is_appointed_with_the_delegation(opened, person):
    member = panel.appoint(by=person(), proceeding=opened(), appointment=appointment())
    assert (member.delegated_on, member.has_interest) == (date(2026, 3, 17), None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"delegated_on": None}, "delegated_on"),
        ({"delegation_reason": ""}, "delegation_reason"),
        ({"officer_told_on": None}, "officer_told_on"),
        ({"standing": "independent"}, "standing"),
        ({"appointed_by": "home_office"}, "appointed_by"),
        ({"selection": ""}, "selection"),
        ({"standing": "chief_officer"}, "delegated_on"),
    ],
)
def test_an_appointment_refuses_and_names_the_field(opened, person, changes, field):
    with pytest.raises(Refused) as refusal:
        panel.appoint(by=person(), proceeding=opened(), appointment=appointment(**changes))
    assert refusal.value.field == field


def test_an_upheld_objection_wants_another_member_and_the_officer_told(served, person):
    member = served.panel.get(capacity="adviser")
    subject = served.subjects.get().subject
    given = {"by": person(), "member": member, "subject": subject, "reasons": "A former colleague."}
    with pytest.raises(Refused, match="ended on 20 March 2026"):
        objections.object_to(made_on=date(2026, 3, 23), **given)
    objection = objections.object_to(made_on=date(2026, 3, 20), **given)
    decision = {"is_upheld": True, "decided_on": date(2026, 3, 24), "decided_by": "authority", "reasons": "Fair."}
    with pytest.raises(Refused, match="objection to themselves"):
        objections.decide(by=person(), objection=objection, decided_by_name="lee adviser", **decision)
    objections.decide(by=person(), objection=objection, decided_by_name="Di Authority", **decision)
    assert f"Replace {member.name}: the objection was upheld." in facts.panel_gaps(served)
    panel.replace(by=person(), member=member, replaced_on=date(2026, 3, 25), reason="Objection upheld.")
    assert f"Tell the officer who replaces {member.name}." in facts.panel_gaps(served)
    objections.renotify(by=person(), objection=objection, renotified_on=date(2026, 3, 26))
    assert facts.panel_gaps(served) == ["The panel still needs 1 legally qualified adviser."]


def test_a_hearing_is_not_held_without_its_panel(served, person, fixture_of):
    served.panel.filter(capacity="chair").update(has_interest=None, declared_on=None)
    sitting = sittings.fix(by=person(), proceeding=served, fixture=fixture_of())
    with pytest.raises(Refused, match="Ask Ada Chair to declare any interest"):
        sittings.hold(by=person(), sitting=sitting, started_at=time(10), ended_at=time(16))


def test_a_response_answers_every_allegation_and_sets_its_milestone(served, respond):
    with pytest.raises(Refused, match="plea to each allegation"):
        respond(served, pleas={})
    respond(served)
    assert facts.reached(served)["proceedings_response"] == date(2026, 4, 1)


def test_a_witness_is_decided_with_reasons(served, person):
    given = {"name": "Sam Invented", "proposed_by": "officer", "proposed_on": date(2026, 4, 2), "evidence": "Saw it."}
    witness = responses.propose_witness(by=person(), proceeding=served, **given)
    decision = {"witness": witness, "decided_on": date(2026, 4, 20), "reasons": "Needed."}
    with pytest.raises(Refused, match="whom the chair calls"):
        responses.decide_witness(by=person(), is_to_attend=False, ordered_on=date(2026, 4, 21), **decision)
    assert responses.decide_witness(by=person(), is_to_attend=True, **decision).is_to_attend


def test_the_officers_other_date_lies_within_five_working_days(served, person, fixture_of):
    sitting = sittings.fix(by=person(), proceeding=served, fixture=fixture_of())
    move = {"by": person(), "sitting": sitting, "reason": "The lawyer is away.", "is_officers_date": True}
    with pytest.raises(Refused, match="by 8 June 2026"):
        sittings.move(sits_on=date(2026, 6, 9), **move)
    sittings.move(sits_on=date(2026, 6, 8), **move)
    assert facts.reached(served)["hearing_fixed"] == date(2026, 6, 8)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"held_in": "private"}, "restrictions"), ({"place": ""}, "place"), ({"sits_on": date(2026, 3, 1)}, "sits_on")],
)
def test_a_day_is_refused_with_the_field(served, person, fixture_of, changes, field):
    with pytest.raises(Refused) as refusal:
        sittings.fix(by=person(), proceeding=served, fixture=fixture_of(**changes))
    assert refusal.value.field == field


def decided(proceeding, person, kind="outcome_report", **changes):
    given = {"decided_on": date(2026, 6, 2), "decided_by_name": "Ada Chair", "reasons": "Open justice."}
    ruling = publications.Ruling(**({"shows": ["name", "outcome"]} | given | changes))
    return publications.decide(by=person(), proceeding=proceeding, kind=kind, ruling=ruling)


def test_nothing_is_published_before_victims_are_told(concluded, person):
    PartyFactory(case=concluded.case, roles=["victim"], name="Vic Invented")
    report = decided(concluded, person)
    up = {"publication": report, "published_on": date(2026, 6, 3), "place": "force.example", "told_note": "By phone."}
    with pytest.raises(Refused, match="Tell Party 1, victim first"):
        publications.put_up(by=person(), **up)
    assert "outcome_published" not in facts.reached(concluded)


def test_a_report_stays_up_for_28_days(concluded, person):
    report = decided(concluded, person)
    up = {"published_on": date(2026, 6, 3), "place": "force.example/outcomes", "told_note": "Nobody is to be told."}
    publications.put_up(by=person(), publication=report, **up)
    with pytest.raises(Refused, match="until 1 July 2026 at least"):
        publications.take_down(by=person(), publication=report, taken_down_on=date(2026, 6, 30))
    publications.take_down(by=person(), publication=report, taken_down_on=date(2026, 7, 1))
    assert facts.reached(concluded)["outcome_taken_down"] == date(2026, 7, 1)


def test_publication_is_dispensed_with_for_a_reason_and_then_refused(concluded, person):
    with pytest.raises(Refused, match="Enter the reasons"):
        decided(concluded, person, is_dispensed_with=True, shows=[], reasons="")
    dispensed = decided(concluded, person, is_dispensed_with=True, shows=[])
    up = {"published_on": date(2026, 6, 3), "place": "force.example", "told_note": "None."}
    with pytest.raises(Refused, match="dispensed with"):
        publications.put_up(by=person(), publication=dispensed, **up)


def lodged(proceeding, person, **changes):
    given = {
        "subject": proceeding.subjects.get().subject,
        "appellant": "officer",
        "lodged_on": date(2026, 6, 10),
        "grounds": ["unreasonable"],
        "reasons": "Too severe.",
    } | changes
    return appeals.lodge(by=person(), proceeding=proceeding, **given)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grounds": []}, "grounds"),
        ({"appellant": "iopc"}, "appellant"),
        ({"lodged_on": date(2026, 6, 18)}, "late_reason"),
        ({"reasons": ""}, "reasons"),
    ],
)
def test_an_appeal_refuses_and_names_the_field(concluded, step, person, changes, field):
    step(concluded, "outcome_notified", date(2026, 6, 3))
    with pytest.raises(Refused) as refusal:
        lodged(concluded, person, **changes)
    assert refusal.value.field == field


def test_the_guards_follow_a_hearing_to_its_end(concluded, step, person):
    case = concluded.case
    assert guards.concluded_and_reported(case).startswith("Record that the panel’s report")
    step(concluded, "report_sent", date(2026, 6, 3))
    assert guards.concluded_and_reported(case) is None
    assert guards.appeals_over(case).startswith("Record when the officer was told")
    step(concluded, "outcome_notified", date(2026, 6, 3))
    assert guards.appeals_over(case) is None
    appeal = lodged(concluded, person)
    assert guards.appeals_over(case) == "An appeal is still to be decided."
    decision = {"decision": "allowed", "decided_on": date(2026, 7, 1), "decided_by_name": "T Chair", "reasons": "So."}
    appeals.determine(by=person(), appeal=appeal, **decision)
    assert guards.appeals_over(case) == "Record the new outcome after the appeal."


@pytest.fixture
def allowed(concluded, step, person):
    """An appeal to the tribunal that was allowed on 1 July 2026."""
    step(concluded, "report_sent", date(2026, 6, 3))
    step(concluded, "outcome_notified", date(2026, 6, 3))
    appeal = lodged(concluded, person)
    decision = {"decision": "allowed", "decided_on": date(2026, 7, 1), "decided_by_name": "T Chair", "reasons": "So."}
    return appeals.determine(by=person(), appeal=appeal, **decision)


def give_effect(appeal, person, value, **changes):
    given = {"pair": appeal.proceeding.pairs.get(), "value": code("outcome", value), "reasons": "As the tribunal said."}
    return appeals.give_effect(by=person(), appeal=appeal, **given | changes)


def test_an_allowed_appeal_puts_its_outcome_in_place_of_the_panels(allowed, person):
    days = {"live_from": date(2026, 7, 1), "live_to": date(2028, 6, 30)}
    result = give_effect(allowed, person, "final-written-warning", **days)
    new = result.outcome
    assert (new.authority, new.decided_on, new.live_to) == (
        "Police Appeals Tribunal",
        date(2026, 7, 1),
        date(2028, 6, 30),
    )
    [old] = new.pair.outcomes.exclude(pk=new.pk)
    assert (new.supersedes, old.value.code, old.superseded_at is not None) == (old, "no-action", True)
    assert guards.appeals_over(allowed.proceeding.case) is None
    with pytest.raises(Refused, match="already recorded"):
        give_effect(allowed, person, "final-written-warning", **days)


def test_an_outcome_after_an_appeal_refuses_and_names_the_field(allowed, person):
    with pytest.raises(Refused) as refusal:
        give_effect(allowed, person, "final-written-warning")
    assert refusal.value.field == "live_from"
    with pytest.raises(Refused) as refusal:
        give_effect(allowed, person, "no-action", pair=ProceedingPairFactory())
    assert refusal.value.field == "pair"


def test_an_appeal_that_was_dismissed_changes_no_outcome(allowed, person):
    type(allowed).objects.update(decision="dismissed")
    with pytest.raises(Refused, match="Only an appeal that was allowed"):
        give_effect(allowed, person, "no-action")


def test_the_tribunal_may_reinstate_somebody_whose_dismissal_took_effect(allowed, person):
    pair = allowed.proceeding.pairs.get().pair
    pair.outcomes.update(value=code("outcome", "dismissal-without-notice"))
    officer = pair.subject.officer
    officer.left_on = date(2026, 6, 2)
    officer.save()
    days = {"live_from": date(2026, 7, 1), "live_to": date(2028, 6, 30)}
    plain = {"value": code("outcome", "final-written-warning"), "reasons": "No.", "decided_on": date(2026, 7, 1)}
    with pytest.raises(Refused, match="has left the force"):
        outcomes.record_outcome(by=person(), pair=pair, terms=outcomes.Terms(**days), **plain)
    assert give_effect(allowed, person, "final-written-warning", **days).outcome.live_to == date(2028, 6, 30)


def test_taking_the_report_down_is_next_only_once_it_was_public_long_enough(concluded, step, person):
    for kind in ("report_sent", "outcome_notified", "record_kept"):
        step(concluded, kind, date(2026, 6, 3))
    report = decided(concluded, person)
    today = timezone.localdate()
    up = {"place": "force.example/outcomes", "told_note": "Nobody is to be told."}
    publications.put_up(by=person(), publication=report, published_on=today, **up)
    assert next_action(concluded) is None
    concluded.case.milestones.filter(kind="outcome_published").update(reached_on=today - timedelta(days=28))
    assert next_action(concluded).label == "Record that the report was taken down"


def test_the_public_is_told_of_a_hearing_before_it_is_held(served, person, step, respond, fixture_of, time_machine):
    time_machine.move_to(datetime(2026, 4, 20, 12, tzinfo=UTC), tick=False)
    respond(served)
    for kind in ("lists_exchanged", "bundle_sent"):
        step(served, kind, date(2026, 4, 2))
    sittings.fix(by=person(), proceeding=served, fixture=fixture_of())
    assert next_action(served).label == "Decide on publication of the notice of the hearing"
    decided(served, person, "hearing_notice", shows=["date", "place"], decided_on=date(2026, 4, 20))
    assert next_action(served).label == "Record that the notice of the hearing was published"
    time_machine.move_to(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False)
    assert next_action(served).label == "Record the sitting of 1 June 2026"


def test_a_dismissal_is_owed_a_return_until_it_is_sent(pair, person):
    ended(pair, "dismissal-without-notice")
    subject = Subject.objects.get(pk=pair.subject_id)
    assert guards.barred_list_return_made(subject.case).startswith("Record the return")
    given = {"by": person(), "subject": subject, "sent_on": date(2026, 6, 10), "summary": "Dismissed."}
    with pytest.raises(Refused, match="barred list"):
        barred_list.send(because="left", **given)
    entry = barred_list.send(because="dismissed", **given)
    assert entry.review_not_before == date(2031, 6, 10)
    assert not owed(Subject.objects.all()).exists()
    assert guards.barred_list_return_made(subject.case) is None
    with pytest.raises(Refused, match="cannot be reviewed before"):
        barred_list.end(by=person(), entry=entry, ended_as="reviewed", ended_on=date(2026, 7, 1), reason="No.")


def test_nobody_is_owed_a_return_without_a_dismissal(pair, person):
    ended(pair)
    assert not owed(Subject.objects.all()).exists()
    assert Outcome.objects.count() == 1
    with pytest.raises(Refused, match="No return is due"):
        barred_list.send(
            by=person(), subject=pair.subject, because="dismissed", sent_on=date(2026, 6, 10), summary="No."
        )


@pytest.mark.parametrize(("left_on", "is_owed"), [(2, False), (10, True), (21, False)])
def test_somebody_who_left_is_owed_a_return_only_where_the_matter_was_going_on(person, left_on, is_owed):
    case = CaseFactory(closed=True, received_on=date(2026, 3, 3), closed_on=date(2026, 3, 20))
    pair = AllegationSubjectFactory(allegation__case=case)
    DecisionFactory(pair=pair, kind="severity", code="gross-misconduct")
    officer = pair.subject.officer
    officer.left_on = date(2026, 3, left_on)
    officer.save()
    assert owed(Subject.objects.all()).exists() is is_owed
    assert [why(one) for one in due(person())] == ([f"Left on {left_on} March 2026"] if is_owed else [])


def test_every_allegation_that_was_sent_to_proceedings_is_put_before_some():
    case = CaseFactory(stage=Stage.PROCEEDINGS)
    heard, unheard = (AllegationSubjectFactory(allegation__case=case) for _ in range(2))
    for pair in (heard, unheard):
        DecisionFactory(pair=pair, kind="severity", code="gross-misconduct")
        DecisionFactory(pair=pair, kind="forum", code="hearing")
    proceeding = ProceedingFactory(case=case)
    ProceedingPairFactory(proceeding=proceeding, pair=heard)
    assert guards.concluded_and_reported(case).startswith("Open a meeting or hearing for allegation 2")
    ProceedingPairFactory(proceeding=proceeding, pair=unheard)
    assert guards.concluded_and_reported(case) == "Conclude the misconduct hearing first, or stop it."
