"""The dashboard's one-pass SQL against the figures of `statistics repeat`, and against small known cases."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from cases.models import CodeList
from cases.stages import RecordType
from misconduct.accounts.models import User
from misconduct.accounts.permissions import SystemActor
from reports.statistics import distribution
from reports.statistics.dashboard import Figures, Month, dashboard_figures, repeat_filter, without_gaps
from reports.statistics.repeat import repeat_figures
from tests.factories import (
    AllegationSubjectFactory,
    CodeFactory,
    OfficerFactory,
    OutcomeFactory,
    UnitFactory,
)
from tests.factories.flags import FlagFactory
from tests.reports.history import histories, matter, store

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")


@pytest.fixture
def figures(person: Callable[..., User]) -> Callable[..., Figures]:
    """The figures a manager sees for the filters given."""

    def work_out(*, by: User | None = None, **query: object) -> Figures:
        viewer = by or person("manager")
        filters = repeat_filter({name: str(value) for name, value in query.items()}, viewer)
        assert filters.is_valid(), filters.errors
        return dashboard_figures(viewer, filters)

    return work_out


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
def test_dashboard_agrees_with_the_command(history):
    with transaction.atomic():
        store(history)
        published = repeat_figures(SYSTEM)
        filters = repeat_filter({}, SYSTEM)
        assert filters.is_valid()
        found = dashboard_figures(SYSTEM, filters)
        transaction.set_rollback(True)
    assert distribution.counts(found.cases_per_person) == published["officers_by_case_count"]
    for months in (12, 24):
        rolling = published[f"officers_by_max_cases_in_rolling_{months}_months"]
        assert found.close_together[f"two_in_{months}"] == rolling[">=2"]
        assert found.close_together[f"three_in_{months}"] == rolling["3-5"] + rolling[">=6"]
        assert found.close_together[f"six_in_{months}"] == rolling[">=6"]


def test_sealed_case_counts_only_for_those_who_may_see_it(figures):
    officer = OfficerFactory()
    matter(officer)
    matter(officer, case={"is_sealed": True})
    assert figures().cases_per_person == {1: 1}
    assert figures(by=SYSTEM).cases_per_person == {2: 1}


def test_unidentified_subject_is_nobody(figures):
    AllegationSubjectFactory(subject__unidentified=True)
    assert figures().cases_per_person == {}


def test_period_includes_its_first_and_last_day(figures):
    officer = OfficerFactory()
    for day in (1, 2, 3, 4):
        matter(officer, date(2026, 3, day))
    assert figures(from_date="2026-03-02", to_date="2026-03-03").cases_per_person == {2: 1}


def test_unit_brings_the_units_below_it(figures):
    force = UnitFactory()
    team = UnitFactory(parent=UnitFactory(parent=force))
    matter(OfficerFactory(), subject__unit_at_time=team)
    matter(OfficerFactory(), subject__unit_at_time=UnitFactory())
    matter(OfficerFactory())
    assert sum(figures(unit=team.parent_id).cases_per_person.values()) == 1
    assert sum(figures(unit="null").cases_per_person.values()) == 1


def test_category_brings_its_sub_categories(figures):
    whole = CodeFactory()
    part = CodeFactory(parent=whole)
    matter(OfficerFactory(), allegation__category=part)
    matter(OfficerFactory(), allegation__category=None)
    assert sum(figures(category=whole.pk).cases_per_person.values()) == 1
    assert sum(figures(category="null").cases_per_person.values()) == 1


@pytest.mark.parametrize(("source", "people"), [("public", 1), ("internal", 1), ("", 3)])
def test_source_tells_complaints_from_internal_matters(figures, source, people):
    for record_type in (RecordType.COMPLAINT_INSIDE, RecordType.CONDUCT, RecordType.HISTORIC):
        matter(OfficerFactory(), case={"record_type": record_type})
    assert sum(figures(source=source).cases_per_person.values()) == people


def test_serving_leaves_out_those_who_have_gone(figures):
    matter(OfficerFactory(left_on=date(2026, 1, 1)))
    matter(OfficerFactory())
    assert sum(figures(serving="on").cases_per_person.values()) == 1


def test_category_tile_counts_a_case_once_for_repeat_people(figures):
    officer, category = OfficerFactory(), CodeFactory()
    pair = matter(officer, allegation__category=category)
    AllegationSubjectFactory(allegation__case=pair.allegation.case, allegation__category=category, subject=pair.subject)
    (group,) = figures().categories
    assert (group.key, group.people, group.repeat_people, group.rows) == (category.pk, 1, 0, 2)


def test_months_run_without_gaps():
    rows = [{"month": "2025-12", "people": 2, "again": 1}, {"month": "2026-02", "people": 1, "again": 0}]
    assert without_gaps(rows) == (Month("2025-12", 2, 1), Month("2026-01", 0, 0), Month("2026-02", 1, 0))


def test_month_counts_again_within_24_months_only(figures):
    officer = OfficerFactory()
    for day in (date(2022, 3, 1), date(2024, 3, 1), date(2026, 2, 28)):
        matter(officer, day)
    found = figures(from_date="2022-01-01")
    assert [(month.name, month.again) for month in found.months if month.people] == [
        ("2022-03", 0),
        ("2024-03", 0),
        ("2026-02", 1),
    ]


def test_open_flags_are_counted_by_the_oldest_of_each_person(figures, time_machine):
    time_machine.move_to(datetime(2026, 6, 30, 12, tzinfo=UTC), tick=False)
    officer = OfficerFactory()
    matter(officer)
    FlagFactory(officer=officer, fired_at=datetime(2026, 6, 29, 9, tzinfo=UTC))
    FlagFactory(officer=officer, scope="other", fired_at=datetime(2026, 6, 1, 9, tzinfo=UTC))
    FlagFactory(officer=OfficerFactory(), fired_at=datetime(2026, 6, 1, 9, tzinfo=UTC))
    found = figures()
    assert (found.flag_ages, found.flags) == ({2: 1}, 2)


def test_dismissal_counts_repeat_people_once(figures):
    dismissal = CodeFactory(code_list=CodeList.OUTCOME, group="Dismissal")
    twice, once = OfficerFactory(), OfficerFactory()
    for pair in (matter(twice), matter(twice), matter(once)):
        OutcomeFactory(pair=pair, value=dismissal)
    assert figures().endings == {"dismissal": 1}
