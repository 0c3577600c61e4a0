"""A case that was logged twice and merged is one matter in the figures, as it is for the flags."""

import pytest

from cases.actions import merging
from reports.statistics.matters import officer_cases
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory

pytestmark = pytest.mark.django_db


def test_a_merged_duplicate_counts_once_and_again_when_the_merge_is_undone(person):
    manager, officer = person("manager"), OfficerFactory()
    case, other = CaseFactory(), CaseFactory()
    SubjectFactory(case=case, officer=officer)
    kept = SubjectFactory(case=other, officer=officer)
    merging.merge(by=manager, case=case, other=other, kind="duplicate", reason="Logged twice.")
    assert list(officer_cases(manager)) == [kept]
    merging.undo(by=manager, case=case, reason="Two matters after all.")
    assert officer_cases(manager).count() == 2


def test_a_person_whom_only_the_merged_case_names_still_counts(person):
    manager, case, other = person("manager"), CaseFactory(), CaseFactory()
    alone = SubjectFactory(case=case)
    merging.merge(by=manager, case=case, other=other, kind="combined", reason="One incident.")
    assert list(officer_cases(manager)) == [alone]
