from datetime import UTC, date, datetime

import pytest

from cases import timeline
from cases.actions import assignment, details, outcomes
from cases.actions.details import CaseDetails
from cases.models import Outcome
from misconduct.audit.record import record
from misconduct.imports.models import ImportRun
from tests.cases.actions.conftest import code
from tests.factories import AllegationSubjectFactory, CaseFactory, OutcomeFactory, UserFactory

pytestmark = pytest.mark.django_db


def told(case):
    return [entry.title for entry in timeline.entries(case)]


def test_timeline_tells_each_thing_once_and_the_newest_first(person):
    pair = AllegationSubjectFactory(allegation__case__stage="decision")
    case, manager, investigator = pair.allegation.case, person("manager"), person("investigator")
    assignment.assign(by=manager, case=case, investigator=investigator, reason="Has capacity.")
    for value in ("no-action", "dismissed"):
        outcomes.record_outcome(
            by=manager, pair=pair, value=code("outcome", value), reasons="As found.", decided_on=date(2026, 4, 1)
        )
    assert told(case) == [
        "Outcome: Allegation dismissed: not proven",
        "Outcome: No action",
        f"Assigned to {investigator}",
        "Case logged",
    ]


def test_timeline_names_the_kind_of_record_in_words():
    case = CaseFactory()
    record("case.logged", target=case, by=case.logged_by or UserFactory(), after={"record_type": "PC-S"})
    lines = timeline.entries(case)[0].lines
    assert lines == ["Kind of record: Public complaint, inside Schedule 3"]


def test_timeline_says_who_when_why_and_what_it_was_before(person):
    pair = AllegationSubjectFactory(allegation__case__stage="decision")
    doer = person()
    outcomes.record_outcome(
        by=doer,
        pair=pair,
        value=code("outcome", "no-action"),
        reasons="As found.",
        decided_on=date(2026, 4, 1),
    )
    entry = timeline.entries(pair.allegation.case)[0]
    assert (entry.by, entry.reason) == (str(doer), "As found.")
    assert entry.lines == ["Allegation: 1", f"Subject: {pair.subject}", "Decided on: 1 April 2026"]


def test_timeline_spells_out_a_changed_date(person):
    case = CaseFactory()
    facts = CaseDetails(date(2026, 3, 1), None, None, None, "", case.unit, case.summary)
    details.edit(by=person(), case=case, details=facts, reason="Misheard.")
    assert "Received: 1 March 2026 (before: 2 March 2026)" in timeline.entries(case)[0].lines


def test_timeline_spells_out_a_time_of_day(person):
    case = CaseFactory()
    at = datetime(2026, 10, 3, 9, 41, tzinfo=UTC)
    record("notice.served", by=person(), target=case, after={"sent_at": at})
    assert "Sent: 3 October 2026 at 10:41am" in timeline.entries(case)[0].lines


def test_timeline_of_imported_history_is_told_from_its_rows():
    run = ImportRun.objects.create(
        kind="cases", file_name="history.csv", sha256="0" * 64, size=1, started_by_name="Jo Hale"
    )
    case = CaseFactory(import_run=run, stage="closed", closed_on=date(2012, 5, 1))
    OutcomeFactory(
        pair=AllegationSubjectFactory(allegation__case=case),
        as_recorded="3 day suspension",
        decided_on=date(2012, 4, 1),
        decided_by=None,
        import_run=run,
    )
    assert told(case) == ["Imported from history.csv", "Case closed", "Outcome: 3 day suspension"]


def test_timeline_takes_history_without_any_day():
    run = ImportRun.objects.create(kind="cases", file_name="history.csv", sha256="0" * 64, size=1)
    case = CaseFactory(import_run=run)
    OutcomeFactory(
        pair=AllegationSubjectFactory(allegation__case=case), decided_on=None, decided_by=None, import_run=run
    )
    assert told(case)[-1] == f"Outcome: {Outcome.objects.get().value}"
