from datetime import date

import pytest
from django.utils import timezone

from cases.clocks.kinds import MilestoneKind
from cases.investigations.actions import reflective
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory, UserFactory
from tests.factories.investigations import ReflectivePracticeFactory

pytestmark = pytest.mark.django_db
INVITED, GIVEN = date(2026, 3, 4), date(2026, 3, 9)
REPORT = {
    "discussed_on": date(2026, 3, 12),
    "issue": "Late to a call.",
    "discussion": "What held them up.",
    "key_actions": "Ride with a tutor by 1 May.",
    "lessons_for_officer": "To say so on the radio.",
    "lessons_for_force": "To plan handovers.",
    "review_on": date(2026, 6, 12),
}


def test_the_steps_follow_one_another_and_tell_the_clocks(person):
    subject, doer = SubjectFactory(), person("manager")
    case = subject.case
    practice = reflective.invite(by=doer, case=case, subject=subject, reviewer=doer, invited_on=INVITED)
    with pytest.raises(Refused, match="already invited"):
        reflective.invite(by=doer, case=case, subject=subject, reviewer=doer, invited_on=INVITED)
    reflective.give_account(by=doer, case=case, practice=practice, account="I froze.", given_on=GIVEN)
    reflective.report(by=doer, case=case, practice=practice, **REPORT)
    reflective.review(by=doer, case=case, practice=practice, review="Done.", reviewed_on=timezone.localdate())
    kinds = dict(case.milestones.standing().values_list("kind", "reached_on"))
    assert kinds == {
        MilestoneKind.REFLECTIVE_INVITED: INVITED,
        MilestoneKind.REFLECTIVE_ACCOUNT_GIVEN: GIVEN,
    }


@pytest.mark.parametrize("missing", [name for name, value in REPORT.items() if isinstance(value, str)])
def test_a_development_report_holds_all_that_it_must(person, missing):
    practice = ReflectivePracticeFactory()
    with pytest.raises(Refused) as refusal:
        reflective.report(by=person(), case=practice.case, practice=practice, **{**REPORT, missing: " "})
    assert refusal.value.field == missing


def test_the_account_is_read_and_written_by_few_and_the_log_does_not_hold_it(person):
    practice = ReflectivePracticeFactory(case__investigator=UserFactory(role="investigator"))
    other, manager = person("caseworker"), person("manager")
    readers = [practice.reviewer, practice.case.investigator, manager]
    assert [reflective.may_read_account(user, practice) for user in [*readers, other]] == [True, True, True, False]
    facts = {"case": practice.case, "practice": practice, "account": "I froze.", "given_on": GIVEN}
    with pytest.raises(Refused, match="Only the reviewer"):
        reflective.give_account(by=other, **facts)
    reflective.give_account(by=manager, **facts)
    event = AuditEvent.objects.get(action="reflective.account_given")
    assert "froze" not in f"{event.after} {event.before} {event.reason}"


def test_the_account_is_shown_marked_and_to_few(signed_in):
    practice = ReflectivePracticeFactory(account="I froze.", account_given_on=GIVEN)
    address = f"/cases/{practice.case_id}/investigation/"
    manager, auditor = signed_in("manager").get(address).text, signed_in("auditor").get(address).text
    assert "Not admissible in later proceedings" in manager
    assert "Not admissible in later proceedings" in auditor
    assert ("I froze." in manager, "I froze." in auditor) == (True, False)


def test_a_step_out_of_order_is_refused(person):
    practice, doer = ReflectivePracticeFactory(), person("manager")
    facts = {"by": doer, "case": practice.case, "practice": practice}
    with pytest.raises(Refused, match="no development report"):
        reflective.review(**facts, review="Done.", reviewed_on=timezone.localdate())
    with pytest.raises(Refused, match="before the step"):
        reflective.give_account(**facts, account="x", given_on=date(2026, 3, 3))
    with pytest.raises(Refused, match="after the discussion"):
        reflective.report(**facts, **{**REPORT, "review_on": REPORT["discussed_on"]})


def test_nobody_reviews_themselves_and_nobody_unknown_is_invited(person):
    doer, account = person("manager"), person("caseworker")
    subject = SubjectFactory(officer=OfficerFactory(account=account))
    with pytest.raises(Refused, match="cannot review"):
        reflective.invite(by=doer, case=subject.case, subject=subject, reviewer=account, invited_on=INVITED)
    unknown = SubjectFactory(unidentified=True)
    with pytest.raises(Refused, match="identified subject"):
        reflective.invite(by=doer, case=unknown.case, subject=unknown, reviewer=doer, invited_on=INVITED)
    with pytest.raises(NotAllowed):
        reflective.invite(by=person("auditor"), case=CaseFactory(), subject=unknown, reviewer=doer, invited_on=INVITED)
