"""Warnings that are live, with the days that a career break adds to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cases.models import Outcome
from cases.periods.models import Period
from cases.periods.rules import Days, live_until
from misconduct.accounts.permissions import Doer, SystemActor
from officers.models import Officer

_RULES = SystemActor("warnings")


@dataclass(frozen=True)
class LiveWarning:
    """A warning in force on a day. `live_to` is empty while a career break without an end keeps it alive."""

    outcome: Outcome
    officer_id: int
    live_to: date | None

    @property
    def value(self) -> str:
        return str(self.outcome.value)


def live_on(officer_ids: Iterable[int], on: date, *, viewer: Doer = _RULES) -> list[LiveWarning]:
    """Every warning of these people that was live on a day, the one that ends first at the head. Two queries.

    What a page shows is within its viewer's sight; a rule of law (`viewer` left out) counts every one, sealed or not.
    """
    ids = list(officer_ids)
    breaks = career_breaks(ids)
    found = [
        LiveWarning(outcome, outcome.pair.subject.officer_id or 0, last)
        for outcome in _begun(ids, on, set(breaks), viewer)
        if (last := last_day(outcome, breaks)) is None or last >= on
    ]
    return sorted(found, key=lambda warning: warning.live_to or date.max)


def was_live(officer: Officer, on: date) -> bool:
    """Whether any warning of this person was live on a day, for the rules on which outcomes may be given."""
    return bool(live_on([officer.pk], on))


def career_breaks(officer_ids: Iterable[int]) -> dict[int, list[Days]]:
    """The career breaks of each of these people who had any."""
    found: dict[int, list[Days]] = defaultdict(list)
    rows = Period.objects.of_kind(Period.Kind.CAREER_BREAK).filter(officer__in=list(officer_ids))
    for officer_id, starts_on, ends_on in rows.values_list("officer_id", "starts_on", "ends_on"):
        found[officer_id].append((starts_on, ends_on))
    return dict(found)


def _begun(ids: list[int], on: date, put_off: set[int], viewer: Doer) -> QuerySet[Outcome]:
    """Warnings begun by the day whose own dates reach it, and older ones where a break may have put the end off."""
    reaches = Q(live_to__gte=on) | Q(pair__subject__officer__in=put_off)
    outcomes = Outcome.objects.visible_to(viewer).in_force().select_related("value", "pair__subject")
    return outcomes.filter(reaches, pair__subject__officer__in=ids, live_from__lte=on)


def last_day(outcome: Outcome, breaks: Mapping[int, list[Days]]) -> date | None:
    """The last day of a warning, career breaks of each person added; None while one without an end keeps it alive."""
    assert outcome.live_from is not None  # only such outcomes are asked for
    assert outcome.live_to is not None
    return live_until(outcome.live_from, outcome.live_to, breaks.get(outcome.pair.subject.officer_id or 0, []))
