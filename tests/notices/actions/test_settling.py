"""Giving some letters is a fact of another part of the case, which takes the day from there: it is recorded once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.clocks.models import Milestone
from cases.guards import proceedings as guards
from cases.notices import catalogue
from cases.notices.actions import serving
from cases.notices.catalogue import Settles
from cases.periods.actions import confirming, suspensions
from cases.proceedings import facts
from cases.proceedings.actions import steps
from cases.proceedings.models import Step
from misconduct.audit.querysets import key_of
from misconduct.core.errors import Refused
from tests.factories import CaseFactory, OutcomeFactory, PeriodFactory
from tests.factories.notices import issue_notice, serve_notice, subject_with_severity
from tests.factories.proceedings import ProceedingFactory, ProceedingPairFactory
from tests.factories.rulings import DecisionFactory

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def sources(kind, about):
    """Where a milestone about a record comes from."""
    standing = Milestone.objects.standing().filter(kind=kind, about=key_of(about))
    return list(standing.values_list("source", "reached_on"))


def test_the_catalogue_names_the_letters_that_settle_something():
    settling = {slug: one.settles for slug, one in catalogue.templates().items() if one.settles}
    assert settling == {confirming.LETTER: Settles.SUSPENSION, facts.OUTCOME_LETTER: Settles.PROCEEDINGS}


@pytest.fixture
def suspended():
    """A suspension of which the officer was told, and no letter was given."""
    subject = subject_with_severity()
    return PeriodFactory(suspension=True, subject=subject, starts_on=today() - timedelta(days=2), told_on=today())


def letter(period):
    return issue_notice(period.case.subjects.get(), slug=confirming.LETTER)


def test_giving_the_letter_confirms_the_suspension(suspended):
    notice = letter(suspended)
    serve_notice(notice)
    suspended.refresh_from_db()
    assert suspended.confirmed_on == today()
    assert sources("suspension_confirmed", suspended) == [(key_of(notice), today())]
    assert confirming.letter_of(suspended) == notice


def test_a_letter_that_was_given_twice_confirms_once_on_the_first_day(suspended, person):
    notice = letter(suspended)
    late = {"method": "recorded-delivery", "sent_at": timezone.now(), "proof": "Receipt"}
    serving.serve(by=person(), notice=notice, **late)
    serve_notice(notice)
    suspended.refresh_from_db()
    assert suspended.confirmed_on == today()
    assert len(sources("suspension_confirmed", suspended)) == 1


def test_taking_back_how_the_letter_was_given_takes_the_confirmation_too(suspended, person):
    service = serve_notice(letter(suspended))
    serving.take_back(by=person(), service=service, reason="The wrong person.")
    suspended.refresh_from_db()
    assert suspended.confirmed_on is None
    assert sources("suspension_confirmed", suspended) == []


def test_what_was_recorded_by_hand_stays_and_is_not_recorded_again(suspended, person):
    manager = person("manager")
    suspensions.tell(by=manager, period=suspended, told_on=today(), confirmed_on=today())
    serve_notice(letter(suspended))
    assert sources("suspension_confirmed", suspended) == [(key_of(suspended), today())]


def test_the_day_of_the_letter_is_not_changed_by_hand(suspended, person):
    serve_notice(letter(suspended))
    manager, earlier = person("manager"), today() - timedelta(days=1)
    with pytest.raises(Refused, match="It was confirmed by N1") as refusal:
        suspensions.tell(by=manager, period=suspended, told_on=earlier, confirmed_on=earlier)
    assert refusal.value.field == "confirmed_on"
    suspensions.tell(by=manager, period=suspended, told_on=earlier, confirmed_on=today())
    assert len(sources("suspension_confirmed", suspended)) == 1


def test_the_form_of_a_suspension_asks_for_no_day_that_its_letter_says(suspended, signed_in):
    address = f"/cases/{suspended.case_id}/periods/{suspended.pk}/"
    client = signed_in("manager")
    assert "confirmed_on" in client.get(f"{address}told/").context["form"].fields
    notice = letter(suspended)
    serve_notice(notice)
    form = client.get(f"{address}told/").context["form"]
    assert list(form.fields) == ["told_on"]
    assert f'href="{notice.get_absolute_url()}"' in client.get(address).text
    day = {"told_on_day": today().day, "told_on_month": today().month, "told_on_year": today().year}
    version = client.get(f"{address}told/").context["version"]
    assert client.post(f"{address}told/", {**day, "version": version}).status_code == 302


def concluded_hearing(people=1):
    """A hearing against so many people, concluded, of whose outcome nobody was told."""
    case = CaseFactory(regime="2025", stage="proceedings")
    proceeding = ProceedingFactory(case=case, opened_on=today() - timedelta(days=30))
    for _ in range(people):
        pair = subject_with_severity(case).pairs.get()
        ProceedingPairFactory(proceeding=proceeding, pair=pair)
    kinds = ("proceedings_notice_served", "hearing_started", "proceedings_concluded")
    for kind in kinds:
        about = {"about": key_of(proceeding), "source": kind}
        Milestone.objects.create(case=case, kind=kind, reached_on=today(), **about)
    return proceeding


def tell(proceeding, place=0):
    subject = proceeding.subjects.order_by("pk")[place].subject
    notice = issue_notice(subject, slug=facts.OUTCOME_LETTER)
    return notice, serve_notice(notice)


def test_giving_the_outcome_letter_is_telling_the_officer():
    proceeding = concluded_hearing()
    assert guards.appeals_over(proceeding.case).startswith("Record when the officer was told")
    notice, _ = tell(proceeding)
    assert facts.told_on(proceeding) == today()
    assert sources("outcome_notified", proceeding) == [(key_of(notice), today())]
    assert guards.appeals_over(proceeding.case) == "The time for an appeal has not run out yet."


def test_of_several_officers_the_last_one_told_counts():
    proceeding = concluded_hearing(people=2)
    tell(proceeding, 0)
    assert facts.told_on(proceeding) is None
    last, _ = tell(proceeding, 1)
    assert facts.letter_told_by(proceeding) == last


def test_taking_back_the_letter_of_one_of_them_leaves_the_proceedings_untold(person):
    proceeding = concluded_hearing(people=2)
    _, first = tell(proceeding, 0)
    tell(proceeding, 1)
    serving.take_back(by=person(), service=first, reason="It went to another address.")
    assert facts.told_on(proceeding) is None


def test_what_a_letter_told_is_not_recorded_by_hand(person):
    proceeding = concluded_hearing()
    notice, service = tell(proceeding)
    given = {"by": person(), "proceeding": proceeding, "kind": Step.Kind.OUTCOME_NOTIFIED, "done_on": today()}
    with pytest.raises(Refused, match=f"N{notice.number} told them"):
        steps.record_step(**given)
    serving.take_back(by=person(), service=service, reason="The wrong letter.")
    assert steps.record_step(**given).done_on == facts.told_on(proceeding)


def test_what_was_recorded_by_hand_is_not_told_again_by_a_letter(person):
    proceeding = concluded_hearing()
    by_hand = steps.record_step(
        by=person(), proceeding=proceeding, kind=Step.Kind.OUTCOME_NOTIFIED, done_on=today(), details="By hand."
    )
    notice, _ = tell(proceeding)
    assert sources("outcome_notified", proceeding) == [(key_of(by_hand), today())]
    steps.withdraw_step(by=person(), step=by_hand, reason="The letter says it.")
    assert sources("outcome_notified", proceeding) == [(key_of(notice), today())]


def test_a_letter_counts_once_the_proceedings_are_concluded(person):
    proceeding = concluded_hearing()
    done = Milestone.objects.get(kind="proceedings_concluded")
    done.withdrawn_at = timezone.now()
    done.save()
    notice, _ = tell(proceeding)
    assert facts.told_on(proceeding) is None
    pair = facts.pairs_of(proceeding).get()
    DecisionFactory(pair=pair, kind="finding")
    OutcomeFactory(pair=pair)
    steps.record_step(by=person(), proceeding=proceeding, kind=Step.Kind.CONCLUDED, done_on=today())
    assert facts.letter_told_by(proceeding) == notice


def test_the_page_of_the_proceedings_names_the_letter_and_asks_for_no_step(signed_in):
    proceeding = concluded_hearing()
    client = signed_in()
    address = f"/cases/{proceeding.case_id}/proceedings/{proceeding.pk}/"
    assert f"{address}steps/outcome_notified/" in client.get(address).text
    notice, _ = tell(proceeding)
    page = client.get(address).text
    assert f'href="{notice.get_absolute_url()}"' in page
    assert f"{address}steps/outcome_notified/" not in page


def test_the_page_on_which_the_letter_is_given_says_what_else_is_recorded(signed_in, suspended):
    notice = letter(suspended)
    page = signed_in("manager").get(f"{notice.get_absolute_url()}give/").text
    assert "With this it is also recorded that the suspension is confirmed in writing" in page


def test_the_time_to_appeal_runs_from_the_letter():
    proceeding = concluded_hearing()
    tell(proceeding)
    assert proceeding.case.proceedings.with_time_to_appeal(today()) == [proceeding.pk]
    assert proceeding.case.proceedings.with_time_to_appeal(date(2999, 1, 1)) == []
