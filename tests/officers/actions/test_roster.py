from datetime import date

import pytest

from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, OutOfScope, Refused
from officers.actions import roster
from officers.models import Officer
from tests.factories import OfficerFactory, PostingFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def add(**fields: object) -> Officer:
    return roster.add_officer(
        **{"by": UserFactory(), "number": "7001", "surname": "Sample", "forenames": "Ada"} | fields
    )


def test_add_officer_records_the_person_and_the_posting():
    unit = UnitFactory()
    officer = add(appointed_on=date(2026, 3, 4), unit=unit, rank="Constable")
    posting = officer.postings.get()
    assert (posting.unit, posting.rank, posting.starts_on) == (unit, "Constable", date(2026, 3, 4))
    event = AuditEvent.objects.get()
    assert (event.action, event.object_id, event.after["number"]) == ("officer.added", str(officer.pk), "7001")


def test_add_officer_without_unit_or_rank_makes_no_posting():
    assert not add().postings.exists()


def test_add_officer_refuses_a_number_that_differs_only_in_capitals():
    OfficerFactory(number="pc7001")
    with pytest.raises(Refused) as refusal:
        add(number="PC7001")
    assert refusal.value.field == "number"
    assert Officer.objects.count() == 1


@pytest.mark.parametrize("role", ["investigator", "auditor", "administrator"])
def test_roster_is_closed_to_other_roles(role):
    someone, officer = UserFactory(role=role), OfficerFactory()
    for act in (
        lambda: add(by=someone),
        lambda: roster.add_alias(by=someone, officer=officer, kind="name", value="X Y"),
        lambda: roster.start_posting(
            by=someone, officer=officer, starts_on=date(2026, 1, 1), unit=None, rank="Sergeant"
        ),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not AuditEvent.objects.exists()


def test_nobody_changes_their_own_record():
    me = UserFactory()
    with pytest.raises(OutOfScope):
        roster.add_alias(by=me, officer=OfficerFactory(account=me), kind="name", value="X Y")


def test_add_alias_makes_the_person_findable_by_it():
    officer = OfficerFactory()
    roster.add_alias(by=UserFactory(), officer=officer, kind="name", value=" Ada  Penhaligon ", note="Before marriage")
    assert [found.pk for found in Officer.objects.search("penhaligon")] == [officer.pk]
    assert AuditEvent.objects.get().after == {"kind": "name", "value": "Ada Penhaligon"}


def test_add_alias_refuses_the_same_one_twice():
    officer = OfficerFactory()
    roster.add_alias(by=UserFactory(), officer=officer, kind="number", value="C77")
    with pytest.raises(Refused, match="already recorded"):
        roster.add_alias(by=UserFactory(), officer=officer, kind="number", value="C77")


def test_start_posting_ends_the_one_before():
    first = PostingFactory(starts_on=date(2010, 1, 4))
    roster.start_posting(
        by=UserFactory(), officer=first.officer, starts_on=date(2026, 3, 4), unit=UnitFactory(), rank="Sergeant"
    )
    first.refresh_from_db()
    assert first.ends_on == date(2026, 3, 4)
    event = AuditEvent.objects.get()
    assert (event.action, event.after["rank"], len(event.before["postings"])) == ("officer.posted", "Sergeant", 1)


def test_start_posting_refuses_a_day_before_the_latest_posting():
    first = PostingFactory(starts_on=date(2020, 1, 4))
    with pytest.raises(Refused, match="after the start") as refusal:
        roster.start_posting(by=UserFactory(), officer=first.officer, starts_on=date(2020, 1, 4), unit=first.unit)
    assert refusal.value.field == "starts_on"
    first.refresh_from_db()
    assert first.ends_on is None


def test_start_posting_refuses_neither_unit_nor_rank():
    with pytest.raises(Refused, match="unit"):
        roster.start_posting(by=UserFactory(), officer=OfficerFactory(), starts_on=date(2026, 3, 4), unit=None)


def test_start_posting_puts_the_supervisor_on_record():
    officer, supervisor = OfficerFactory(), OfficerFactory()
    given = {"officer": officer, "starts_on": date(2026, 3, 4), "unit": UnitFactory(), "supervisor": supervisor}
    assert roster.start_posting(by=UserFactory(), **given).supervisor == supervisor
    event = AuditEvent.objects.get()
    assert event.after["supervisor"] == supervisor.number
    assert f"officers.officer:{supervisor.pk}" in event.touched


def test_start_posting_puts_nobody_under_themselves():
    officer = OfficerFactory()
    given = {"officer": officer, "starts_on": date(2026, 3, 4), "unit": UnitFactory(), "supervisor": officer}
    with pytest.raises(Refused, match="supervises themselves") as refusal:
        roster.start_posting(by=UserFactory(), **given)
    assert refusal.value.field == "supervisor"
