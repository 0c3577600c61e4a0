"""Reading from the database what the rules on rulings ask, for many pairs in a fixed number of queries.

Warnings and reductions in rank count from every case but those that nothing may tell the asker of (sealed from them,
or about themselves): a refusal would give such a case away. Whoever seals a case sees to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from cases.models import AllegationSubject, Case, Decision, Outcome, Particular, ParticularFinding
from cases.periods.models import Period
from cases.periods.rules import Days
from cases.periods.warnings import career_breaks, last_day
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.outcomes import REDUCTION_IN_RANK
from cases.stages import RecordType
from misconduct.accounts.permissions import Doer

COMPLAINTS = frozenset({RecordType.COMPLAINT_INSIDE, RecordType.COMPLAINT_OUTSIDE})
CONDUCT = frozenset({RecordType.CONDUCT, RecordType.RECORDABLE_CONDUCT})
_WRITTEN, _FINAL = "written-warning", "final-written-warning"
# Which column of the facts holds the decision of a kind.
_COLUMNS = {
    Decision.Kind.SEVERITY: "severity",
    Decision.Kind.OPINION: "opinion",
    Decision.Kind.CASE_TO_ANSWER: "case_to_answer",
    Decision.Kind.SPECIAL_CONDITIONS: "special_conditions",
    Decision.Kind.FORUM: "forum",
    Decision.Kind.FINDING: "finding",
    Decision.Kind.PRESUMPTION: "presumption",
}


def facts_of(pair: AllegationSubject, viewer: Doer) -> PairFacts:
    """The facts of one pair as they stand."""
    return facts_of_all([pair], viewer)[pair.pk]


def facts_of_all(pairs: Iterable[AllegationSubject], viewer: Doer) -> dict[int, PairFacts]:
    """The facts of each pair, by its id."""
    pairs = list(pairs)
    decisions = _decisions(pairs)
    settled = dict(Outcome.objects.in_force().filter(pair__in=pairs).values_list("pair", "value__code"))
    earlier = _earlier_outcomes(pairs, viewer)
    breaks = career_breaks(pair.subject.officer_id for pair in pairs if pair.subject.officer_id)
    particulars = _particulars(pairs)
    convicted = _convicted(pairs)
    return {
        pair.pk: replace(
            _facts(pair, decisions[pair.pk], earlier.get(pair.subject.officer_id or 0, ()), breaks),
            outcome=settled.get(pair.pk, ""),
            is_indictable_only_conviction=(pair.subject.officer_id, pair.allegation_id) in convicted,
            particulars=particulars[pair.pk],
        )
        for pair in pairs
    }


def _facts(
    pair: AllegationSubject,
    decisions: Mapping[str, Decision],
    earlier: Iterable[Outcome],
    breaks: Mapping[int, list[Days]],
) -> PairFacts:
    case, officer = pair.allegation.case, pair.subject.officer
    severity, forum = decisions.get(Decision.Kind.SEVERITY), decisions.get(Decision.Kind.FORUM)
    severity_on = severity.decided_on if severity else None
    values: dict[str, Any] = {
        column: decisions[kind].value.code for kind, column in _COLUMNS.items() if kind in decisions
    }
    others = [outcome for outcome in earlier if outcome.pair.allegation.case_id != case.pk]
    reduced = [one.decided_on for one in others if one.value.code == REDUCTION_IN_RANK and one.decided_on]
    return PairFacts(
        **values,
        regime=case.regime,
        stage=case.stage,
        record_type=case.record_type,
        is_complaint=case.record_type in COMPLAINTS,
        needs_severity=officer is not None and case.record_type in CONDUCT,
        is_person=officer is not None,
        kind=officer.kind if officer else "",
        is_former=bool(officer and officer.left_on and officer.left_on <= timezone.localdate()),
        severity_on=severity_on,
        has_separate_incidents=bool(forum and forum.has_separate_incidents),
        is_written_warning_live=_was_live(others, _WRITTEN, severity_on, breaks),
        is_final_warning_live=_was_live(others, _FINAL, severity_on, breaks),
        reduced_in_rank_on=max(reduced, default=None),
    )


def _was_live(outcomes: Iterable[Outcome], code: str, day: date | None, breaks: Mapping[int, list[Days]]) -> bool:
    """Whether a warning of this kind was live on the day of the severity assessment, career breaks not counted."""
    begun = (
        outcome
        for outcome in outcomes
        if day and outcome.value.code.startswith(code) and outcome.live_from and outcome.live_from <= day
    )
    return any(day is not None and day <= (last_day(outcome, breaks) or date.max) for outcome in begun)


def _convicted(pairs: list[AllegationSubject]) -> set[tuple[int | None, int | None]]:
    """Who was convicted of an offence triable only on indictment, for which allegation."""
    periods = Period.objects.of_kind(Period.Kind.CRIMINAL).filter(
        is_indictable_only=True, convicted_for__in={pair.allegation_id for pair in pairs}
    )
    return set(periods.values_list("officer_id", "convicted_for_id"))


def _decisions(pairs: list[AllegationSubject]) -> dict[int, dict[str, Decision]]:
    found: dict[int, dict[str, Decision]] = defaultdict(dict)
    for decision in Decision.objects.in_force().filter(pair__in=pairs).select_related("value"):
        found[decision.pair_id][decision.kind] = decision
    return found


def _earlier_outcomes(pairs: list[AllegationSubject], viewer: Doer) -> dict[int, list[Outcome]]:
    """Warnings and reductions in rank that the people of these pairs were given."""
    officers = {pair.subject.officer_id for pair in pairs if pair.subject.officer_id}
    withheld = Case.objects.withheld_from(viewer).values("pk")
    outcomes = (
        Outcome.objects.in_force()
        .filter(Q(live_from__isnull=False) | Q(value__code=REDUCTION_IN_RANK), pair__subject__officer__in=officers)
        .exclude(pair__allegation__case__in=withheld)
        .select_related("value", "pair__allegation", "pair__subject")
    )
    found: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        found[outcome.pair.subject.officer_id or 0].append(outcome)
    return found


def _particulars(pairs: list[AllegationSubject]) -> dict[int, tuple[str, ...]]:
    """The code of the finding on each particular, empty where there is none yet."""
    findings = ParticularFinding.objects.in_force().select_related("value")
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for particular in Particular.objects.filter(pair__in=pairs).prefetch_related(
        Prefetch("findings", findings, to_attr="in_force")
    ):
        standing: list[ParticularFinding] = particular.in_force
        found[particular.pair_id] += (standing[0].value.code if standing else "",)
    return found
