from datetime import date

import pytest
from django.utils import timezone

from cases.actions import transitions
from cases.contacts.actions import parties
from cases.contacts.actions.parties import PartyDetails
from cases.contacts.models import Party
from cases.stages import Stage
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.contacts.conftest import reached
from tests.factories import CaseFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db


def details(**changes):
    return PartyDetails(**{"roles": ("complainant",), "name": "Kim Invented", "wants_updates": True} | changes)


def test_add_numbers_the_people_of_a_case_and_logs_no_name(person):
    case = CaseFactory()
    for role in ("complainant", "witness"):
        party = parties.add(by=person(), case=case, details=details(roles=(role,)))
    assert str(party) == "Party 2, witness"
    event = AuditEvent.objects.filter(action="party.added").latest("id")
    assert event.after == {"id": party.pk, "party": "Party 2, witness"}
    case.refresh_from_db()
    assert case.version == 3


def test_somebody_may_be_several_things(person):
    party = parties.add(by=person(), case=CaseFactory(), details=details(roles=("victim", "complainant")))
    assert party.roles_label == "Complainant and victim"


def test_monitoring_facts_nobody_gave_are_not_known(person):
    party = parties.add(by=person(), case=CaseFactory(), details=details())
    assert {party.age_band, party.sex, party.ethnicity, party.disability} == {"not-known"}


def test_updates_count_from_today_where_the_case_is_under_way(person):
    under_way, new = CaseFactory(stage=Stage.INVESTIGATION), CaseFactory()
    told = [parties.add(by=person(), case=case, details=details()) for case in (under_way, new)]
    assert [reached(party) for party in told] == [[("handling_started", timezone.localdate())], []]


def test_updates_count_from_the_day_handling_starts_for_those_who_want_them(person):
    doer = person()
    case = CaseFactory(stage=Stage.TRIAGE)
    wanting, not_wanting = PartyFactory(case=case), PartyFactory(case=case, wants_updates=False)
    transitions.make(case=case, move=_assess(case), by=doer)
    assert [kind for kind, _ in reached(wanting)] == ["handling_started"]
    assert reached(not_wanting) == []


def _assess(case):
    moves = transitions.workflow.TRANSITIONS
    move = next(one for one in moves if case.stage in one.sources and one.target is Stage.ASSESSMENT)
    return type(move)(**{**move.__dict__, "guards": ()})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"roles": ()}, "roles"),
        ({"roles": ("representative",)}, "represents"),
        ({"age_band": "42"}, "age_band"),
        ({"contact_consent_withdrawn_on": date(2026, 4, 1)}, "contact_consent_withdrawn_on"),
        (
            {"share_consented_on": date(2026, 4, 2), "share_consent_withdrawn_on": date(2026, 4, 1)},
            "share_consent_withdrawn_on",
        ),
    ],
)
def test_add_refuses_and_names_the_field(person, changes, field):
    with pytest.raises(Refused) as refusal:
        parties.add(by=person(), case=CaseFactory(), details=details(**changes))
    assert refusal.value.field == field
    assert not Party.objects.exists()


def test_a_representative_acts_for_somebody_of_the_same_case(person):
    victim, stranger = PartyFactory(roles=["victim"]), PartyFactory()
    given = details(roles=("representative",), represents=victim)
    assert parties.add(by=person(), case=victim.case, details=given).represents == victim
    with pytest.raises(Refused, match="of this case"):
        parties.add(by=person(), case=victim.case, details=details(roles=("representative",), represents=stranger))
    with pytest.raises(Refused, match="Only a representative"):
        parties.add(by=person(), case=victim.case, details=details(represents=victim))


def test_add_refuses_a_closed_case_and_tells_the_second_of_two(person):
    with pytest.raises(Refused, match="Re-open it first"):
        parties.add(by=person(), case=CaseFactory(closed=True), details=details())
    case = CaseFactory()
    parties.add(by=person(), case=case, details=details(), version=1)
    with pytest.raises(ChangedMeanwhile):
        parties.add(by=person(), case=case, details=details(), version=1)


def test_add_needs_the_permission_and_the_case_in_sight(person):
    with pytest.raises(NotAllowed):
        parties.add(by=person("auditor"), case=CaseFactory(), details=details())
    with pytest.raises(OutOfScope):
        parties.add(by=UserFactory(scoped=True), case=CaseFactory(), details=details())


def test_change_logs_what_changed_and_never_the_values(person):
    party = PartyFactory(name="Kim Invented")
    given = details(name="Kim Invented", phone="01632 960001", email="kim@example.com")
    parties.change(by=person(), party=party, details=given)
    event = AuditEvent.objects.get(action="party.changed")
    assert event.after["changed"] == ["email", "phone"]
    assert "960001" not in str((event.before, event.after))


def test_change_refuses_what_changes_nothing_or_ends_updates_unsaid(person):
    party = PartyFactory(name="Kim Invented")
    with pytest.raises(Refused, match="Nothing has changed"):
        parties.change(by=person(), party=party, details=details())
    with pytest.raises(Refused, match="Stop updates"):
        parties.change(by=person(), party=party, details=details(wants_updates=False))


def test_end_updates_keeps_why_and_who_allowed_it(person):
    party = PartyFactory()
    given = {"on": date(2026, 4, 1), "reason": "It would identify a source.", "ground": "exception"}
    with pytest.raises(Refused, match="who allowed"):
        parties.end_updates(by=person(), party=party, authority="", **given)
    parties.end_updates(by=person(), party=party, authority="T/DCC Nicola Sample", **given)
    assert reached(party) == [("updates_ended", date(2026, 4, 1))]
    with pytest.raises(Refused, match="No updates are due"):
        parties.end_updates(by=person(), party=party, authority="DCC", **given)


def test_take_off_takes_back_what_was_counted_for_them(person):
    party = parties.add(by=person(), case=CaseFactory(stage=Stage.INVESTIGATION), details=details())
    parties.take_off(by=person(), party=party, reason="Belongs to another case.")
    assert reached(party) == []
    assert not Party.objects.current().exists()
    with pytest.raises(Refused, match="was taken off"):
        parties.take_off(by=person(), party=party, reason="Again")


def test_take_off_leaves_nobody_represented_by_a_ghost(person):
    victim = PartyFactory(roles=["victim"])
    PartyFactory(case=victim.case, roles=["representative"], represents=victim)
    with pytest.raises(Refused, match="represents them"):
        parties.take_off(by=person(), party=victim, reason="Wrong case")


@pytest.mark.parametrize(
    ("fields", "is_owed"),
    [
        ({"roles": ["victim"], "wants_updates": False}, True),
        ({"roles": ["interested"], "is_bereaved_family": True}, True),
        ({"roles": ["complainant"]}, True),
        ({"roles": ["complainant"], "wants_updates": None}, True),
        ({"roles": ["complainant"], "wants_updates": False}, False),
        ({"roles": ["witness"]}, False),
        ({"reporter": True}, False),
    ],
)
def test_families_victims_and_complainants_are_told_before_anything_is_published(fields, is_owed):
    party = PartyFactory(**fields)
    assert list(party.case.parties.not_yet_told()) == ([party] if is_owed else [])
