from datetime import date

import pytest

from cases.models import Decision
from cases.proceedings.actions import opening
from cases.proceedings.models import Proceeding, ProceedingSubject
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import AllegationSubjectFactory, CaseFactory, UserFactory
from tests.proceedings.conftest import ruled

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 16)


def refused(opened, field, match, **changes):
    with pytest.raises(Refused, match=match) as refusal:
        opened(**changes)
    assert refusal.value.field == field
    assert not Proceeding.objects.exists()


def answer(pair, name):
    Decision.objects.filter(pair=pair, kind="case_to_answer").delete()
    ruled(pair, "case_to_answer", name)


def test_open_takes_in_the_allegations_and_their_people(opened, pair):
    proceeding = opened()
    assert [one.pair for one in proceeding.pairs.all()] == [pair]
    assert [one.subject for one in proceeding.subjects.all()] == [pair.subject]
    assert (proceeding.number, proceeding.regime) == (1, "2025")


def test_open_is_on_record_and_on_the_records_of_the_people(opened, pair):
    opened()
    event = AuditEvent.objects.get(action="proceedings.opened")
    assert f"officers.officer:{pair.subject.officer_id}" in event.touched


def test_open_counts_up_the_version(opened, pair):
    case = pair.allegation.case
    opened()
    case.refresh_from_db()
    assert case.version == 2


def test_open_keeps_the_law_of_its_day(opened):
    assert opened(opened_on=date(2026, 3, 2)).regime == "2025"


@pytest.mark.parametrize(
    ("changes", "field", "match"),
    [
        ({"pairs": []}, "pairs", "at least one"),
        ({"reasons": " "}, "reasons", "why there are proceedings"),
        ({"opened_on": date(2999, 1, 1)}, "opened_on", "today or in the past"),
        ({"opened_on": date(2026, 3, 1)}, "opened_on", "on or after 2 March 2026"),
        ({"kind": "meeting"}, "kind", "cannot go to a meeting"),
        ({"kind": "accelerated"}, "kind", "special conditions"),
        ({"election": "officer"}, "election_reason", "what was said or decided"),
        ({"election": "officer", "election_reason": "Asked."}, "election", "Only a former officer"),
    ],
)
def test_open_refuses_and_names_the_field(opened, changes, field, match):
    refused(opened, field, match, **changes)


def test_open_refuses_what_has_no_case_to_answer(opened, pair):
    answer(pair, "no-case")
    refused(opened, "pairs", "no case to answer")


def test_open_refuses_what_nobody_decided_on(opened, pair):
    Decision.objects.all().delete()
    refused(opened, "pairs", "Record first whether there is a case to answer")


def test_open_refuses_an_allegation_of_another_case(opened):
    refused(opened, "pairs", "of this case", pairs=[AllegationSubjectFactory()])


def test_open_refuses_somebody_unidentified(opened, pair):
    other = AllegationSubjectFactory(allegation__case=pair.allegation.case, subject__unidentified=True)
    refused(opened, "pairs", "Say who the person is", pairs=[other])


def test_open_refuses_a_second_time_unless_the_first_was_stopped(opened, person):
    first = opened()
    with pytest.raises(Refused, match="already"):
        opened()
    opening.stop(by=person(), proceeding=first, stopped_on=DAY, reason="Withdrawn by the authority.")
    assert opened().number == 2


def test_open_refuses_another_forum_than_was_decided(opened, pair):
    ruled(pair, "forum", "accelerated-hearing")
    refused(opened, "kind", "Another forum was decided")


def test_open_meets_misconduct_at_a_meeting(opened, pair):
    answer(pair, "misconduct")
    assert opened(kind=Proceeding.Kind.MEETING).is_meeting


def left(pair, on=date(2026, 3, 10)):
    officer = pair.subject.officer
    officer.left_on = on
    officer.save()


def test_a_former_officer_goes_to_an_accelerated_hearing_without_special_conditions(opened, pair):
    left(pair)
    assert opened(kind=Proceeding.Kind.ACCELERATED).kind == "accelerated"


def test_a_former_officer_has_a_full_hearing_only_when_somebody_chose_it(opened, pair):
    left(pair)
    refused(opened, "election", "Say who did")
    opened(election="authority", election_reason="Public interest in a full hearing.")
    held = ProceedingSubject.objects.get()
    assert (held.election, held.election_on) == ("authority", DAY)


def test_a_former_officer_does_not_go_to_a_meeting(opened, pair):
    left(pair)
    answer(pair, "misconduct")
    refused(opened, "kind", "not to a meeting", kind=Proceeding.Kind.MEETING)


def test_a_full_hearing_that_was_chosen_is_not_accelerated(opened, pair):
    left(pair)
    refused(opened, "kind", "open a misconduct hearing", kind="accelerated", election="officer", election_reason="Yes.")


def test_open_refuses_a_closed_case(opened):
    with pytest.raises(Refused, match="Re-open it first"):
        opened(case=CaseFactory(closed=True))


def test_open_tells_the_second_of_two(opened):
    with pytest.raises(ChangedMeanwhile):
        opened(version=7)


def test_open_needs_the_permission_and_the_case_in_sight(pair, person):
    given = {"case": pair.allegation.case, "kind": "hearing", "pairs": [pair], "opened_on": DAY, "reasons": "Why."}
    with pytest.raises(NotAllowed):
        opening.open_proceedings(by=person("investigator"), **given)
    with pytest.raises(OutOfScope):
        opening.open_proceedings(by=UserFactory(scoped=True), **given)


def test_stop_needs_a_reason_and_ends_every_other_act(opened, person, step):
    proceeding = opened()
    with pytest.raises(Refused, match="why the proceedings are stopped"):
        opening.stop(by=person(), proceeding=proceeding, stopped_on=DAY, reason="")
    opening.stop(by=person(), proceeding=proceeding, stopped_on=DAY, reason="The officer died.")
    with pytest.raises(Refused, match="stopped on 16 March 2026"):
        step(proceeding, "notice_served", date(2026, 3, 17))


def test_stop_refuses_what_is_concluded(concluded, person):
    with pytest.raises(Refused, match="concluded"):
        opening.stop(by=person(), proceeding=concluded, stopped_on=date(2026, 6, 3), reason="Too late.")


def test_representation_is_kept_with_what_it_was_before(opened, person):
    held = opened().subjects.get()
    opening.set_representation(by=person(), person=held, police_friend="Jo Invented, Federation")
    held.refresh_from_db()
    assert held.police_friend == "Jo Invented, Federation"
    assert AuditEvent.objects.get(action="proceedings.representation_set").before["police_friend"] == ""
