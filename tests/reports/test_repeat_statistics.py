"""The figures in SQL against a slow, plain computation over the same rows."""

from collections import Counter, defaultdict
from datetime import date
from statistics import median

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings

from cases.models import CodeList, Decision
from misconduct.accounts.permissions import SystemActor
from reports.statistics import distribution
from reports.statistics.matters import Basis
from reports.statistics.repeat import repeat_figures
from tests.factories import AllegationSubjectFactory, CaseFactory, CodeFactory, UserFactory
from tests.reports.history import DECIDED, History, Line, histories, months_on, store

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")


def figures_of(history: History, **options: object) -> dict:
    """The figures of a history that is gone again afterwards."""
    with transaction.atomic():
        store(history)
        figures = repeat_figures(SYSTEM, **options)
        transaction.set_rollback(True)
    return figures


def most_in_window(days: list[date | None], months: int) -> int:
    known = [day for day in days if day]
    return max((sum(first <= day < months_on(first, months) for day in known) for first in known), default=0)


def rolling(history: History, months: int) -> dict[str, int]:
    most = (most_in_window(list(cases.values()), months) for cases in history.officer_cases().values())
    return distribution.counts(Counter(number for number in most if number))


def same_category(history: History) -> tuple[int, int, int]:
    """People, and people × categories by case and by allegation, with two of a category within 24 months."""
    by_allegation, by_case = defaultdict(list), defaultdict(set)
    for line in history.lines:
        day = history.received[line.case]
        if line.officer is not None and line.category is not None and day:
            by_allegation[line.officer, line.category].append(day)
            by_case[line.officer, line.category].add((line.case, day))
    pairs_by_case = [key for key, cases in by_case.items() if most_in_window([day for _, day in cases], 24) > 1]
    pairs = [key for key, days in by_allegation.items() if most_in_window(days, 24) > 1]
    return len({officer for officer, _ in pairs_by_case}), len(pairs_by_case), len(pairs)


def days_open(history: History) -> dict:
    cases = {line.case for line in history.lines}
    known = [
        (history.closed[case] - history.received[case]).days
        for case in cases
        if history.closed[case] and history.received[case]
    ]
    used = [days for days in known if days >= 0]
    return {
        "cases": len(cases),
        "left_out_blank": len(cases) - len(known),
        "left_out_negative": len(known) - len(used),
        "used": len(used),
        "median": median(used) if used else None,
        "mean": round(sum(used) / len(used), 3) if used else None,
        "over_365": sum(days > 365 for days in used),
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
@example(history=History((), (None,) * 8, (None,) * 8))
@example(
    history=History(
        (Line(0, 0, 0, "Sustained"), Line(0, 1, 0, None), Line(0, 1, 0, "Unfounded")),
        (date(2008, 2, 29), date(2009, 2, 28)) + (None,) * 6,
        (date(2008, 1, 1), date(2010, 1, 1)) + (None,) * 6,
    )
)
def test_figures_equal_a_plain_computation(history):
    figures = figures_of(history)
    held = history.officer_cases()
    findings = [line.finding for line in history.lines]
    assert figures["totals"]["officers_with_case"] == len(held)
    assert figures["totals"]["officer_cases"] == sum(len(cases) for cases in held.values())
    assert figures["totals"]["allegations"] == len(history.lines)
    assert figures["totals"]["allegations_without_officer"] == sum(line.officer is None for line in history.lines)
    assert figures["officers_by_case_count"] == distribution.counts(Counter(len(cases) for cases in held.values()))
    assert figures["officers_by_max_cases_in_rolling_12_months"] == rolling(history, 12)
    assert figures["officers_by_max_cases_in_rolling_24_months"] == rolling(history, 24)
    same = figures["same_category_within_24_months"]["category_code"]
    assert (
        same["distinct_cases"]["officers"],
        same["distinct_cases"]["officer_category_pairs"],
        same["any_allegations"]["officer_category_pairs"],
    ) == same_category(history)
    assert figures["sustained_overall"]["sustained"] == findings.count("Sustained")
    assert figures["sustained_overall"]["decided"] == sum(finding in DECIDED for finding in findings)
    assert days_open(history).items() <= figures["days_open"].items()


ONE_YEAR_APART = History(
    (Line(0, 0, 0, None), Line(0, 1, 1, None)),
    (date(2008, 2, 29), date(2009, 2, 28)) + (None,) * 6,
    (date(2010, 5, 1), date(2010, 5, 2)) + (None,) * 6,
)


def test_window_from_29_february_ends_before_28_february():
    assert figures_of(ONE_YEAR_APART)["officers_by_max_cases_in_rolling_12_months"][">=2"] == 0


def test_finalised_basis_dates_a_matter_by_its_closing():
    figures = figures_of(ONE_YEAR_APART, basis=Basis.FINALISED)
    assert figures["officers_by_max_cases_in_rolling_12_months"]["2"] == 1
    assert figures["totals"]["allegations_by_year"] == {"2010": 2}


def test_period_keeps_matters_of_its_first_and_last_day_only():
    figures = figures_of(ONE_YEAR_APART, first=date(2008, 3, 1), last=date(2009, 2, 28))
    assert figures["totals"]["officer_cases"] == 1
    assert figures_of(ONE_YEAR_APART, first=date(2009, 3, 1))["totals"]["officer_cases"] == 0


def test_undated_matter_counts_everywhere_but_in_windows():
    figures = figures_of(History((Line(0, 0, 0, None),), (None,) * 8, (None,) * 8))
    assert figures["officers_by_case_count"]["1"] == 1
    assert figures["officers_by_max_cases_in_rolling_24_months"]["1"] == 0


def test_sealed_case_out_of_sight_is_not_counted():
    AllegationSubjectFactory(allegation__case=CaseFactory(sealed=True))
    AllegationSubjectFactory()
    assert repeat_figures(SYSTEM)["totals"]["cases"] == 2
    assert repeat_figures(UserFactory(role="manager"))["totals"]["cases"] == 1


def test_two_categories_of_one_code_are_told_apart_by_scheme():
    for scheme in ("new", "old"):
        AllegationSubjectFactory(allegation__category__code="A", allegation__category__scheme=scheme)
    assert set(repeat_figures(SYSTEM)["sustained_by_category"]) == {"new:A", "old:A"}


def test_findings_are_counted_in_the_words_of_their_source():
    finding = CodeFactory(code_list=CodeList.FINDING, label="Charges dismissed", verdict="undecided")
    for words in ("Charges Dismissed", "Charges Dismissed", "CHARGES DISMISSED", "", "None"):
        pair = AllegationSubjectFactory()
        Decision.objects.create(
            pair=pair,
            kind=Decision.Kind.FINDING,
            value=finding,
            as_recorded=words,
            decided_on=date(2026, 6, 1),
            decided_by=UserFactory(),
        )
    found = repeat_figures(SYSTEM)["totals"]["allegations_by_finding"]
    assert found == {"Charges Dismissed": 4, "(blank)": 1}
