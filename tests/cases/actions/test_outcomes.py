from datetime import date

import pytest

from cases.actions import outcomes
from cases.actions.outcomes import Terms
from cases.clocks.kinds import MilestoneKind
from cases.flags.models import EvaluationRequest
from cases.stages import Stage
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.cases.actions.conftest import code
from tests.factories import AllegationSubjectFactory, CaseFactory, UserFactory
from tests.factories.rulings import decided, taken_to

pytestmark = pytest.mark.django_db


def answers(**changes):
    return {
        "value": code("outcome", "no-action"),
        "reasons": "Not proven on the evidence.",
        "decided_on": date(2026, 4, 1),
    } | changes


def warning(**changes):
    live = {"live_from": date(2026, 6, 1), "live_to": date(2027, 11, 30)}
    return answers(
        value=code("outcome", "written-warning"), decided_on=date(2026, 6, 1), terms=Terms(**(live | changes))
    )


@pytest.fixture
def pair():
    return AllegationSubjectFactory(allegation__case__regime="2025", allegation__case__stage=Stage.DECISION)


@pytest.fixture
def proven(pair, person):
    """A pair on which a meeting found misconduct."""
    return taken_to(person(), pair, "meeting", "misconduct")


def test_record_outcome_settles_the_pair(pair, person):
    doer = person()
    outcome = outcomes.record_outcome(by=doer, pair=pair, **answers())
    pair.refresh_from_db()
    assert (outcome.decided_by, pair.finalised_on) == (doer, date(2026, 4, 1))


def test_record_outcome_supersedes_the_one_in_force(proven, person):
    doer = person()
    first = outcomes.record_outcome(by=doer, pair=proven, **answers())
    second = outcomes.record_outcome(by=doer, pair=proven, **warning())
    assert (second.supersedes, proven.outcomes.in_force().get()) == (first, second)
    assert AuditEvent.objects.filter(action="outcome.recorded").first().before == {"value": "No action"}


def test_record_outcome_keeps_the_days_a_warning_is_live(proven, person):
    outcome = outcomes.record_outcome(by=person(), pair=proven, **warning())
    assert (outcome.live_from, outcome.live_to) == (date(2026, 6, 1), date(2027, 11, 30))


def test_record_outcome_leaves_career_breaks_out_of_the_life_of_a_warning(proven, person):
    longer = warning(live_to=date(2027, 12, 10), career_break_days=10)
    assert outcomes.record_outcome(by=person(), pair=proven, **longer).career_break_days == 10


def test_record_outcome_keeps_what_was_done_after_a_complaint(person):
    pair = AllegationSubjectFactory(allegation__case__record_type="PC-S", allegation__case__stage=Stage.DECISION)
    actions = (code("complaint_action", "apology"), code("complaint_action", "explanation"))
    given = answers(value=code("outcome", "service-not-acceptable"), terms=Terms(complaint_actions=actions))
    outcome = outcomes.record_outcome(by=person(), pair=pair, **given)
    assert set(outcome.complaint_actions.all()) == set(actions)


def test_record_outcome_needs_the_views_on_a_reduction_in_rank(pair, person):
    doer = person()
    taken_to(doer, pair, "hearing", "gross-misconduct")
    decided(doer, pair, "presumption", "displaced")
    given = answers(value=code("outcome", "reduction-in-rank"), decided_on=date(2026, 6, 1))
    with pytest.raises(Refused, match="operational impact") as refusal:
        outcomes.record_outcome(by=doer, pair=pair, **given)
    assert refusal.value.field == "operational_views"
    terms = Terms(operational_views="The team can be led by another sergeant.")
    assert outcomes.record_outcome(by=doer, pair=pair, **given, terms=terms).operational_views == (
        "The team can be led by another sergeant."
    )


def test_record_outcome_tells_the_clocks_once_every_pair_has_one(pair, person):
    other = AllegationSubjectFactory(allegation__case=pair.allegation.case)
    outcomes.record_outcome(by=person(), pair=pair, **answers())
    assert not pair.allegation.case.milestones.exists()
    outcomes.record_outcome(by=person(), pair=other, **answers())
    assert pair.allegation.case.milestones.get().kind == MilestoneKind.OUTCOME_DECIDED


def test_record_outcome_asks_for_the_flags_of_the_person(pair, person):
    outcomes.record_outcome(by=person(), pair=pair, **answers())
    assert EvaluationRequest.objects.get(officer__isnull=False).officer == pair.subject.officer


def test_record_outcome_for_somebody_unidentified_asks_for_the_flags_of_nobody(person):
    pair = AllegationSubjectFactory(subject__unidentified=True, allegation__case__stage=Stage.DECISION)
    outcomes.record_outcome(by=person(), pair=pair, **answers())
    assert not EvaluationRequest.objects.filter(officer__isnull=False).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (lambda: answers(decided_on=date(2999, 1, 1)), "decided_on"),
        (lambda: answers(reasons=""), "reasons"),
        (lambda: answers(value=code("severity", "misconduct")), "value"),
        (lambda: answers(value=code("outcome", "caution")), "value"),
        (lambda: answers(terms=Terms(live_from=date(2026, 4, 1))), "live_from"),
        (lambda: answers(value=code("outcome", "final-written-warning"), terms=Terms()), "live_from"),
        (lambda: answers(value=code("outcome", "dismissal-without-notice")), "value"),
        (lambda: answers(terms=Terms(complaint_actions=(code("complaint_action", "apology"),))), "complaint_actions"),
        (lambda: warning(live_from=None), "live_from"),
        (lambda: warning(live_to=None), "live_to"),
        (lambda: warning(live_to=date(2026, 6, 1)), "live_to"),
        (lambda: warning(live_to=date(2027, 12, 1)), "live_to"),
        (lambda: warning(live_to=date(2027, 11, 29)), "live_to"),
    ],
)
def test_record_outcome_refuses_and_names_the_field(proven, person, given, field):
    with pytest.raises(Refused) as refusal:
        outcomes.record_outcome(by=person(), pair=proven, **given())
    assert refusal.value.field == field
    assert not proven.outcomes.exists()


def test_record_outcome_takes_an_old_sanction_for_an_old_case(person):
    old = CaseFactory(received_on=date(2019, 5, 1), stage=Stage.DECISION)
    pair = AllegationSubjectFactory(allegation__case=old)
    value = code("outcome", "management-advice")
    assert outcomes.record_outcome(by=person(), pair=pair, **answers(value=value)).value == value


@pytest.mark.parametrize(
    ("record_type", "stage", "way"),
    [
        ("CM", Stage.TRIAGE, "Next on the way there: “Start assessment”."),
        ("CM", Stage.INVESTIGATION, "Next on the way there: “Start the report”."),
        ("PC-S", Stage.ASSESSMENT, "“Start investigation” or “Decide without an investigation”."),
        ("PC-O", Stage.RECEIVED, "Next on the way there: “Start triage”."),
    ],
)
def test_record_outcome_refuses_one_before_its_time_and_says_the_way(person, record_type, stage, way):
    pair = AllegationSubjectFactory(allegation__case=CaseFactory(record_type=record_type, stage=stage))
    with pytest.raises(Refused, match="An outcome is recorded") as refusal:
        outcomes.record_outcome(by=person(), pair=pair, **answers())
    assert refusal.value.message.endswith(way)
    assert not pair.outcomes.exists()


@pytest.mark.parametrize(
    ("record_type", "stage"), [("CM", Stage.ASSESSMENT), ("PC-O", Stage.TRIAGE), ("RPRP", "received")]
)
def test_record_outcome_is_open_where_such_a_case_may_end(person, record_type, stage):
    pair = AllegationSubjectFactory(allegation__case=CaseFactory(record_type=record_type, stage=stage))
    assert outcomes.record_outcome(by=person(), pair=pair, **answers()).value.code == "no-action"


def test_record_outcome_refuses_a_closed_case(person):
    pair = AllegationSubjectFactory(allegation__case=CaseFactory(closed=True))
    with pytest.raises(Refused, match="Re-open it first"):
        outcomes.record_outcome(by=person(), pair=pair, **answers())


def test_record_outcome_tells_the_second_of_two(pair, person):
    outcomes.record_outcome(by=person(), pair=pair, version=1, **answers())
    with pytest.raises(ChangedMeanwhile):
        outcomes.record_outcome(by=person(), pair=pair, version=1, **answers())


def test_record_outcome_needs_the_permission_and_the_case_in_sight(pair, person):
    with pytest.raises(NotAllowed):
        outcomes.record_outcome(by=person("auditor"), pair=pair, **answers())
    with pytest.raises(OutOfScope):
        outcomes.record_outcome(by=UserFactory(scoped=True), pair=pair, **answers())
