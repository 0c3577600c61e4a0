"""Histories of any shape from a number, for properties that hold of every rule.

Drawn from the number rather than fact by fact, so that most of them give the rules something to find.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from random import Random
from typing import Any

from cases.flags import rules
from cases.flags.rules.case_history import CaseHistory, MissedUpdate
from cases.flags.rules.history import (
    FINALISED,
    RECEIVED,
    About,
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
from cases.flags.rules.parameters import SWITCHES, Parameters
from cases.flags.rules.team_history import TeamHistory
from tests.flags.rules.histories import AS_AT, CIVILITY, FORCE, family

_KINDS = ("information", "association", "sexual", "domestic-abuse", "vulnerable")


def invented(slug: str, number: int) -> History:
    """A history that the rule of that name looks at. The same number gives the same history."""
    return _MAKERS[rules.about(slug)](Random(number))


def parameters_of(slug: str, number: int) -> Parameters:
    """A version of the rule that asks for little, with some of the switches that it knows."""
    random, kind = Random(number), rules.parameters_class(slug)
    used = {one.name: one for one in kind.used()}
    stored: dict[str, Any] = {}
    if "threshold" in used:
        stored["threshold"] = max(random.randint(1, 3), used["threshold"].metadata["low"])
    if "window_months" in used:
        stored["window_months"] = random.choice((12, 24, 60))
    for name in sorted((SWITCHES | {"in_post_only"}) & set(used)):
        stored[name] = random.random() < 0.2
    if "fewest_peers" in {one.name for one in fields(kind)}:
        stored["fewest_peers"] = 2
    return rules.read(slug, stored)


def _day(random: Random) -> date:
    """Mostly within two years of the day looked at, before or on it, and a few times after it."""
    return AS_AT + timedelta(days=random.choice((-2000, -1, 0, 30, *(-random.randrange(1, 800) for _ in range(12)))))


def _maybe(random: Random) -> date | None:
    return None if random.random() < 0.15 else _day(random)


def _matter(random: Random, number: int) -> Matter:
    dated_on = _maybe(random)
    return Matter(
        subject_id=number,
        case_id=random.randint(1, 5),
        dated_on=dated_on,
        dated_by=random.choice((RECEIVED, RECEIVED, FINALISED)) if dated_on else "",
        categories=frozenset(one for one in (FORCE, CIVILITY) if random.random() < 0.4),
        families=frozenset(family(slug) for slug in _KINDS if random.random() < 0.3),
        source=random.choice(list(Source)),
        result=random.choice(list(Result)),
        severity=random.choice((None, *Severity)),
        closed_on=_maybe(random),
        is_off_duty=random.choice((None, False, True)),
        notified_on=_maybe(random),
        complainants=_people(random),
        vulnerable=_people(random),
        named=random.choice((1, 1, 2, 5)),
    )


def _people(random: Random) -> frozenset[str]:
    return frozenset(one for one in "abc" if random.random() < 0.2)


def _matters(random: Random) -> tuple[Matter, ...]:
    return tuple(_matter(random, number) for number in range(1, random.choice((1, 3, 6, 9))))


def _warning(random: Random) -> LiveWarning:
    starts_on = _day(random)
    ends_on = random.choice((None, starts_on + timedelta(days=540)))
    return LiveWarning(random.choice(("Written warning", "Final written warning")), starts_on, ends_on)


def _force(random: Random) -> PriorForce:
    return PriorForce(random.choice(("One", "Other")), None, _maybe(random), _maybe(random), random.random() < 0.5)


def _officer(random: Random) -> OfficerHistory:
    return OfficerHistory(
        1,
        appointed_on=_maybe(random),
        left_on=random.choice((None, None, _day(random))),
        matters=_matters(random),
        warnings=tuple(_warning(random) for _ in range(random.randint(0, 2))),
        probation_ends_on=random.choice((None, AS_AT + timedelta(days=random.randint(-5, 95)))),
        prior_forces=tuple(_force(random) for _ in range(random.randint(0, 3))),
        protected_since=_maybe(random),
        peers=random.choice((None, PeerGroup("Constable, North Area", random.randint(1, 99), random.randint(1, 5)))),
    )


def _team(random: Random) -> TeamHistory:
    return TeamHistory(
        1,
        people=random.randint(0, 12),
        matters=_matters(random),
        days=random.randint(0, 9_000),
        force_days=random.randint(0, 600_000),
        force_cases=random.randint(0, 20),
    )


def _case(random: Random) -> CaseHistory:
    missed = tuple(MissedUpdate(_day(random), random.choice("12")) for _ in range(random.randint(0, 4)))
    pauses = tuple((_day(random), _maybe(random)) for _ in range(random.randint(0, 2)))
    closed_on = random.choice((None, None, _day(random)))
    return CaseHistory(1, _maybe(random), closed_on, pauses, tuple(sorted(set(missed))))


_MAKERS: dict[About, Callable[[Random], History]] = {
    About.OFFICER: _officer,
    About.UNIT: _team,
    About.CASE: _case,
}
