"""The steps that most cases share, each through its action: logging, triage, severity, investigation, decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from cases import history_gate, officer_history
from cases.actions import decisions, history_views, outcomes, severity, transitions
from cases.actions.allegations import AllegationDetails
from cases.actions.logging import log_case
from cases.actions.outcomes import Terms
from cases.actions.severity import Reasoning
from cases.actions.subjects import SubjectDetails
from cases.clocks.actions.refresh import refresh
from cases.clocks.kinds import MilestoneKind
from cases.closure import retention
from cases.closure.actions import preparing
from cases.demo.showcase.cast import Cast
from cases.investigations.actions import learning
from cases.models import AllegationSubject, Case, CodeList, Decision, Subject
from cases.stages import RecordType
from cases.triage.actions import facts, referrals, schedule_three
from cases.triage.actions.facts import Considered
from cases.triage.questions import referral_criteria, schedule_3_triggers
from misconduct.accounts.models import User
from officers.models import Officer, Posting

_AUTHORITY = "The appropriate authority"
_PATTERN = "The earlier matters were read. None of them is like this one, and none shows a pattern together with it."


@dataclass(frozen=True)
class Matter:
    """What is reported: the kind of record, how long ago, how it came in, about whom, and what is alleged."""

    record_type: RecordType
    days_ago: int
    channel: str
    place: str
    summary: str
    category: str
    alleged: str
    officers: Sequence[Officer] = ()
    factors: Sequence[str] = ()


def log(cast: Cast, matter: Matter) -> Case:
    """The matter as it was logged, with one allegation against everybody named."""
    posting = Posting.objects.filter(officer__in=matter.officers).order_by("-starts_on").first()
    people = [SubjectDetails(kind=Subject.Kind.IDENTIFIED, officer=officer) for officer in matter.officers]
    nobody = SubjectDetails(kind=Subject.Kind.UNIDENTIFIED, description="An officer in uniform, name not known.")
    allegation = AllegationDetails(
        category=cast.code(CodeList.CATEGORY, matter.category),
        description=matter.alleged,
        factors=tuple(cast.code(CodeList.FACTOR, factor) for factor in matter.factors),
        subjects=tuple(range(max(len(people), 1))),
    )
    with cast.then(matter.days_ago):
        case = log_case(
            by=cast.caseworker,
            record_type=matter.record_type,
            received_on=cast.ago(matter.days_ago),
            channel=cast.code(CodeList.CHANNEL, matter.channel),
            incident_from=cast.ago(matter.days_ago + 4),
            incident_to=cast.ago(matter.days_ago + 4),
            place=matter.place,
            unit=posting.unit if posting else None,
            summary=matter.summary,
            allegations=[allegation],
            subjects=people or [nobody],
        )
    _as_if_logged(cast, case, matter.days_ago)
    return case


def _as_if_logged(cast: Cast, case: Case, days_ago: int) -> None:
    """Logged on the day it came in, also where the demonstration is made long after that."""
    Case.objects.filter(pk=case.pk).update(logged_at=cast.at(days_ago, 15))
    case.milestones.filter(kind=MilestoneKind.LOGGED).update(reached_on=cast.ago(days_ago))
    case.refresh_from_db()
    refresh(case=case)


def move(case: Case, transition: str, *, by: User, note: str = "") -> Case:
    """One move of the workflow."""
    case.refresh_from_db()
    return transitions.advance(case=case, transition=transition, by=by, note=note)


def triage(
    cast: Cast, case: Case, *, met: Mapping[str, str] | None = None, inside: str = "", suspension: str = ""
) -> Case:
    """Start triage and answer everything it asks, on the day after the matter came in.

    `met` are the criteria for a referral with the reason for each, `inside` the trigger of Schedule 3, `suspension`
    why it is to be decided.
    """
    assert case.received_on is not None  # everything that is logged has its day
    with cast.then((cast.today - case.received_on).days - 1):
        return _triage(cast, case, met=met or {}, inside=inside, suspension=suspension)


def _triage(cast: Cast, case: Case, *, met: Mapping[str, str], inside: str, suspension: str) -> Case:
    case = move(case, "start_triage", by=cast.caseworker)
    facts.record_facts(
        by=cast.caseworker,
        case=case,
        conflict=Considered(False, "Everybody who handles it was asked. Nobody knows the people in it."),
        urgent_risk=Considered(False, "Nobody is at risk while it is looked into."),
        suspension=Considered(bool(suspension), suspension or "Nothing here calls for it."),
    )
    answers = {
        one.code: Considered(one.code in met, met.get(one.code, "No sign of it in what was reported."))
        for one in referral_criteria(case.received_on)
    }
    clear_on = case.received_on + timedelta(days=1) if met and case.received_on else None
    referrals.consider(by=cast.manager, case=case, answers=answers, became_clear_on=clear_on, authority=_AUTHORITY)
    if case.record_type in (RecordType.COMPLAINT_INSIDE, RecordType.COMPLAINT_OUTSIDE):
        _decide_schedule_3(cast, case, inside)
    case.refresh_from_db()
    return case


def _decide_schedule_3(cast: Cast, case: Case, trigger: str) -> None:
    assert case.received_on is not None  # everything that is logged has its day
    reasons = (
        "The complainant asked for it to be recorded."
        if trigger
        else "The complainant wants an explanation and an apology, and nothing in it is serious."
    )
    schedule_three.decide(
        by=cast.caseworker,
        case=case,
        answers={one.code: one.code == trigger for one in schedule_3_triggers(case.received_on)},
        is_inside=bool(trigger),
        reasons=reasons,
        decided_on=timezone.localdate(),
        authority=_AUTHORITY,
    )


def read_history(cast: Cast, case: Case) -> None:
    """The manager reads the whole history of everybody in the case."""
    for subject in case.subjects.identified().select_related("officer"):
        assert subject.officer is not None  # only those identified
        matters = officer_history.matters_before(case, subject.officer, cast.manager)
        history_views.confirm_read(by=cast.manager, subject=subject, shown=history_gate.fingerprint(matters))


def assess(cast: Cast, case: Case, value: str, reasoning: Reasoning, *, days_ago: int, reasons: str) -> None:
    """Assess the severity of everything against everybody, once their history is read."""
    with cast.then(days_ago):
        read_history(cast, case)
        for pair in pairs(case):
            severity.assess(
                by=cast.manager,
                pair=pair,
                value=cast.code(CodeList.SEVERITY, value),
                reasons=reasons,
                decided_on=cast.ago(days_ago),
                reasoning=reasoning,
                authority=_AUTHORITY,
            )


def reasoning(cast: Cast, forum: str, *, factors: Sequence[str] = (), harm: str = "No lasting harm.") -> Reasoning:
    """A worksheet with its four headings."""
    return Reasoning(
        culpability="What was done was meant. Nobody else was in charge of it.",
        harm=harm,
        aggravating="It was done in uniform and in front of others.",
        mitigating="The officer has no finding against them and has said that they regret it.",
        factors=tuple(cast.code(CodeList.SERIOUSNESS, factor) for factor in factors),
        likely_forum=cast.code(CodeList.FORUM, forum) if forum else None,
        pattern=_PATTERN,
    )


def pairs(case: Case) -> list[AllegationSubject]:
    """Each allegation against each person, in order."""
    found = AllegationSubject.objects.filter(allegation__case=case).order_by("pk")
    return list(found.select_related("allegation__case", "subject__officer"))


def decide(cast: Cast, case: Case, *, days_ago: int, **values: str) -> None:
    """Decisions of the appropriate authority on everything, by kind: `case_to_answer`, `forum`, `finding`…"""
    case.refresh_from_db()
    for name, value in values.items():
        kind = Decision.Kind(name)
        for pair in pairs(case):
            decisions.record_decision(
                by=cast.manager,
                pair=pair,
                kind=kind,
                value=cast.code(kind.code_list, value),
                reasons="On the evidence as the report sets it out, and for the reasons given there.",
                decided_on=cast.ago(days_ago),
                authority="The panel" if kind == Decision.Kind.FINDING else _AUTHORITY,
            )


def settle(cast: Cast, case: Case, outcome: str, *, days_ago: int, reasons: str, terms: Terms | None = None) -> None:
    """The outcome of everything against everybody."""
    case.refresh_from_db()
    for pair in pairs(case):
        outcomes.record_outcome(
            by=cast.manager,
            pair=pair,
            value=cast.code(CodeList.OUTCOME, outcome),
            reasons=reasons,
            decided_on=cast.ago(days_ago),
            authority=_AUTHORITY,
            terms=terms,
        )


def prepare_closing(cast: Cast, case: Case, retention_class: str, summary: str) -> None:
    """Learning is looked for, and how long the case is kept is said."""
    case.refresh_from_db()
    learning.add(by=cast.caseworker, case=case, kind="none", text="Looked for; nothing beyond this case.")
    kept = retention.classes()[retention_class]
    review_on = retention.review_on(kept, closing_on=timezone.localdate(), last_warning_ends_on=None)
    last_warning = review_on + timedelta(days=730)
    preparing.prepare(
        by=cast.caseworker,
        case=case,
        retention_class=retention_class,
        review_on=last_warning if retention_class == "warning" else review_on,
        summary=summary,
    )
