import pytest
from django.db import IntegrityError

from cases.flags import second_reading
from cases.flags.actions import reviews, second_readings
from cases.flags.models import Flag, FlagReview, SecondReading
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import FlagFactory, FlagMatterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
READING = {"verdict": "sent_back", "reading_reason": "One matter was not weighed."}


@pytest.fixture
def waiting(person):
    """A flag of tier 1 on which Ada First has decided."""
    flag = FlagFactory(tier=1)
    first = person("manager", first_name="Ada", last_name="First")
    reviews.decide(flag=flag, decision="welfare", reason="Read.", version=1, by=first)
    flag.refresh_from_db()
    return flag


def read(flag, by, **changes):
    given = {"verdict": "agreed", "reason": "", "version": flag.version}
    return second_readings.read(flag=flag, by=by, **{**given, **changes})


def test_a_decision_in_tier_1_waits_and_says_why(waiting):
    assert waiting.status == Flag.Status.SECOND_READING
    assert waiting.reviews.get().why_second_reader == "Every decision in tier 1 is read by a second person."


def test_a_sampled_decision_of_no_action_waits(person, monkeypatch):
    monkeypatch.setattr(second_reading, "is_sampled", lambda *args, **kwargs: True)
    manager = person("manager")
    for decision, status in (("no_action", "second_reading"), ("welfare", "reviewed")):
        flag = FlagFactory(tier=4)
        reviews.decide(flag=flag, decision=decision, reason="Read.", version=1, by=manager)
        flag.refresh_from_db()
        assert flag.status == status


def test_a_second_person_agrees_and_it_is_on_record(waiting, person):
    reader = person("manager")
    read(waiting, reader)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.version) == (Flag.Status.REVIEWED, 3)
    assert SecondReading.objects.get().read_by == reader
    event = AuditEvent.objects.get(action="flag.second_read")
    assert (event.after["verdict"], event.after["status"]) == ("agreed", "reviewed")


def test_sent_back_the_flag_is_to_be_decided_on_again(waiting, person):
    reader = person("manager")
    read(waiting, reader, verdict="sent_back", reason="  Not weighed. ")
    waiting.refresh_from_db()
    assert waiting.status == Flag.Status.OPEN
    assert SecondReading.objects.get().reason == "Not weighed."
    reviews.decide(flag=waiting, decision="vetting", reason="Weighed.", version=waiting.version, by=reader)
    assert waiting.reviews.count() == 2


def test_sent_back_where_a_newer_flag_is_open_it_leaves_the_place_to_that_one(waiting, person):
    FlagFactory(officer=waiting.officer)
    read(waiting, person("manager"), verdict="sent_back", reason="Not weighed.")
    waiting.refresh_from_db()
    assert waiting.status == Flag.Status.SUPERSEDED


def test_whoever_decided_does_not_read(waiting):
    with pytest.raises(Refused, match="somebody else must read it"):
        read(waiting, waiting.reviews.get().decided_by)


def test_whoever_is_tied_to_the_flag_does_not_read(waiting, person):
    reader = person("manager")
    FlagMatterFactory(flag=waiting, subject__case__investigator=reader)
    with pytest.raises(Refused, match="Leave it to another manager"):
        read(waiting, reader)


@pytest.mark.parametrize(
    ("changes", "field"), [({"verdict": "perhaps"}, "verdict"), ({"verdict": "sent_back"}, "reading_reason")]
)
def test_read_refuses_what_is_missing(waiting, person, changes, field):
    with pytest.raises(Refused) as refused:
        read(waiting, person("manager"), **changes)
    assert refused.value.field == field


def test_nobody_decides_while_a_decision_waits(waiting, person):
    with pytest.raises(Refused, match="waits for a second reader"):
        reviews.decide(flag=waiting, decision="vetting", reason="Me too.", version=2, by=person("manager"))


def test_of_two_readers_the_second_is_told(waiting, person):
    read(waiting, person("manager"))
    with pytest.raises(ChangedMeanwhile):
        read(waiting, person("manager"))
    waiting.refresh_from_db()
    with pytest.raises(ChangedMeanwhile, match="No decision on this flag waits"):
        read(waiting, person("manager"))


@pytest.mark.parametrize("role", ["caseworker", "investigator", "auditor", "administrator"])
def test_read_refuses_everybody_but_managers(waiting, person, role):
    with pytest.raises(NotAllowed):
        read(waiting, person(role))


def test_a_flag_out_of_sight_is_not_there(waiting, person):
    with pytest.raises(OutOfScope):
        read(waiting, person("manager", is_force_wide=False))
    read(waiting, person("manager"))
    assert not SecondReading.objects.visible_to(person("manager", is_force_wide=False)).exists()
    assert SecondReading.objects.visible_to(SystemActor("test")).exists()


def test_second_reading_by_a_second_person(waiting):
    review = waiting.reviews.get()
    with pytest.raises(IntegrityError, match="second_reading_by_a_second_person"):
        SecondReading.objects.create(
            review=review, verdict="agreed", decided_by=review.decided_by, read_by=review.decided_by
        )


def test_second_reading_sent_back_has_a_reason(waiting, person):
    review = FlagReview.objects.get()
    with pytest.raises(IntegrityError, match="second_reading_sent_back_has_a_reason"):
        SecondReading.objects.create(
            review=review, verdict="sent_back", decided_by=review.decided_by, read_by=person("manager")
        )


def test_the_page_offers_the_form_to_a_second_manager_alone(signed_in, waiting):
    path = f"/flags/{waiting.pk}/"
    page = signed_in("manager").get(path).text
    assert "Ada First decided: welfare conversation." in page
    assert "Record second reading" in page
    assert "Record decision" not in page
    own = signed_in(user=waiting.reviews.get().decided_by).get(path).text
    assert "You made this decision, so somebody else must read it." in own
    assert "Record second reading" not in own
    assert "Record second reading" not in signed_in("auditor").get(path).text


def test_a_second_manager_reads_and_another_is_told(signed_in, waiting):
    path, sent = f"/flags/{waiting.pk}/second-reading/", {**READING, "version": "2"}
    assert signed_in("auditor").post(path, sent).status_code == 403
    client = signed_in("manager")
    assert client.post(path, {**sent, "reading_reason": ""}).status_code == 422
    done = client.post(path, sent, follow=True)
    assert "The flag is to be decided on again." in done.text
    assert "One matter was not weighed." in done.text
    late = signed_in("manager").post(path, sent)
    assert late.status_code == 409
    assert client.put(path).status_code == 405


def test_waiting_decisions_have_a_tab_and_stand_in_the_work_of_others(signed_in, waiting):
    client = signed_in("manager")
    assert [flag.pk for flag in client.get("/flags/?status=second_reading").context["object_list"]] == [waiting.pk]
    assert "1 decision of others" in client.get("/").text
    own = signed_in(user=waiting.reviews.get().decided_by)
    assert "of others" not in own.get("/").text
