from dataclasses import replace
from datetime import date

import pytest

from cases.clocks import tasks
from cases.clocks.actions import delay_reports, milestones
from cases.clocks.actions.delay_reports import Contents, Sending
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import DelayReport
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from tests.constraints import assert_refused
from tests.factories import CaseFactory, ClockFactory, DelayReportFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
CONTENTS = Contents(
    progress="Nine of ten witnesses are heard.",
    expected_end_on=date(2026, 5, 1),
    expected_report_on=date(2026, 5, 15),
    reason_for_length="The telephone was examined elsewhere.",
    planned_steps="The last witness in April.",
)
SENDING = Sending(sent_on=date(2026, 3, 20), officer_copy="given")


@pytest.fixture
def report():
    report = DelayReportFactory()
    worker = UserFactory()
    return delay_reports.complete(by=worker, case=report.case, report=report, contents=CONTENTS)


def send(report, by=None, **changes):
    sending = replace(SENDING, **changes)
    return delay_reports.send(by=by or UserFactory(), case=report.case, report=report, sending=sending)


def known(on, case=None, kind=MilestoneKind.AUTHORITY_AWARE):
    case = case or CaseFactory(received_on=date(2024, 1, 2))
    milestones.reached(case=case, kind=kind, on=on, by=UserFactory())
    return case


@pytest.mark.parametrize(("known_on", "drafts"), [(date(2025, 4, 21), 0), (date(2025, 4, 20), 1)])
def test_a_report_is_begun_in_the_month_before_it_is_due_and_once(known_on, drafts):
    case = known(known_on)
    tasks.sweep()
    tasks.sweep()
    assert case.delay_reports.count() == drafts


def test_a_draft_says_what_the_case_knows():
    case = known(date(2025, 4, 5))
    milestones.reached(case=case, kind=MilestoneKind.NOTICE_SERVED, on=date(2025, 4, 9), by=UserFactory(), about=case)
    tasks.sweep()
    report = case.delay_reports.get()
    assert (report.known_on, report.notice_on, report.goes_to_iopc) == (date(2025, 4, 5), date(2025, 4, 9), False)


def test_under_schedule_3_it_goes_to_the_iopc_too():
    case = CaseFactory(record_type="PC-S", received_on=date(2025, 4, 5))
    known(date(2025, 4, 5), case, MilestoneKind.RECORDED)
    tasks.sweep()
    assert case.delay_reports.get().goes_to_iopc


def test_a_report_that_was_sent_answers_its_deadline():
    case = known(date(2025, 4, 5))
    tasks.sweep()
    draft = case.delay_reports.get()
    delay_reports.complete(by=UserFactory(), case=case, report=draft, contents=CONTENTS)
    send(draft)
    clock = case.clocks.get(definition="delay-report", due_on=date(2026, 4, 5))
    assert clock.satisfied_on == date(2026, 3, 20)
    assert AuditEvent.objects.filter(action="delay_report.sent").count() == 1


def test_an_incomplete_report_is_not_sent():
    with pytest.raises(Refused, match="does not say yet what progress was made, when the investigation should end"):
        send(DelayReportFactory())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"officer_copy": ""}, "Say whether the officer was given a copy."),
        ({"officer_copy": "withheld"}, "Enter the ground of the harm test on which the officer’s copy is withheld."),
        ({"sent_on": date(2026, 3, 21)}, "The date decided must be today or in the past."),
        ({"sent_on": date(2026, 3, 4)}, "This report cannot have been sent before 5 March 2026."),
    ],
)
def test_a_sending_that_makes_no_sense_is_refused(report, changes, message):
    with pytest.raises(Refused) as refusal:
        send(report, **changes)
    assert refusal.value.message == message


def test_a_report_that_was_sent_is_not_changed(report):
    send(report)
    with pytest.raises(Refused, match="It can no longer be changed"):
        delay_reports.complete(by=UserFactory(), case=report.case, report=report, contents=CONTENTS)


def test_an_investigator_writes_it_and_does_not_send_it(report):
    with pytest.raises(NotAllowed):
        send(report, by=UserFactory(role="investigator"))


@pytest.mark.parametrize(("path", "roles"), [("", {"caseworker", "manager"}), ("send/", {"caseworker", "manager"})])
@pytest.mark.parametrize("role", ["caseworker", "manager", "auditor", "administrator"])
def test_pages_are_for_their_roles(signed_in, report, path, roles, role):
    address = f"/cases/{report.case.pk}/delay-reports/{report.pk}/{path}"
    assert signed_in(role).get(address).status_code == (200 if role in roles else 403)


def test_it_is_completed_and_read_on_its_pages(signed_in):
    report = DelayReportFactory()
    client = signed_in("caseworker")
    answers = {"progress": "Nearly done.", "version": report.case.version}
    assert client.post(f"/cases/{report.case.pk}/delay-reports/{report.pk}/", answers).status_code == 302
    assert "Nearly done." in client.get(f"/cases/{report.case.pk}/deadlines/").text


def test_delay_report_sent_on_and_by(report):
    assert_refused(
        lambda: DelayReport(
            case=report.case,
            clock=ClockFactory(),
            known_on=date(2025, 4, 5),
            sent_on=date(2026, 3, 4),
            progress="x",
            reason_for_length="x",
            planned_steps="x",
            officer_copy="given",
        ),
        "delay_report_sent_on_and_by",
        "A delay report that was sent needs the day and the person.",
    )


def test_delay_report_complete_when_sent():
    assert_refused(
        lambda: DelayReportFactory.build(
            case=CaseFactory(), clock=ClockFactory(), sent_on=date(2026, 3, 4), sent_by=UserFactory()
        ),
        "delay_report_complete_when_sent",
        "Complete the delay report before it is sent.",
    )
