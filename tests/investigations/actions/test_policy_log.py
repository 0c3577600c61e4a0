from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cases.investigations.actions import policy_log
from cases.investigations.models import PolicyEntry
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, Refused
from tests.factories import CaseFactory
from tests.factories.investigations import PolicyEntryFactory

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 3, 4, 10, tzinfo=UTC)


def write(by, case, **fields):
    facts = {"decision": "To wait.", "reason": "The witness is away.", "decided_at": MOMENT, **fields}
    return policy_log.add(by=by, case=case, **facts)


def test_entries_are_numbered_case_by_case(person):
    case, doer = CaseFactory(), person()
    assert [write(doer, case).number, write(doer, case).number, write(doer, CaseFactory()).number] == [1, 2, 1]


def test_a_correction_is_a_new_entry_that_names_the_one_it_corrects(person):
    case, doer = CaseFactory(), person()
    first = write(doer, case)
    second = write(doer, case, decision="To wait until May.", corrects=first)
    assert (second.number, second.corrects, first.decision) == (2, first, "To wait.")
    with pytest.raises(Refused, match="same case"):
        write(doer, CaseFactory(), corrects=first)


def test_the_log_holds_the_number_and_not_what_was_written(person):
    write(person(), CaseFactory(), decision="Covert work starts.")
    event = AuditEvent.objects.get(action="policy_log.entry_added")
    assert "Covert" not in f"{event.after} {event.reason}"


def test_sealed_entries_are_written_and_read_by_the_investigator_and_managers_only(person):
    investigator, manager, caseworker, auditor = map(person, ("investigator", "manager", "caseworker", "auditor"))
    case = CaseFactory(investigator=investigator)
    entry = write(investigator, case, is_sealed=True)
    seen = {
        user.role: PolicyEntry.objects.visible_to(user).exists()
        for user in (investigator, manager, caseworker, auditor)
    }
    assert seen == {"investigator": True, "manager": True, "caseworker": False, "auditor": False}
    with pytest.raises(Refused, match="Only the investigator and managers"):
        write(caseworker, case, is_sealed=True)
    with pytest.raises(Refused, match="Only the investigator and managers"):
        write(caseworker, case, corrects=entry)
    assert write(manager, case, corrects=entry).is_sealed


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"decision": " "}, "decision"),
        ({"reason": ""}, "reason"),
        ({"decided_at": timezone.now() + timedelta(hours=1)}, "decided_on"),
    ],
)
def test_an_entry_needs_what_why_and_a_moment_that_has_passed(person, fields, field):
    with pytest.raises(Refused) as refusal:
        write(person(), CaseFactory(), **fields)
    assert refusal.value.field == field


def test_an_auditor_does_not_write_and_a_stale_page_is_told(person):
    with pytest.raises(NotAllowed):
        write(person("auditor"), CaseFactory())
    with pytest.raises(ChangedMeanwhile):
        write(person(), PolicyEntryFactory().case, version=9)
    with pytest.raises(Refused, match="closed"):
        write(person(), CaseFactory(closed=True))
