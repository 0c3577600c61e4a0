from datetime import date

import pytest
from django.db import IntegrityError

from cases.flags.actions import follow_ups, reviews, second_readings
from cases.flags.models import Flag, FlagReview, FollowUp
from cases.flags.tiers import follow_up_of, stored_table
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import FlagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DONE = {"done_on_day": "4", "done_on_month": "3", "done_on_year": "2026", "outcome": "They are well."}


def decided(by, decision="welfare", **fields):
    flag = FlagFactory(**fields)
    until = date(2026, 6, 4) if decision == "monitor" else None
    return reviews.decide(flag=flag, decision=decision, reason="Read.", version=1, by=by, monitor_until=until)


def complete(follow_up, by, **changes):
    given = {"done_on": date(2026, 3, 4), "outcome": "They are well."}
    return follow_ups.complete(follow_up=follow_up, by=by, **{**given, **changes})


def test_a_decision_asks_whoever_made_it_to_follow_it_up_by_a_day(person):
    manager = person("manager")
    asked = decided(manager).follow_up
    assert (asked.owner, asked.due_on) == (manager, date(2026, 3, 11))
    assert asked.what.startswith("Hold the welfare conversation")


def test_it_is_asked_of_whoever_has_the_flag(person):
    other = person("manager")
    assert decided(person("manager"), assigned_to=other).follow_up.owner == other


@pytest.mark.parametrize("decision", ["no_action", "monitor"])
def test_no_action_and_monitoring_ask_for_nothing(person, decision):
    decided(person("manager"), decision)
    assert not FollowUp.objects.exists()


def test_every_other_decision_asks_for_something():
    asking = set(FlagReview.Decision.values) - {"no_action", "monitor"}
    assert {row["decision"] for row in stored_table()["follow_up"]} == asking
    assert all(follow_up_of(decision) for decision in asking)


def test_a_decision_that_waits_asks_once_a_second_person_agrees(person):
    review = decided(person("manager"), tier=1)
    assert not FollowUp.objects.exists()
    second_readings.read(flag=review.flag, verdict="agreed", reason="", version=2, by=person("manager"))
    assert FollowUp.objects.get().review == review


def test_complete_keeps_the_outcome_and_puts_it_on_record(person):
    manager = person("manager")
    asked = complete(decided(manager).follow_up, manager, outcome="  They are well. ")
    assert (asked.done_on, asked.done_by, asked.outcome) == (date(2026, 3, 4), manager, "They are well.")
    event = AuditEvent.objects.get(action="flag.follow_up_done")
    assert event.object_id == str(asked.review.flag_id)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": " "}, "outcome"),
        ({"done_on": date(2026, 3, 5)}, "done_on"),
        ({"done_on": date(2026, 3, 3)}, "done_on"),
    ],
)
def test_complete_refuses_what_does_not_fit(person, changes, field):
    manager = person("manager")
    with pytest.raises(Refused) as refused:
        complete(decided(manager).follow_up, manager, **changes)
    assert refused.value.field == field


def test_of_two_the_second_is_told_who_was_first(person):
    asked = decided(person("manager")).follow_up
    complete(asked, person("manager", first_name="Ada", last_name="First"))
    with pytest.raises(ChangedMeanwhile, match="Ada First recorded this as done on 4 March 2026"):
        complete(asked, person("manager"))


def test_complete_is_for_managers_who_see_the_flag(person):
    asked = decided(person("manager")).follow_up
    with pytest.raises(NotAllowed):
        complete(asked, person("auditor"))
    with pytest.raises(OutOfScope):
        complete(asked, person("manager", is_force_wide=False))
    assert FollowUp.objects.visible_to(SystemActor("test")).exists()


def test_follow_up_done_has_a_date_and_a_person(person):
    asked = decided(person("manager")).follow_up
    with pytest.raises(IntegrityError, match="follow_up_done_has_a_date_and_a_person"):
        FollowUp.objects.filter(pk=asked.pk).update(done_on=date(2026, 3, 4), outcome="Done.")


def test_follow_up_done_has_an_outcome(person):
    manager = person("manager")
    asked = decided(manager).follow_up
    with pytest.raises(IntegrityError, match="follow_up_done_has_an_outcome"):
        FollowUp.objects.filter(pk=asked.pk).update(done_on=date(2026, 3, 4), done_by=manager)


def test_a_manager_records_it_on_its_page_and_another_is_told(signed_in):
    client = signed_in("manager")
    asked = decided(client.user).follow_up
    path = f"/flags/follow-ups/{asked.pk}/"
    assert path in client.get(f"/flags/{asked.review.flag_id}/").text
    assert "Hold the welfare conversation" in client.get(path).text
    assert client.post(path, {**DONE, "outcome": ""}).status_code == 422
    assert "They are well." in client.post(path, DONE, follow=True).text
    late = signed_in("manager").post(path, {**DONE, "outcome": "Typed late."})
    assert late.status_code == 409
    assert "Typed late." in late.text


def test_the_page_is_for_managers_who_see_the_flag(signed_in, person):
    path = f"/flags/follow-ups/{decided(person('manager')).follow_up.pk}/"
    for role, status in (("auditor", 403), ("caseworker", 403), ("manager", 200)):
        assert signed_in(role).get(path).status_code == status
    assert signed_in("manager", is_force_wide=False).get(path).status_code == 404
    assert signed_in("manager").put(path).status_code == 405


def test_what_is_late_stands_in_the_queue_and_in_the_work_of_its_owner(signed_in):
    client = signed_in("manager")
    asked = decided(client.user).follow_up
    decided(client.user)
    FollowUp.objects.filter(pk=asked.pk).update(due_on=date(2026, 3, 1))
    queue = client.get("/flags/?status=&follow_up=late")
    assert list(queue.context["object_list"]) == [Flag.objects.get(pk=asked.review.flag_id)]
    assert "Follow-up overdue" in queue.text
    every = client.get("/flags/?status=&follow_up=mine")
    assert len(every.context["object_list"]) == 2
    assert "Follow-up by" in every.text
    other = signed_in("manager")
    assert not other.get("/flags/?status=&follow_up=mine").context["object_list"]
    assert len(other.get("/flags/?status=&follow_up=open").context["object_list"]) == 2
    home = client.get("/")
    assert home.context["follow_ups"]["count"] == 2
    assert f"/flags/follow-ups/{asked.pk}/" in home.text
    assert signed_in("manager").get("/").context["follow_ups"]["count"] == 0
