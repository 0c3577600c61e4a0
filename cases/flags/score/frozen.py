"""A score card as a flag keeps it: the lines, the facts they were made of and the table of points, to be made again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cases.flags.rules.history import LiveWarning, Matter, OfficerHistory, Result, Severity
from cases.flags.score.card import Line, ScoreCard, is_live, score
from cases.flags.score.weights import read, stored_weights, weights_in_use
from cases.flags.score.work import SameWork

SAME_WORK = "same_work"


def score_to_json(
    history: OfficerHistory, *, as_at: date, work: SameWork | None = None
) -> tuple[ScoreCard, dict[str, Any]]:
    """The card of a person on a day by the points in use beside their work, and all that it takes to make it again."""
    card = replace(score(history, as_at=as_at, weights=weights_in_use()), work=work)
    giving = card.points_of_matters()
    kept = {
        "as_at": as_at.isoformat(),
        "lines": [[line.words, line.each, list(line.matters)] for line in card.lines],
        "matters": [_matter_to_json(matter) for matter in history.matters if matter.subject_id in giving],
        "warnings": [_warning_to_json(one) for one in history.warnings if is_live(one, as_at=as_at)],
        "weights": dict(stored_weights()),
        SAME_WORK: work and work.stored(),
    }
    return card, kept


def score_from_json(kept: Mapping[str, Any]) -> ScoreCard:
    """The card as it was kept."""
    lines = tuple(Line(words, each, tuple(matters)) for words, each, matters in kept["lines"])
    return ScoreCard(date.fromisoformat(kept["as_at"]), lines, _work_from_json(kept))


def score_again(kept: Mapping[str, Any]) -> ScoreCard:
    """The card made once more from the facts and the points that were kept with it."""
    history = OfficerHistory(
        officer_id=0,
        matters=tuple(_matter_from_json(*one) for one in kept["matters"]),
        warnings=tuple(_warning_from_json(*one) for one in kept["warnings"]),
    )
    card = score(history, as_at=date.fromisoformat(kept["as_at"]), weights=read(kept["weights"]))
    return replace(card, work=_work_from_json(kept))


def _work_from_json(kept: Mapping[str, Any]) -> SameWork | None:
    """Nothing for somebody who was not compared, and for a card of before points were set beside the work."""
    return SameWork(*kept[SAME_WORK]) if kept.get(SAME_WORK) else None


def _matter_to_json(matter: Matter) -> list[Any]:
    return [
        matter.subject_id,
        matter.case_id,
        matter.dated_on and matter.dated_on.isoformat(),
        matter.dated_by,
        matter.result.value,
        matter.severity,
        matter.named,
    ]


def _matter_from_json(
    subject_id: int, case_id: int, dated_on: str, dated_by: str, result: str, severity: int | None, named: int
) -> Matter:
    return Matter(
        subject_id=subject_id,
        case_id=case_id,
        dated_on=date.fromisoformat(dated_on),
        dated_by=dated_by,
        result=Result(result),
        severity=None if severity is None else Severity(severity),
        named=named,
    )


def _warning_to_json(one: LiveWarning) -> list[Any]:
    return [one.label, one.starts_on.isoformat(), one.ends_on and one.ends_on.isoformat(), one.subject_id]


def _warning_from_json(label: str, starts_on: str, ends_on: str | None, subject_id: int) -> LiveWarning:
    last = date.fromisoformat(ends_on) if ends_on else None
    return LiveWarning(label, date.fromisoformat(starts_on), last, subject_id)
