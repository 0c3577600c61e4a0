"""What was decided and when: result and severity of each matter as they stood on a day. Two queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, TruncDate

from cases.flags.facts.asked import Asked
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
_STRONGEST_FIRST = (
    Result.PROVEN,
    Result.CASE_TO_ANSWER,
    Result.UNDECIDED,
    Result.NOT_PROVEN,
    Result.NO_CASE,
    Result.WITHDRAWN,
)
_OUTCOME = "outcome"
_ENDED_BY_THE_COMPLAINANT = frozenset({"withdrawn", "no-affidavit", "no-cooperation"})
_KINDS = (Decision.Kind.FINDING, Decision.Kind.CASE_TO_ANSWER, Decision.Kind.SEVERITY)


@dataclass(frozen=True)
class Ruled:
    """One ruling on one allegation against one person, known from a day on."""

    known_on: date
    pair_id: int
    kind: str
    result: Result
    severity: Severity | None = None


@dataclass(frozen=True)
class Standing:
    """How one matter stood against one person."""

    result: Result = Result.UNDECIDED
    severity: Severity | None = None


def rulings_of(asked: Asked) -> dict[int, list[Ruled]]:
    """By the id of the subject, each after what it supersedes."""
    found: dict[int, list[Ruled]] = defaultdict(list)
    decisions = _dated(Decision.objects.filter(kind__in=_KINDS), asked)
    for subject_id, pair_id, known_on, kind, code, verdict in decisions.values_list(
        "pair__subject_id", "pair_id", "known_on", "kind", "value__code", "value__verdict"
    ):
        if kind == Decision.Kind.SEVERITY:
            ruled = Ruled(known_on, pair_id, kind, Result.UNDECIDED, _SEVERITIES.get(code))
        else:
            ruled = Ruled(known_on, pair_id, kind, _decided(kind, code, verdict))
        found[subject_id].append(ruled)
    outcomes = _dated(Outcome.objects.all(), asked)
    for subject_id, pair_id, known_on, code in outcomes.values_list(
        "pair__subject_id", "pair_id", "known_on", "value__code"
    ):
        found[subject_id].append(Ruled(known_on, pair_id, _OUTCOME, _OUTCOMES.get(code, Result.UNDECIDED)))
    return found


def standing(ruled: Iterable[Ruled], *, known_before: date) -> Standing:
    """How a matter stood at the start of a day, by rulings each of which takes the place of those before it."""
    results: dict[int, dict[str, Result]] = defaultdict(dict)
    severities: dict[int, Severity] = {}
    for one in ruled:
        if one.known_on >= known_before:
            continue
        if one.kind != Decision.Kind.SEVERITY:
            results[one.pair_id][one.kind] = one.result
        elif one.severity is not None:
            severities[one.pair_id] = one.severity
    return Standing(_strongest(results.values()), max(severities.values(), default=None))


def _dated(rulings: Any, asked: Asked) -> QuerySet:
    """Those on these matters, each after what it supersedes: a correction may bear the earlier day of the two.

    A ruling of an import without a day takes the next best day.
    """
    day = Coalesce("decided_on", "pair__finalised_on", "pair__subject__case__closed_on", TruncDate("recorded_at"))
    made: QuerySet = rulings.filter(**asked.at("pair__subject__")).annotate(known_on=day)
    return made.order_by("pk")


def _decided(kind: str, code: str, verdict: str) -> Result:
    if kind == Decision.Kind.CASE_TO_ANSWER:
        return Result.NO_CASE if code == "no-case" else Result.CASE_TO_ANSWER
    if code in _ENDED_BY_THE_COMPLAINANT:
        return Result.WITHDRAWN
    if verdict == Code.Verdict.PROVEN:
        return Result.PROVEN
    return Result.NOT_PROVEN if verdict == Code.Verdict.NOT_PROVEN else Result.UNDECIDED


def _strongest(pairs: Iterable[dict[str, Result]]) -> Result:
    """Of a pair the finding counts before the outcome, and that before case to answer; of the pairs, the strongest."""
    of_pairs = [_of_pair(rulings) for rulings in pairs]
    return min(of_pairs, key=_STRONGEST_FIRST.index, default=Result.UNDECIDED)


def _of_pair(rulings: dict[str, Result]) -> Result:
    for kind in (Decision.Kind.FINDING.value, _OUTCOME, Decision.Kind.CASE_TO_ANSWER.value):
        if rulings.get(kind, Result.UNDECIDED) is not Result.UNDECIDED:
            return rulings[kind]
    return Result.UNDECIDED
