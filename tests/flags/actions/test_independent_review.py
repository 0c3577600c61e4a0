from datetime import date

import pytest

from cases.flags.actions import corrections, follow_ups, reviews
from cases.flags.actions.corrections import Correction
from cases.flags.forms import AssignForm
from cases.flags.models import Flag
from misconduct.core.errors import Refused
from tests.factories import (
    CaseFactory,
    FlagFactory,
    FlagMatterFactory,
    OfficerFactory,
    OutcomeFactory,
    PostingFactory,
    UnitFactory,
)
from tests.factories.rulings import DecisionFactory
from tests.flags.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def counting(subject=None):
    """A flag that counts a matter of a case."""
    matter = FlagMatterFactory(subject=subject) if subject else FlagMatterFactory()
    return matter.flag, matter.subject


def investigates(manager):
    flag, subject = counting()
    subject.case.investigator = manager
    subject.case.save()
    return flag


def investigated(manager):
    flag, subject = counting()
    subject.case.assignments.create(investigator=manager, assigned_by=manager)
    return flag


def decided(manager):
    flag, subject = counting()
    DecisionFactory(pair__subject=subject, pair__allegation__case=subject.case, decided_by=manager)
    return flag


def ruled(manager):
    flag, subject = counting()
    OutcomeFactory(pair__subject=subject, pair__allegation__case=subject.case, decided_by=manager)
    return flag


def works_beside(manager):
    flag, unit = FlagFactory(), UnitFactory()
    PostingFactory(officer=flag.officer, unit=unit)
    PostingFactory(officer=OfficerFactory(account=manager), unit=unit)
    return flag


def supervises(manager):
    flag = FlagFactory()
    PostingFactory(officer=flag.officer, supervisor=OfficerFactory(account=manager))
    return flag


def is_supervised(manager):
    flag = FlagFactory()
    PostingFactory(officer=OfficerFactory(account=manager), supervisor=flag.officer)
    return flag


def supervises_in_the_unit_it_is_about(manager):
    unit = UnitFactory()
    PostingFactory(unit=UnitFactory(parent=unit), supervisor=OfficerFactory(account=manager))
    return FlagFactory(officer=None, unit=unit)


def has_the_case_it_is_about(manager):
    return FlagFactory(officer=None, case=CaseFactory(investigator=manager))


def works_in_the_unit_it_is_about(manager):
    unit = UnitFactory()
    PostingFactory(officer=OfficerFactory(account=manager), unit=UnitFactory(parent=unit))
    return FlagFactory(officer=None, unit=unit)


TIED = [investigates, investigated, decided, ruled, works_beside, has_the_case_it_is_about]
TIED += [works_in_the_unit_it_is_about, supervises, is_supervised, supervises_in_the_unit_it_is_about]


@pytest.mark.parametrize("tie", TIED)
def test_whoever_is_tied_to_a_flag_does_not_decide_on_it_and_is_told_what_to_do(person, tie):
    manager = person("manager")
    flag = tie(manager)
    with pytest.raises(Refused, match="Leave it to another manager"):
        reviews.decide(flag=flag, decision="no_action", reason="Read.", version=1, by=manager)
    with pytest.raises(Refused, match="Leave it to another manager"):
        reviews.assign(flag=flag, reviewer=None, version=1, by=manager)
    assert Flag.objects.get().status == Flag.Status.OPEN


@pytest.mark.parametrize("tie", TIED)
def test_a_flag_is_not_given_to_whoever_is_tied_to_it(person, tie):
    manager, other = person("manager"), person("manager")
    flag = tie(manager)
    assert list(AssignForm(flag=flag).fields["reviewer"].queryset) == [other]
    with pytest.raises(Refused, match="Choose somebody else") as refused:
        reviews.assign(flag=flag, reviewer=manager, version=1, by=other)
    assert refused.value.field == "reviewer"


def test_what_a_decision_asked_for_is_not_closed_by_whoever_is_tied_to_the_flag(person):
    other, manager = person("manager"), person("manager")
    flag = FlagFactory()
    asked = reviews.decide(flag=flag, decision="welfare", reason="Read.", version=1, by=other).follow_up
    PostingFactory(officer=flag.officer, supervisor=OfficerFactory(account=manager))
    with pytest.raises(Refused, match="Leave it to another manager"):
        follow_ups.complete(follow_up=asked, done_on=TODAY, outcome="They are well.", by=manager)
    correction = Correction(reviewer=other, due_on=date(2026, 6, 4))
    with pytest.raises(Refused, match="Leave it to another manager"):
        corrections.correct_follow_up(follow_up=asked, correction=correction, reason="Later.", by=manager)


def test_a_post_that_has_ended_or_a_case_left_out_ties_nobody(person):
    manager, unit = person("manager"), UnitFactory()
    matter = FlagMatterFactory(is_counted=False, reason="Too old.", subject__case__investigator=manager)
    over, own = date(2026, 3, 1), OfficerFactory(account=manager)
    PostingFactory(officer=matter.flag.officer, supervisor=own, ends_on=over)
    PostingFactory(officer=matter.flag.officer, unit=unit, starts_on=over)
    PostingFactory(officer=own, unit=unit, ends_on=over)
    reviews.decide(flag=matter.flag, decision="no_action", reason="Read.", version=1, by=manager)
    assert Flag.objects.get().status == Flag.Status.REVIEWED


def test_the_page_says_why_somebody_else_reviews_and_offers_no_form(signed_in, person):
    client = signed_in("manager")
    page = client.get(f"/flags/{investigates(client.user).pk}/").content.decode()
    assert "Somebody else reviews this flag" in page
    assert "You have investigated or decided on a case that this flag counts." in page
    assert "Record decision" not in page
