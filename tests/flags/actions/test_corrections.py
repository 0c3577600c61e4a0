from datetime import date

import pytest

from cases.flags.actions import corrections, follow_ups, reviews
from cases.flags.actions.corrections import Correction, facts_of
from cases.flags.models import FollowUp
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, Refused
from misconduct.core.overtaken import fingerprint
from tests.factories import FlagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY, LATER = date(2026, 3, 4), date(2026, 5, 4)


@pytest.fixture
def follow_up(person) -> FollowUp:
    review = reviews.decide(flag=FlagFactory(), decision="welfare", reason="Read.", version=1, by=person("manager"))
    return review.follow_up


def correct(follow_up, by, reason="Mistyped.", read=None, **changes):
    kept = {"reviewer": follow_up.owner, "due_on": follow_up.due_on}
    given = Correction(**{**kept, "done_on": follow_up.done_on, "outcome": follow_up.outcome, **changes})
    return corrections.correct_follow_up(follow_up=follow_up, correction=given, reason=reason, by=by, read=read)


def test_who_and_when_are_put_right_and_what_they_were_stays_on_record(follow_up, person):
    first, other = str(follow_up.owner), person("manager")
    held = correct(follow_up, person("manager"), reviewer=other, due_on=LATER)
    assert (held.owner, held.due_on, held.done_on) == (other, LATER, None)
    event = AuditEvent.objects.get(action="flag.follow_up_corrected")
    assert (event.before["owner"], event.after["owner"], event.reason) == (first, str(other), "Mistyped.")


def test_what_came_of_it_is_put_right_only_once_it_is_done(follow_up, person):
    manager = person("manager")
    assert correct(follow_up, manager, due_on=LATER, done_on=TODAY, outcome="Early.").done_on is None
    done = follow_ups.complete(follow_up=follow_up, done_on=TODAY, outcome="They are wel.", by=manager)
    assert correct(done, manager, outcome="They are well.").outcome == "They are well."
    for wrong, field in ({"outcome": " "}, "outcome"), ({"done_on": LATER}, "done_on"), ({"done_on": None}, "done_on"):
        with pytest.raises(Refused) as refusal:
            correct(done, manager, **wrong)
        assert refusal.value.field == field


def test_what_cannot_be_is_refused(follow_up, person):
    manager = person("manager")
    wrong = (
        ({"reason": " ", "due_on": LATER}, "reason"),
        ({"due_on": date(2026, 3, 3)}, "due_on"),
        ({"reviewer": person("caseworker")}, "reviewer"),
        ({}, None),
    )
    for changes, field in wrong:
        with pytest.raises(Refused) as refusal:
            correct(follow_up, manager, **changes)
        assert refusal.value.field == field


def test_of_two_corrections_the_second_is_told(follow_up, person):
    read = fingerprint(facts_of(follow_up))
    correct(follow_up, person("manager"), read=read, due_on=LATER)
    with pytest.raises(ChangedMeanwhile):
        correct(follow_up, person("manager"), read=read, due_on=date(2026, 6, 4))


def test_only_those_who_review_flags_correct(follow_up, person):
    with pytest.raises(NotAllowed):
        correct(follow_up, person("auditor"), due_on=LATER)


def test_the_form_corrects_and_says_what_to_mend(follow_up, signed_in):
    client, page = signed_in("manager"), f"/flags/follow-ups/{follow_up.pk}/correct/"
    assert page in client.get(follow_up.review.flag.get_absolute_url()).text
    shown = client.get(page)
    assert AuditEvent.objects.filter(action="flag.follow_up_viewed").count() == 1
    assert list(shown.context["form"].fields) == ["reviewer", "due_on", "reason"]
    day = {"due_on_day": "4", "due_on_month": "5", "due_on_year": "2026"}
    answers = {"reviewer": follow_up.owner_id, "read": shown.context["read"], **day}
    refused = client.post(page, answers)
    assert refused.status_code == 422
    assert "Enter why it is corrected" in refused.text
    assert client.post(page, {**answers, "reason": "Leave."}).status_code == 302
    assert client.post(page, {**answers, "reason": "Leave."}).status_code == 409
    follow_up.refresh_from_db()
    assert follow_up.due_on == LATER


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("auditor", 403), ("caseworker", 403)])
def test_who_may_open_the_form(follow_up, signed_in, role, status):
    assert signed_in(role).get(f"/flags/follow-ups/{follow_up.pk}/correct/").status_code == status
    assert signed_in("manager").get("/flags/follow-ups/0/correct/").status_code == 404
