from datetime import date

import pytest
from django.utils import timezone

from cases.flags.histories import QUERIES, histories_of
from cases.flags.rules.history import FINALISED, RECEIVED, Category, Result
from tests.factories import (
    AllegationSubjectFactory,
    CodeFactory,
    OfficerFactory,
    SubjectFactory,
)
from tests.factories.rulings import DecisionFactory

pytestmark = pytest.mark.django_db


def history_of(officer):
    (history,) = histories_of([officer.pk], known_before=date(2030, 1, 1))
    return history


def test_a_case_is_one_matter_however_many_allegations_it_holds(matter):
    officer, force, civility = OfficerFactory(), CodeFactory(), CodeFactory()
    subject = matter(officer, date(2026, 1, 5), category=force)
    AllegationSubjectFactory(subject=subject, allegation__case=subject.case, allegation__category=civility)
    AllegationSubjectFactory(subject=subject, allegation__case=subject.case, allegation__category=None)
    (found,) = history_of(officer).matters
    assert (found.dated_on, found.dated_by) == (date(2026, 1, 5), RECEIVED)
    assert found.categories == {
        Category(f"test/{force.code}", force.label),
        Category(f"test/{civility.code}", civility.label),
    }


def test_nobody_gets_the_matters_of_people_not_identified_or_of_the_organisation():
    officer = OfficerFactory()
    case = SubjectFactory(officer=officer).case
    SubjectFactory(case=case, unidentified=True)
    SubjectFactory(case=case, organisational=True)
    assert len(history_of(officer).matters) == 1


def test_people_named_together_are_counted_with_those_not_identified_and_without_the_organisation():
    officer = OfficerFactory()
    case = SubjectFactory(officer=officer).case
    SubjectFactory(case=case, officer=OfficerFactory())
    SubjectFactory(case=case, unidentified=True)
    SubjectFactory(case=case, organisational=True)
    SubjectFactory(officer=officer)
    assert sorted(one.named for one in history_of(officer).matters) == [1, 3]


@pytest.mark.parametrize("code", ["no-affidavit", "no-cooperation", "withdrawn"])
def test_what_the_complainant_did_not_carry_on_reads_as_withdrawn(code):
    pair = AllegationSubjectFactory(subject__officer=OfficerFactory())
    DecisionFactory(pair=pair, kind="finding", value=CodeFactory(code_list="finding", code=code, verdict="undecided"))
    (found,) = history_of(pair.subject.officer).matters
    assert found.result is Result.WITHDRAWN


def test_a_ruling_corrected_to_an_earlier_day_reads_as_corrected():
    """Whatever stands in force on the pages is what the rules read too."""
    pair = AllegationSubjectFactory(subject__officer=OfficerFactory())
    proven, not_proven = (CodeFactory(code_list="finding", verdict=one) for one in ("proven", "not_proven"))
    wrong = DecisionFactory(
        pair=pair, kind="finding", value=proven, decided_on=date(2026, 5, 1), superseded_at=timezone.now()
    )
    DecisionFactory(pair=pair, kind="finding", value=not_proven, decided_on=date(2026, 4, 1), supersedes=wrong)
    (found,) = history_of(pair.subject.officer).matters
    assert found.result is Result.NOT_PROVEN


def test_without_a_date_of_receipt_the_first_finalised_allegation_dates_it(case_never_received):
    officer = OfficerFactory()
    subject = SubjectFactory(officer=officer, case=case_never_received)
    for day in (9, 7, None):
        AllegationSubjectFactory(
            subject=subject, allegation__case=subject.case, finalised_on=day and date(2026, 1, day)
        )
    (found,) = history_of(officer).matters
    assert (found.dated_on, found.dated_by) == (date(2026, 1, 7), FINALISED)


def test_without_either_it_is_undated(case_never_received):
    officer = OfficerFactory()
    SubjectFactory(officer=officer, case=case_never_received)
    (found,) = history_of(officer).matters
    assert (found.dated_on, found.dated_by) == (None, "")


def test_histories_take_the_same_queries_however_many_people(matter, django_assert_num_queries):
    officers = [OfficerFactory() for _ in range(4)]
    for officer in officers:
        for month in (1, 2, 3):
            matter(officer, date(2026, month, 5), category=CodeFactory())
    with django_assert_num_queries(QUERIES):
        histories_of([officers[0].pk], known_before=date(2030, 1, 1))
    with django_assert_num_queries(QUERIES):
        found = histories_of([one.pk for one in officers], known_before=date(2030, 1, 1))
    assert [history.officer_id for history in found] == sorted(one.pk for one in officers)
