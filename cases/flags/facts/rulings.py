"""What had been decided up to a day: result and severity of each matter. Two queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from cases.flags.rules.history import Result, Severity
from cases.models import Code, Decision, Outcome

_SEVERITIES = {
    "gross-misconduct": Severity.GROSS_MISCONDUCT,
    "misconduct": Severity.MISCONDUCT,
    "practice-requiring-improvement": Severity.PRACTICE,
    "neither": Severity.NEITHER,
}
_OUTCOMES = {
    "no-case-to-answer": Result.NO_CASE,
    "dismissed": Result.NOT_PROVEN,
    "withdrawn": Result.WITHDRAWN,
}
# A sanction of these groups follows proven misconduct only.
_PROVEN_GROUPS = frozenset({"Warning", "Reduction in rank", "Dismissal", "Financial"})
_STRONGEST_FIRST = (
    Result.PROVEN,
    Result.CASE_TO_ANSWER,
    Result.UNDECIDED,
    Result.NOT_PROVEN,
    Result.NO_CASE,
    Result.WITHDRAWN,
)
_KINDS = (Decision.Kind.FINDING, Decision.Kind.CASE_TO_ANSWER, Decision.Kind.SEVERITY)


@dataclass(frozen=True)
class Standing:
    """How one matter stood against one person."""

    result: Result = Result.UNDECIDED
    severity: Severity | None = None


def standings(officer_ids: Sequence[int], *, known_before: date) -> dict[int, Standing]:
    """By the id of the subject. A ruling counts from its day on, until a later one of its kind takes its place."""
    results: dict[int, dict[int, dict[str, Result]]] = defaultdict(lambda: defaultdict(dict))
    severities: dict[int, dict[int, Severity]] = defaultdict(dict)
    decisions = _known(Decision.objects.filter(kind__in=_KINDS), officer_ids, known_before)
    for subject_id, pair_id, kind, code, verdict in decisions.values_list(
        "pair__subject_id", "pair_id", "kind", "value__code", "value__verdict"
    ):
        if kind == Decision.Kind.SEVERITY:
            if code in _SEVERITIES:
                severities[subject_id][pair_id] = _SEVERITIES[code]
        else:
            results[subject_id][pair_id][kind] = _decided(kind, code, verdict)
    outcomes = _known(Outcome.objects.all(), officer_ids, known_before)
    for subject_id, pair_id, code, group in outcomes.values_list(
        "pair__subject_id", "pair_id", "value__code", "value__group"
    ):
        results[subject_id][pair_id]["outcome"] = _ended(code, group)
    return {
        subject_id: Standing(_strongest(results.get(subject_id, {}).values()), _gravest(severities.get(subject_id)))
        for subject_id in {*results, *severities}
    }


def _known(rulings: Any, officer_ids: Sequence[int], known_before: date) -> QuerySet:
    """Those of these people made before the day, the later ones last. An import without a day takes the next best."""
    day = Coalesce("decided_on", "pair__finalised_on", "pair__subject__case__closed_on", TruncDate("recorded_at"))
    made: QuerySet = rulings.filter(pair__subject__officer__in=officer_ids).annotate(known_on=day)
    return made.filter(known_on__lt=known_before).order_by(F("known_on"), "pk")


def _decided(kind: str, code: str, verdict: str) -> Result:
    if kind == Decision.Kind.CASE_TO_ANSWER:
        return Result.NO_CASE if code == "no-case" else Result.CASE_TO_ANSWER
    if code == "withdrawn":
        return Result.WITHDRAWN
    if verdict == Code.Verdict.PROVEN:
        return Result.PROVEN
    return Result.NOT_PROVEN if verdict == Code.Verdict.NOT_PROVEN else Result.UNDECIDED


def _ended(code: str, group: str) -> Result:
    return Result.PROVEN if group in _PROVEN_GROUPS else _OUTCOMES.get(code, Result.UNDECIDED)


def _strongest(pairs: Iterable[dict[str, Result]]) -> Result:
    """Of a pair the finding counts before the outcome, and that before case to answer; of the pairs, the strongest."""
    of_pairs = [_of_pair(rulings) for rulings in pairs]
    return min(of_pairs, key=_STRONGEST_FIRST.index, default=Result.UNDECIDED)


def _of_pair(rulings: dict[str, Result]) -> Result:
    for kind in (Decision.Kind.FINDING.value, "outcome", Decision.Kind.CASE_TO_ANSWER.value):
        if rulings.get(kind, Result.UNDECIDED) is not Result.UNDECIDED:
            return rulings[kind]
    return Result.UNDECIDED


def _gravest(severities: dict[int, Severity] | None) -> Severity | None:
    return max(severities.values()) if severities else None
