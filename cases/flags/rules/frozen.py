"""A history as a flag keeps it, so that the rule can be applied again to exactly what it saw."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from cases.flags.rules.case_history import CaseHistory, MissedUpdate
from cases.flags.rules.history import (
    About,
    Category,
    History,
    LiveWarning,
    Matter,
    OfficerHistory,
    PeerGroup,
    PriorForce,
    Result,
    Severity,
    Source,
)
from cases.flags.rules.team_history import TeamHistory

# Among the circumstances that a flag keeps: what counted besides matters.
ALSO = "also"
_IN_COLUMNS = frozenset({"subject_id", "dated_on", "dated_by"})
_ELSEWHERE = frozenset({"officer_id", "unit_id", "case_id", "matters"})
_OF_SERVICE = frozenset({"appointed_on", "left_on"})
_DAYS = frozenset({"dated_on", "closed_on", "notified_on"})
_CATEGORIES = frozenset({"categories", "families"})
_DIGESTS = frozenset({"complainants", "vulnerable"})


def matter_to_json(matter: Matter) -> dict[str, Any]:
    """The facts of a matter that a flag keeps beside its columns."""
    return {one.name: _plain(getattr(matter, one.name)) for one in fields(Matter) if one.name not in _IN_COLUMNS}


def matter_from_json(facts: Mapping[str, Any], *, subject_id: int, dated_on: date | None, dated_by: str) -> Matter:
    """The matter as it was when the flag was raised. Facts that were not kept then take their defaults."""
    values = {name: _fact(name, value) for name, value in facts.items()}
    return Matter(**{"case_id": 0, **values}, subject_id=subject_id, dated_on=dated_on, dated_by=dated_by)


def circumstances_to_json(history: History, reads: Collection[str]) -> dict[str, Any]:
    """What a rule read of a history besides its matters. Of a person no more is kept than the rule reads."""
    if isinstance(history, OfficerHistory):
        names = {*_OF_SERVICE, *reads}
    else:
        names = {one.name for one in fields(history)} - _ELSEWHERE  # type: ignore[arg-type] # every history is a dataclass
    return {name: _written(getattr(history, name)) for name in sorted(names)}


def history_from_json(about: About, pk: int, kept: Mapping[str, Any], matters: Iterable[Matter]) -> History:
    """The history as the rule saw it."""
    values = {name: _READERS[name](value) for name, value in kept.items() if name in _READERS}
    if about is About.UNIT:
        return TeamHistory(pk, matters=tuple(matters), **values)
    if about is About.CASE:
        return CaseHistory(pk, matters=tuple(matters), **values)
    return OfficerHistory(pk, matters=tuple(matters), **values)


def _plain(value: Any) -> Any:
    """A value as JSON holds it. A category has a label beside its key; sets are in order, to be the same each time."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted([one.key, one.label] if isinstance(one, Category) else one for one in value)
    return value


def _written(value: Any) -> Any:
    """A circumstance as JSON holds it: what has several fields is a list in their order."""
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, LiveWarning | PriorForce | PeerGroup | MissedUpdate):
        return [_plain(getattr(value, one.name)) for one in fields(value)]
    return _plain(value)


def _fact(name: str, value: Any) -> Any:
    if name in _DAYS:
        return _day(value)
    if name in _CATEGORIES:
        return frozenset(Category(key, label) for key, label in value)
    if name in _DIGESTS:
        return frozenset(value)
    if name == "source":
        return Source(value)
    if name == "result":
        return Result(value)
    return Severity(value) if name == "severity" and value is not None else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _warning(label: str, starts_on: str, ends_on: str | None, subject_id: int = 0) -> LiveWarning:
    return LiveWarning(label, date.fromisoformat(starts_on), _day(ends_on), subject_id)


def _prior_force(
    force: str, starts_on: str | None, ends_on: str | None, received_on: str | None, is_adverse: bool
) -> PriorForce:
    return PriorForce(force, _day(starts_on), _day(ends_on), _day(received_on), is_adverse)


_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("appointed_on", "left_on", "probation_ends_on", "protected_since"), _day),
    **dict.fromkeys(("received_on", "closed_on"), _day),
    **dict.fromkeys(("people", "days", "force_days", "force_cases"), int),
    "warnings": lambda kept: tuple(_warning(*one) for one in kept),
    "prior_forces": lambda kept: tuple(_prior_force(*one) for one in kept),
    "peers": lambda kept: PeerGroup(*kept) if kept else None,
    "pauses": lambda kept: tuple((date.fromisoformat(start), _day(end)) for start, end in kept),
    "missed_updates": lambda kept: tuple(MissedUpdate(date.fromisoformat(due), party) for due, party in kept),
}
