"""The figures of the repeat-allegation dashboard for one viewer and one set of filters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from cases.flags.models import Flag
from misconduct.accounts.permissions import Doer
from reports.filters import RepeatFilter
from reports.statistics import repeat_tiles_sql as tiles
from reports.statistics.distribution import Histogram
from reports.statistics.lookups import Lookups
from reports.statistics.matters import as_officer_cases, officer_cases
from reports.statistics.sql import Sql, from_queryset, gather

TREND_MONTHS, LONGEST_TREND_MONTHS = 36, 120
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """What lies under one heading; `key` is the unit or category, None where none is recorded.

    `rows` are officer-cases of a unit and allegations of a category. `is_rest` marks what lies in the chosen unit
    or category itself and in none of its parts.
    """

    key: int | None
    label: str
    people: int
    repeat_people: int
    rows: int
    is_rest: bool


@dataclass(frozen=True)
class Month:
    """A month such as "2026-03": people with a case, and those of them with another in the 24 months before it."""

    name: str
    people: int
    again: int


@dataclass(frozen=True)
class Figures:
    """What the dashboard shows, all of one moment."""

    as_at: datetime
    cases_per_person: Histogram
    undated: int
    close_together: Mapping[str, int]
    months: tuple[Month, ...]
    units: tuple[Group, ...]
    categories: tuple[Group, ...]
    flag_ages: Mapping[int, int]
    flags: int
    endings: Mapping[str, int]
    has_foreign_outcomes: bool


def repeat_filter(data: Any, viewer: Doer) -> RepeatFilter:
    """The filters over every officer-case in sight."""
    return RepeatFilter(data, queryset=officer_cases(viewer))


def officer_case_step(filters: RepeatFilter) -> Sql:
    """The step `officer_case`: what valid filters leave of the officer-cases in sight."""
    return from_queryset(as_officer_cases(filters.qs), prefix="matter")


def open_flag_step(viewer: Doer) -> Sql:
    """The step `open_flag`: flags in sight that nobody has reviewed yet."""
    flags = Flag.objects.visible_to(viewer).open().filter(officer__isnull=False).order_by()
    return from_queryset(flags.values("officer_id", "fired_at"), prefix="flag")


def dashboard_figures(viewer: Doer, filters: RepeatFilter) -> Figures:
    """Everything the dashboard counts, in a fixed number of queries. The filters must be valid."""
    asked = filters.form.cleaned_data
    lookups = Lookups(unit=asked["unit"], category=asked["category"])
    span = LONGEST_TREND_MONTHS if asked["from_date"] else TREND_MONTHS
    found = gather(
        steps={
            "officer_case": officer_case_step(filters),
            "person": Sql(tiles.PERSON),
            "in_order": Sql(tiles.IN_ORDER),
            "nearness": Sql(tiles.NEARNESS),
            "open_flag": open_flag_step(viewer),
        },
        tiles={
            "cases_per_person": tiles.CASES_PER_PERSON,
            "undated": tiles.UNDATED,
            "close_together": tiles.CLOSE_TOGETHER,
            "months": tiles.BY_MONTH,
            "units": tiles.BY_UNIT,
            "categories": tiles.BY_CATEGORY,
            "flag_ages": tiles.FLAGS_BY_AGE,
            "endings": tiles.ENDINGS,
        },
        params=lookups.params() | {"today": timezone.localdate(), "trend": f"{span - 1} months"},
    )
    return assemble(found, lookups)


def assemble(found: Mapping[str, list[Any]], lookups: Lookups) -> Figures:
    """The figures from the rows of each tile."""
    units, categories = found["units"], found["categories"]
    return Figures(
        as_at=timezone.now(),
        cases_per_person={row["key"]: row["count"] for row in found["cases_per_person"]},
        undated=found["undated"][0]["count"],
        close_together=found["close_together"][0],
        months=without_gaps(found["months"]),
        units=_groups(units, lookups.unit_names, blank="Not known", chosen=lookups.unit_id),
        categories=_groups(categories, lookups.category_names, blank="Not recorded", chosen=lookups.category_id),
        flag_ages={row["key"]: row["people"] for row in found["flag_ages"]},
        flags=sum(int(row["flags"]) for row in found["flag_ages"]),
        endings={row["key"]: row["people"] for row in found["endings"]},
        has_foreign_outcomes=lookups.has_foreign_outcomes,
    )


def without_gaps(rows: Iterable[Row]) -> tuple[Month, ...]:
    """The months from the first to the last, with those in which nothing happened."""
    known = {_month_number(row["month"]): row for row in rows}
    if not known:
        return ()
    nothing = {"people": 0, "again": 0}
    found = []
    for number in range(min(known), max(known) + 1):
        row = known.get(number, nothing)
        found.append(Month(f"{number // 12}-{number % 12 + 1:02d}", row["people"], row["again"]))
    return tuple(found)


def _month_number(name: str) -> int:
    year, month = name.split("-")
    return int(year) * 12 + int(month) - 1


def _groups(rows: Iterable[Row], names: Mapping[int, str], *, blank: str, chosen: int | None) -> tuple[Group, ...]:
    return tuple(
        Group(
            key=row["key"],
            label=names.get(row["key"], blank),
            people=row["people"],
            repeat_people=row["repeat_people"],
            rows=int(row["rows"]),
            is_rest=row["key"] is not None and row["key"] == chosen,
        )
        for row in rows
    )
