"""How somebody's cases compare with the time they served and with others in the same unit. Reads only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from cases.flags.models import Flag
from cases.models import Subject
from misconduct.accounts.permissions import Doer
from misconduct.core.chance import Limits, poisson_at_least, rate_interval
from misconduct.core.months import DAYS_IN_A_YEAR
from officers.models import Officer, Posting, Unit

# With less of other people's time than this nothing can be said of a usual rate.
LEAST_YEARS = 5.0
_NEGLIGIBLE = 1e-9


@dataclass(frozen=True)
class Exposure:
    """Cases in years in post, and what the others of the unit would lead one to expect. Rates are cases a year."""

    cases: int
    years: float
    unit: str
    other_people: int
    other_cases: int
    other_years: float
    force_people: int

    @property
    def rate(self) -> float | None:
        """The person's own cases a year; nothing without time in post."""
        return self.cases / self.years if self.years else None

    @property
    def interval(self) -> Limits | None:
        """The 95% interval of the person's rate."""
        return rate_interval(self.cases, self.years)

    @property
    def is_compared(self) -> bool:
        """Whether the others served long enough to compare with."""
        return self.other_years >= LEAST_YEARS

    @property
    def other_rate(self) -> float | None:
        """The cases a year of the others in the unit."""
        return self.other_cases / self.other_years if self.is_compared else None

    @property
    def expected(self) -> float | None:
        """How many cases the others' rate would give somebody in the person's time."""
        return None if self.other_rate is None else self.other_rate * self.years

    @property
    def chance(self) -> float | None:
        """How likely so many cases or more are at the others' rate; nothing where that is out of the question."""
        if self.expected is None or not self.cases:
            return None
        chance = poisson_at_least(self.cases, self.expected)
        return chance if chance > _NEGLIGIBLE else None

    @property
    def one_in(self) -> int | None:
        """Of how many people with the others' rate and this time one would have so many cases or more by chance."""
        return round(1 / self.chance) if self.chance else None

    @property
    def by_chance(self) -> float | None:
        """How many people of the whole force would have so many or more by chance, at that rate and for that time."""
        return self.force_people * self.chance if self.chance else None


def exposure_of(flag: Flag, viewer: Doer) -> Exposure | None:
    """In the window of a flag on a person, by the cases in the viewer's sight. Five queries.

    The unit is that of the last posting that had begun by the end of the window. Without time in post there is
    nothing to compare.
    """
    if flag.officer is None:
        return None
    first, end = flag.window_from, flag.window_to
    years = _years(flag.officer.appointed_on, flag.officer.left_on, first, end)
    if not years:
        return None
    unit = _unit(flag.officer, end)
    others, other_years = _others(unit, flag.officer, first, end) if unit else (0, 0.0)
    in_window = _officer_cases(viewer, first, end)
    return Exposure(
        cases=in_window.filter(officer=flag.officer).count(),
        years=years,
        unit=str(unit or ""),
        other_people=others,
        other_cases=in_window.filter(unit_at_time=unit).exclude(officer=flag.officer).count() if unit else 0,
        other_years=other_years,
        force_people=_who_served(first, end),
    )


def _who_served(first: date, end: date) -> int:
    """How many people of the force were in post at some time of the window."""
    begun = Officer.objects.filter(Q(appointed_on=None) | Q(appointed_on__lt=end))
    return begun.filter(Q(left_on=None) | Q(left_on__gt=first)).count()


def _officer_cases(viewer: Doer, first: date, end: date) -> QuerySet[Any]:
    seen: Any = Subject.objects.visible_to(viewer).identified().counted_once()
    found: QuerySet[Any] = seen.filter(case__received_on__gte=first, case__received_on__lt=end).order_by()
    return found


def _unit(officer: Officer, end: date) -> Unit | None:
    begun = officer.postings.filter(Q(starts_on=None) | Q(starts_on__lt=end), unit__isnull=False)
    latest = begun.select_related("unit").order_by(F("starts_on").desc(nulls_last=True), "-pk").first()
    return latest.unit if latest else None


def _others(unit: Unit, officer: Officer, first: date, end: date) -> tuple[int, float]:
    """How many other people were posted to the unit in the window, and for how many years together."""
    people: set[int] = set()
    total = 0.0
    rows = Posting.objects.filter(unit=unit).exclude(officer=officer)
    for officer_id, starts_on, ends_on, appointed_on, left_on in rows.values_list(
        "officer_id", "starts_on", "ends_on", "officer__appointed_on", "officer__left_on"
    ):
        begin = max((day for day in (starts_on, appointed_on) if day), default=None)
        until = min((day for day in (ends_on, left_on) if day), default=None)
        served = _years(begin, until, first, end)
        if served:
            people.add(officer_id)
            total += served
    return len(people), total


def _years(begin: date | None, until: date | None, first: date, end: date) -> float:
    """Years from one day to another within a window; none where the beginning is not known."""
    if begin is None:
        return 0.0
    days = (min(until or end, end) - max(begin, first)).days
    return max(days, 0) / DAYS_IN_A_YEAR
