"""The figures of `statistics repeat`: who has how many cases, how close together, and how they ended."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F

from cases.models import Subject
from misconduct.accounts.permissions import Doer
from officers.models import Officer
from reports.statistics import distribution, repeat_sql
from reports.statistics.distribution import rounded
from reports.statistics.matters import Basis, dated, in_period
from reports.statistics.sql import Sql, from_queryset, gather

Row = Mapping[str, Any]
BLANK = "(blank)"
_DATE_NAMES = {Basis.RECEIVED: "received_date", Basis.FINALISED: "closed_date"}


def repeat_figures(
    viewer: Doer, *, basis: Basis = Basis.RECEIVED, first: date | None = None, last: date | None = None
) -> dict[str, Any]:
    """All figures about what the viewer may see, for matters dated from `first` to `last`, both included.

    Without a period undated matters count everywhere but in windows and years; with one they are left out. A case
    that holds no allegation is in none of them, and a duplicate merged into another counts once.
    """
    found = gather(
        steps={
            "matter": _matters(viewer, basis=basis, first=first, last=last),
            "allegation": Sql(repeat_sql.ALLEGATION),
            "officer_case": Sql(repeat_sql.OFFICER_CASE),
            "case_length": Sql(repeat_sql.CASE_LENGTH),
        },
        tiles=_tiles(),
        params={"basis": basis.value},
    )
    return assemble(found, basis=basis, officers=Officer.objects.visible_to(viewer).count())


def _matters(viewer: Doer, *, basis: Basis, first: date | None, last: date | None) -> Sql:
    seen = Subject.objects.visible_to(viewer).counted_once()
    subjects = in_period(dated(seen, basis), first=first, last=last)
    columns = {"received_on": F("case__received_on"), "closed_on": F("case__closed_on")}
    values = subjects.order_by().values("officer_id", "case_id", "dated_on", subject_id=F("pk"), **columns)
    return from_queryset(values, prefix="matter")


def _tiles() -> dict[str, str]:
    keys = {"category": "category_id", "group": "category_group"}
    grains = {"distinct_cases": repeat_sql.EACH_CASE, "any_allegations": repeat_sql.EACH_ALLEGATION}
    sustained = {
        "overall": "''",
        "category": "category_id",
        "group": "coalesce(category_group, '(blank)')",
        "complainant_ethnicity": "complainant_ethnicity",
        "complainant_sex": "complainant_sex",
    }
    return {
        "totals": repeat_sql.TOTALS,
        "by_finding": repeat_sql.BY_FINDING,
        "by_year": repeat_sql.BY_YEAR,
        "cases_per_officer": repeat_sql.CASES_PER_OFFICER,
        "in_12_months": repeat_sql.MOST_IN_WINDOW.format(months=12),
        "in_24_months": repeat_sql.MOST_IN_WINDOW.format(months=24),
        "categories": repeat_sql.CATEGORIES,
        "days_open": repeat_sql.DAYS_OPEN,
        "days_open_by_year": repeat_sql.DAYS_OPEN_BY_YEAR,
        **{f"sustained_{name}": repeat_sql.SUSTAINED.format(key=key) for name, key in sustained.items()},
        **{
            f"same_{name}_{grain}": repeat_sql.SAME_CATEGORY.format(matters=matters.format(key=key))
            for name, key in keys.items()
            for grain, matters in grains.items()
        },
    }


def assemble(found: Mapping[str, list[Any]], *, basis: Basis, officers: int) -> dict[str, Any]:
    """The figures in their published shape, from the rows of each tile."""
    cases = _histogram(found["cases_per_officer"])
    figures: dict[str, Any] = {
        "date_basis": _DATE_NAMES[basis],
        "totals": {
            "officers_in_file": officers,
            **found["totals"][0],
            "allegations_by_finding": _by_key(found["by_finding"]),
            "allegations_by_year": _by_key(found["by_year"]),
        },
        "officers_by_case_count": distribution.counts(cases),
        "concentration": _concentration(cases, officers=officers),
        "officers_by_max_cases_in_rolling_12_months": distribution.counts(_histogram(found["in_12_months"])),
        "officers_by_max_cases_in_rolling_24_months": distribution.counts(_histogram(found["in_24_months"])),
        "same_category_within_24_months": {"category_code": _same(found, "category")},
        "sustained_overall": _overall(found["sustained_overall"]),
        "sustained_by_category": _sustained(found["sustained_category"], names=_category_names(found["categories"])),
        "sustained_by_complainant_ethnicity": _sustained(found["sustained_complainant_ethnicity"]),
        "sustained_by_complainant_sex": _sustained(found["sustained_complainant_sex"]),
        "days_open": _days_open(found["days_open"][0], found["days_open_by_year"]),
    }
    if any(row["key"] != BLANK for row in found["sustained_group"]):
        figures["same_category_within_24_months"]["category_group"] = _same(found, "group")
        figures["sustained_by_category_group"] = _sustained(found["sustained_group"])
    return figures


def _histogram(rows: Iterable[Row]) -> dict[int, int]:
    return {int(row["key"]): row["count"] for row in rows}


def _by_key(rows: Iterable[Row]) -> dict[str, Any]:
    return {row["key"]: row["count"] for row in rows}


def _concentration(cases: distribution.Histogram, *, officers: int) -> dict[str, Any]:
    held = distribution.officer_cases(cases, at_least=10)
    return {
        "among_officers_with_case": distribution.top_shares(cases, distribution.people(cases)),
        "officers_ge10_share_of_officer_cases": rounded(held, distribution.officer_cases(cases)),
        "among_all_officers_in_file": distribution.top_shares(cases, officers),
    }


def _same(found: Mapping[str, list[Any]], name: str) -> dict[str, Any]:
    return {grain: dict(found[f"same_{name}_{grain}"][0]) for grain in ("distinct_cases", "any_allegations")}


def _overall(rows: list[Row]) -> dict[str, Any]:
    row = rows[0] if rows else {"allegations": 0, "decided": 0, "sustained": 0}
    rates = _rates(row)
    return {name: rates[name] for name in ("rate_all", "rate_decided", "sustained", "decided")}


def _sustained(rows: Iterable[Row], *, names: Mapping[int, str] | None = None) -> dict[str, Any]:
    return {row["key"] if names is None else names.get(row["key"], BLANK): _rates(row) for row in rows}


def _rates(row: Row) -> dict[str, Any]:
    return {
        "allegations": row["allegations"],
        "decided": row["decided"],
        "sustained": row["sustained"],
        "rate_all": rounded(row["sustained"], row["allegations"]),
        "rate_decided": rounded(row["sustained"], row["decided"]),
    }


def _category_names(categories: Iterable[Row]) -> dict[int, str]:
    """Each category by its code; by scheme and code where two schemes use one code."""
    known = list(categories)
    uses = Counter(row["code"] for row in known)
    return {row["id"]: row["code"] if uses[row["code"]] == 1 else f"{row['scheme']}:{row['code']}" for row in known}


def _days_open(row: Row, by_year: list[Row]) -> dict[str, Any]:
    named = ("cases", "left_out_blank", "left_out_negative", "used", "median", "p90", "over_365")
    figures = {name: row[name] for name in named}
    figures["mean"] = rounded(row["days"] or 0, row["used"], places=3)
    if by_year:
        figures["median_by_received_year"] = _by_key(by_year)
    return figures
