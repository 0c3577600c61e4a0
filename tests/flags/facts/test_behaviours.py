"""Kinds of behaviour are told by categories, by factors and by what the seriousness worksheet ticks."""

import csv
from datetime import UTC, datetime

import pytest
from django.conf import settings

from cases.flags.facts.behaviours import families_of, family
from cases.flags.findings import up_to_today
from cases.flags.histories import histories_of
from cases.models import Code, CodeList, SeverityAssessment
from tests.factories import AllegationSubjectFactory
from tests.factories.rulings import DecisionFactory


def rows():
    with (settings.BASE_DIR / "cases/flags/behaviours.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.django_db
def test_every_row_names_a_code_that_a_list_holds():
    """A row of a code that no list holds would never count."""
    held = set(Code.objects.values_list("code_list", "scheme", "code"))
    assert [row for row in rows() if (row["list"], row["scheme"], row["code"]) not in held] == []


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("discriminatory", "discrimination"),
        ("sexual", "sexual"),
        ("violence-against-women-and-girls", "women-and-girls"),
        ("position-abused", "abuse-of-position"),
        ("operational-dishonesty", "corruption"),
        ("vulnerability", "vulnerable"),
    ],
)
def test_what_the_worksheet_ticks_belongs_to_a_family(code, slug):
    assert family(slug) in families_of(CodeList.SERIOUSNESS, "outcomes-guidance", code)
    assert families_of(CodeList.FACTOR, "outcomes-guidance", code) == frozenset()


def ticked(pair, *codes, superseded=False):
    at = datetime(2026, 6, 1, tzinfo=UTC) if superseded else None
    made = SeverityAssessment.objects.create(
        decision=DecisionFactory(pair=pair, kind="severity", superseded_at=at),
        **dict.fromkeys(("culpability", "harm", "aggravating", "mitigating"), "Invented."),
    )
    made.factors.set(Code.objects.filter(code_list=CodeList.SERIOUSNESS, code__in=codes))


@pytest.mark.django_db
def test_a_history_holds_what_the_worksheet_in_force_ticks():
    pair = AllegationSubjectFactory()
    pair.allegation.factors.add(Code.objects.get(code_list=CodeList.FACTOR, scheme="local", code="data-misuse"))
    ticked(pair, "discriminatory", superseded=True)
    ticked(pair, "sexual", "planned")
    [history] = histories_of([pair.subject.officer_id], known_before=up_to_today())
    [matter] = history.matters
    assert {family("sexual"), family("information")} <= matter.families
    assert family("discrimination") not in matter.families
