"""Flags of rules that count no matter: what counted besides takes the place of matters."""

from datetime import date

import pytest

from cases.flags.actions.evaluation import evaluate
from cases.flags.actions.rechecks import recheck
from cases.flags.models import Flag
from cases.flags.rules.history import About
from misconduct.accounts.permissions import SystemActor
from tests.factories import OfficerFactory, PriorServiceFactory

SLUG = "transferee-without-history"
SYSTEM = SystemActor("test")
AS_AT = date(2026, 3, 5)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def transferee(db):
    """Somebody whose former force never answered."""
    return PriorServiceFactory().officer


def look(officer):
    return evaluate(officer_ids=[officer.pk], as_at=AS_AT, by=SYSTEM)


def flags():
    return Flag.objects.filter(rule__slug=SLUG)


def test_somebody_whose_former_force_never_answered_is_flagged_once(transferee):
    assert (look(transferee).raised, look(transferee).unchanged) == (1, 1)
    (flag,) = flags()
    assert (flag.counted, flag.scope, flag.matters.count()) == (0, "prior-history/missing", 0)
    assert flag.sentence.startswith("The misconduct history of Northmoor Police has not been received;")
    assert flag.circumstances["also"] == ["Northmoor Police 2004-03-01"]
    assert flag.tier_reason == "It has no graver harm on record."


def test_another_force_is_something_new_and_replaces_the_flag(transferee):
    look(transferee)
    PriorServiceFactory(officer=transferee, force="Southmoor Police")
    assert (look(transferee).replaced, flags().open().count()) == (1, 1)


def test_a_flag_on_the_same_history_that_was_reviewed_is_not_raised_again(transferee):
    look(transferee)
    Flag.objects.update(status=Flag.Status.REVIEWED)
    assert look(transferee).raised == 0


def test_a_record_of_service_that_was_withdrawn_says_so_on_the_flag(transferee):
    look(transferee)
    assert recheck(about=About.OFFICER, ids=[transferee.pk], by=SYSTEM) == 0
    transferee.prior_services.all().delete()
    assert recheck(about=About.OFFICER, ids=[transferee.pk], by=SYSTEM) == 1
    assert flags().get().rechecks.get().standing == "would_not"


def test_the_page_says_that_no_matter_was_counted(transferee, signed_in):
    look(transferee)
    page = signed_in("manager").get(flags().get().get_absolute_url()).content.decode()
    assert "No matter: this rule looks at something else" in page


def test_nobody_without_other_service_is_flagged():
    assert look(OfficerFactory()).raised == 0
