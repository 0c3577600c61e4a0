"""What the rules on rulings are told of the person's other matters."""

from datetime import date

import pytest

from cases import ruling_facts
from cases.periods.actions import service
from cases.periods.actions.service import Conviction
from misconduct.accounts.permissions import SystemActor
from misconduct.core.errors import Refused
from tests.factories import AllegationFactory, AllegationSubjectFactory, OutcomeFactory, PeriodFactory
from tests.factories.rulings import DecisionFactory

pytestmark = pytest.mark.django_db
RULES = SystemActor("rules")


@pytest.fixture
def warned():
    """A pair assessed on 15 January 2026, of somebody with a final written warning to 31 December 2025."""
    outcome = OutcomeFactory(
        value__code="final-written-warning", live_from=date(2025, 1, 1), live_to=date(2025, 12, 31)
    )
    pair = AllegationSubjectFactory(subject__officer=outcome.pair.subject.officer)
    DecisionFactory(pair=pair, kind="severity", decided_on=date(2026, 1, 15))
    return pair


@pytest.mark.parametrize(
    ("days", "is_live"),
    [
        (None, False),
        ((date(2025, 6, 1), date(2025, 6, 14)), False),
        ((date(2025, 6, 1), date(2025, 6, 15)), True),
        ((date(2025, 6, 1), None), True),
    ],
    ids=["no career break", "a break of 14 days", "a break of 15 days", "a break that still runs"],
)
def test_a_career_break_keeps_a_final_warning_alive_on_the_day_of_the_assessment(warned, days, is_live):
    if days:
        PeriodFactory(officer=warned.subject.officer, starts_on=days[0], ends_on=days[1])
    assert ruling_facts.facts_of(warned, RULES).is_final_warning_live is is_live


def convict(person, pair, **changes):
    case = pair.allegation.case
    officer = pair.subject.officer
    period = PeriodFactory(kind="criminal", case=case, officer=officer, description="Crown Court")
    given = {"convicted_on": date(2026, 6, 1), "offence": "Robbery", "is_indictable_only": True}
    conviction = Conviction(**given | {"allegation": pair.allegation} | changes)
    service.end_criminal(
        by=person(), period=period, ends_on=date(2026, 6, 1), reason="Convicted.", conviction=conviction
    )
    period.refresh_from_db()
    return period


def test_a_conviction_on_indictment_only_counts_for_its_allegation_and_no_other(person):
    pair = AllegationSubjectFactory()
    other = AllegationSubjectFactory(allegation__case=pair.allegation.case, subject=pair.subject)
    period = convict(person, pair)
    assert period.conviction_label == "Robbery on 1 June 2026, triable only on indictment"
    assert ruling_facts.facts_of(pair, RULES).is_indictable_only_conviction
    assert not ruling_facts.facts_of(other, RULES).is_indictable_only_conviction


def test_another_conviction_settles_nothing(person):
    pair = AllegationSubjectFactory()
    convict(person, pair, is_indictable_only=False)
    assert not ruling_facts.facts_of(pair, RULES).is_indictable_only_conviction


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"convicted_on": date(2999, 1, 1)}, "convicted_on"),
        ({"convicted_on": date(2026, 3, 1)}, "convicted_on"),
        ({"offence": " "}, "offence"),
        ({"allegation": None}, "allegation"),
    ],
)
def test_a_conviction_refuses_and_names_the_field(person, changes, field):
    with pytest.raises(Refused) as refusal:
        convict(person, AllegationSubjectFactory(), **changes)
    assert refusal.value.field == field


def test_a_conviction_is_for_an_allegation_of_its_case(person):
    with pytest.raises(Refused, match="of this case"):
        convict(person, AllegationSubjectFactory(), allegation=AllegationFactory())
