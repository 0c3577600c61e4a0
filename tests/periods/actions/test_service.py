from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.actions import subjects
from cases.actions.subjects import SubjectDetails
from cases.clocks.models import Milestone
from cases.models import Subject
from cases.periods.actions import service
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import AllegationFactory, CaseFactory, OfficerFactory, PeriodFactory, SubjectFactory

pytestmark = pytest.mark.django_db
PROBATION = {"kind": "probation", "starts_on": date(2025, 1, 6), "ends_on": date(2027, 1, 5)}


def ends():
    rows = Milestone.objects.standing().filter(kind="probation_ends")
    return sorted(rows.values_list("case_id", "reached_on"))


def test_a_probation_tells_the_open_cases_of_the_person_when_it_ends(person):
    subject = SubjectFactory()
    SubjectFactory(officer=subject.officer, case=CaseFactory(closed=True))
    service.record_on_roster(by=person(), officer=subject.officer, **PROBATION)
    assert ends() == [(subject.case_id, date(2027, 1, 5))]


def test_a_new_case_learns_of_a_probation_that_is_known(person):
    officer, allegation = OfficerFactory(), AllegationFactory()
    service.record_on_roster(by=person(), officer=officer, **PROBATION)
    details = SubjectDetails(Subject.Kind.IDENTIFIED, officer=officer)
    subjects.add(by=person(), case=allegation.case, details=details, allegations=[allegation])
    assert ends() == [(allegation.case_id, date(2027, 1, 5))]


def test_a_probation_put_off_is_told_again(person):
    subject = SubjectFactory()
    period = service.record_on_roster(by=person(), officer=subject.officer, **PROBATION)
    with pytest.raises(Refused, match="why it ends"):
        service.set_end(by=person(), period=period, ends_on=date(2027, 7, 5), reason="")
    service.set_end(by=person(), period=period, ends_on=date(2027, 7, 5), reason="Sick leave.")
    assert ends() == [(subject.case_id, date(2027, 7, 5))]


def test_a_career_break_tells_no_case_and_may_run_on(person):
    subject = SubjectFactory()
    given = {"kind": "career_break", "starts_on": date(2026, 1, 5), "ends_on": None}
    service.record_on_roster(by=person(), officer=subject.officer, **given)
    assert ends() == []
    with pytest.raises(Refused, match="already has such a period"):
        service.record_on_roster(by=person(), officer=subject.officer, **given)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": date(2024, 1, 1)}, "ends_on"),
        ({"kind": "suspension"}, "kind"),
    ],
)
def test_record_on_roster_refuses_and_names_the_field(person, changes, field):
    with pytest.raises(Refused) as refusal:
        service.record_on_roster(by=person(), officer=OfficerFactory(), **PROBATION | changes)
    assert refusal.value.field == field


def test_only_those_who_keep_the_roster_record_it(person):
    with pytest.raises(NotAllowed):
        service.record_on_roster(by=person("investigator"), officer=OfficerFactory(), **PROBATION)


def test_criminal_proceedings_begin_and_end_with_what_came_of_them(person):
    subject, doer = SubjectFactory(), person()
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="offence"):
        service.record_criminal(by=doer, subject=subject, starts_on=date(2026, 3, 2), description=" ")
    with pytest.raises(Refused, match="today or in the past"):
        service.record_criminal(by=doer, subject=subject, starts_on=tomorrow, description="Theft")
    period = service.record_criminal(
        by=doer, subject=subject, starts_on=date(2026, 3, 2), description="Theft, Crown Court"
    )
    service.end_criminal(by=doer, period=period, ends_on=date(2026, 9, 1), reason="Acquitted.")
    period.refresh_from_db()
    assert (period.ends_on, period.end_reason) == (date(2026, 9, 1), "Acquitted.")


def test_a_suspension_ends_on_the_page_of_its_case(person):
    period = PeriodFactory(suspension=True)
    with pytest.raises(Refused, match="page of its case"):
        service.set_end(by=person(), period=period, ends_on=date(2026, 4, 1), reason="Over")
    with pytest.raises(Refused, match="no criminal"):
        service.end_criminal(by=person(), period=period, ends_on=date(2026, 4, 1), reason="Over")
