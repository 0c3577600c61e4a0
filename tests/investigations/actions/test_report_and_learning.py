from datetime import date

import pytest
from django.utils import timezone

from cases.clocks.kinds import MilestoneKind
from cases.guards import investigation as guards
from cases.investigations.actions import learning, report
from cases.stages import RecordType
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, Refused
from tests.factories import CaseFactory, SubjectFactory
from tests.factories.investigations import DocumentFactory, LearningItemFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def submit(by, case, **fields):
    facts = {"evidence_summary": "Two statements.", "submitted_on": DAY, "text": "As follows.", **fields}
    return report.submit(by=by, case=case, **facts)


def test_a_report_meets_the_guard_and_tells_the_clocks(person):
    case = CaseFactory()
    assert guards.has_report(case) == "Submit the investigation report first."
    submit(person(), case)
    assert guards.has_report(case) is None
    held = case.milestones.standing().filter(kind=MilestoneKind.REPORT_SUBMITTED)
    assert [one.reached_on for one in held] == [DAY]


def test_a_later_report_supersedes_and_its_day_is_the_one_that_counts(person):
    case, doer = CaseFactory(), person()
    submit(doer, case)
    submit(doer, case, submitted_on=date(2026, 6, 9))
    held = [(one.number, one.superseded_at is None) for one in case.investigation_reports.all()]
    assert held == [(2, True), (1, False)]
    reached = case.milestones.standing().filter(kind=MilestoneKind.REPORT_SUBMITTED)
    assert [one.reached_on for one in reached] == [date(2026, 6, 9)]


def test_a_report_is_a_document_of_the_case_or_written_here(person):
    case, doer = CaseFactory(), person()
    with pytest.raises(Refused, match="Choose the document"):
        submit(doer, case, text="")
    with pytest.raises(Refused, match="document of this case"):
        submit(doer, case, document=DocumentFactory())
    with pytest.raises(Refused, match="summary of the evidence"):
        submit(doer, case, evidence_summary=" ")
    assert submit(doer, case, text="", document=DocumentFactory(case=case)).number == 1


def test_no_report_is_asked_of_a_complaint_outside_schedule_3():
    assert guards.has_report(CaseFactory(record_type=RecordType.COMPLAINT_OUTSIDE)) is None


def test_learning_of_a_person_names_a_subject_of_the_case(person):
    subject, doer = SubjectFactory(), person()
    with pytest.raises(Refused, match="whose learning"):
        learning.add(by=doer, case=subject.case, kind="individual", text="To write it down.")
    with pytest.raises(Refused, match="whose learning"):
        learning.add(by=doer, case=CaseFactory(), kind="individual", text="To write it down.", subject=subject)
    with pytest.raises(Refused, match="Only learning for a person"):
        learning.add(by=doer, case=subject.case, kind="none", text="Nothing.", subject=subject)
    learning.add(by=doer, case=subject.case, kind="individual", text="To write it down.", subject=subject)
    assert guards.has_learning(subject.case) is None


def test_that_there_is_no_learning_is_an_entry_of_its_own_and_stands_alone(person):
    case, doer = CaseFactory(), person()
    assert "no learning was identified" in guards.has_learning(case)
    with pytest.raises(Refused, match="why there is nothing"):
        learning.add(by=doer, case=case, kind="none", text=" ")
    learning.add(by=doer, case=case, kind="none", text="Read the report with the unit.")
    assert guards.has_learning(case) is None
    with pytest.raises(Refused, match="already recorded"):
        learning.add(by=doer, case=case, kind="none", text="Again.")


def test_a_recommendation_of_the_iopc_starts_and_stops_its_clock(person):
    case, doer = CaseFactory(), person()
    with pytest.raises(Refused, match="to whom"):
        learning.add(by=doer, case=case, kind="organisational", text="To log keys.", origin="iopc")
    item = learning.add(
        by=doer, case=case, kind="organisational", text="To log keys.", origin="iopc", addressed_to="Chief officer"
    )
    learning.complete(by=doer, case=case, item=item, result="Accepted.", done_on=timezone.localdate())
    kinds = set(case.milestones.standing().values_list("kind", "about"))
    about = f"investigations.learningitem:{item.pk}"
    assert kinds == {("recommendation_received", about), ("recommendation_answered", about)}


def test_learning_is_put_into_practice_after_a_case_is_closed_too(person):
    item = LearningItemFactory(case=CaseFactory(closed=True))
    facts = {"by": person(), "case": item.case, "item": item, "done_on": timezone.localdate()}
    with pytest.raises(Refused, match="what came of it"):
        learning.complete(**facts, result="")
    learning.complete(**facts, result="Taught in May.")
    with pytest.raises(Refused, match="nothing more"):
        learning.complete(**facts, result="Taught in May.")


def test_reports_and_learning_need_the_permission_and_a_fresh_page(person):
    case = CaseFactory()
    with pytest.raises(NotAllowed):
        submit(person("auditor"), case)
    with pytest.raises(ChangedMeanwhile):
        submit(person(), case, version=8)
    with pytest.raises(NotAllowed):
        learning.add(by=person("auditor"), case=case, kind="none", text="x")
