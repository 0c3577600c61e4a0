"""A history as a flag keeps it, so that the rule can be applied again to exactly what it saw."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from cases.flags.rules.history import (
    Category,
    LiveWarning,
    Matter,
    OfficerHistory,
    PeerGroup,
    PriorForce,
    Result,
    Severity,
    Source,
)

_IN_COLUMNS = frozenset({"subject_id", "dated_on", "dated_by"})
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


def circumstances_to_json(history: OfficerHistory) -> dict[str, Any]:
    """What a history holds besides its matters."""
    return {
        "appointed_on": _plain(history.appointed_on),
        "left_on": _plain(history.left_on),
        "warnings": [[one.label, _plain(one.starts_on), _plain(one.ends_on)] for one in history.warnings],
        "probation_ends_on": _plain(history.probation_ends_on),
        "prior_forces": [
            [one.force, _plain(one.joined_on), one.is_received, one.is_adverse] for one in history.prior_forces
        ],
        "protected_since": _plain(history.protected_since),
        "peers": [history.peers.label, history.peers.people, history.peers.cut] if history.peers else None,
    }


def history_from_json(officer_id: int, kept: Mapping[str, Any], matters: Iterable[Matter]) -> OfficerHistory:
    """The history as the rule saw it."""
    return OfficerHistory(
        officer_id,
        appointed_on=_day(kept.get("appointed_on")),
        left_on=_day(kept.get("left_on")),
        matters=tuple(matters),
        warnings=tuple(
            LiveWarning(label, date.fromisoformat(starts_on), _day(ends_on))
            for label, starts_on, ends_on in kept.get("warnings", ())
        ),
        probation_ends_on=_day(kept.get("probation_ends_on")),
        prior_forces=tuple(
            PriorForce(force, _day(joined_on), is_received, is_adverse)
            for force, joined_on, is_received, is_adverse in kept.get("prior_forces", ())
        ),
        protected_since=_day(kept.get("protected_since")),
        peers=PeerGroup(*kept["peers"]) if kept.get("peers") else None,
    )


def _plain(value: Any) -> Any:
    """A value as JSON holds it. A category has a label beside its key; sets are in order, to be the same each time."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted([one.key, one.label] if isinstance(one, Category) else one for one in value)
    return value


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
