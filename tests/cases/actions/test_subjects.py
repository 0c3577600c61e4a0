from datetime import date

import pytest

from cases.actions import subjects
from cases.actions.subjects import SubjectDetails
from cases.flags.models import EvaluationRequest
from cases.models import Subject
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import AllegationFactory, CaseFactory, OfficerFactory, PostingFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def allegation():
    return AllegationFactory()


def identified(officer):
    return SubjectDetails(Subject.Kind.IDENTIFIED, officer=officer)


def test_add_puts_the_person_under_the_chosen_allegations(allegation, person):
    AllegationFactory(case=allegation.case)
    officer = OfficerFactory()
    subject = subjects.add(by=person(), case=allegation.case, details=identified(officer), allegations=[allegation])
    assert [pair.allegation for pair in subject.pairs.all()] == [allegation]
    assert EvaluationRequest.objects.get().officer == officer
    event = AuditEvent.objects.get(action="subject.added")
    assert (event.after["subject"], event.after["allegations"]) == (str(officer), [1])


def test_add_takes_somebody_not_yet_identified(allegation, person):
    details = SubjectDetails(Subject.Kind.UNIDENTIFIED, description="  Tall, with a beard ")
    subject = subjects.add(by=person(), case=allegation.case, details=details, allegations=[allegation])
    assert (subject.officer, subject.description) == (None, "Tall, with a beard")
    assert not EvaluationRequest.objects.exists()


def test_add_refuses_a_person_who_is_already_a_subject(allegation, person):
    held = SubjectFactory(case=allegation.case)
    with pytest.raises(Refused, match="already a subject"):
        subjects.add(by=person(), case=allegation.case, details=identified(held.officer), allegations=[allegation])


@pytest.mark.parametrize("details", [identified(None), None])
def test_add_refuses_a_kind_that_does_not_fit(allegation, person, details):
    details = details or SubjectDetails(Subject.Kind.ORGANISATIONAL, officer=OfficerFactory())
    with pytest.raises(Refused, match="not yet identified"):
        subjects.add(by=person(), case=allegation.case, details=details, allegations=[allegation])


def test_add_refuses_no_allegation_and_one_of_another_case(allegation, person):
    for chosen in ([], [AllegationFactory()]):
        with pytest.raises(Refused) as refusal:
            subjects.add(by=person(), case=allegation.case, details=identified(OfficerFactory()), allegations=chosen)
        assert refusal.value.field == "allegations"
    assert not allegation.case.subjects.exists()


def test_add_refuses_a_closed_case_and_a_stale_page(person):
    allegation = AllegationFactory(case=CaseFactory(closed=True))
    with pytest.raises(Refused, match="Re-open it first"):
        subjects.add(by=person(), case=allegation.case, details=identified(OfficerFactory()), allegations=[allegation])
    with pytest.raises(ChangedMeanwhile):
        subjects.add(
            by=person(), case=allegation.case, details=identified(OfficerFactory()), allegations=[allegation], version=9
        )


def test_add_needs_the_permission_and_the_case_in_sight(allegation, person):
    for doer, error in ((person("auditor"), NotAllowed), (UserFactory(scoped=True), OutOfScope)):
        with pytest.raises(error):
            subjects.add(by=doer, case=allegation.case, details=identified(OfficerFactory()), allegations=[allegation])


def test_identify_puts_a_name_and_the_post_of_the_day(person):
    subject = SubjectFactory(unidentified=True, description="Tall")
    posting = PostingFactory(starts_on=date(2020, 1, 1), rank="Sergeant")
    found = subjects.identify(
        by=person(), subject=subject, officer=posting.officer, reason="Seen on body-worn video.", version=1
    )
    assert (found.kind, found.officer, found.rank_at_time) == ("identified", posting.officer, "Sergeant")
    assert (found.unit_at_time, found.description) == (posting.unit, "Tall")
    assert EvaluationRequest.objects.get().officer == posting.officer
    event = AuditEvent.objects.get(action="subject.identified")
    assert (event.before["subject"], event.after["subject"]) == ("Not yet identified", str(posting.officer))


def test_identify_refuses_without_a_reason_or_twice(person):
    doer = person()
    subject = SubjectFactory(unidentified=True)
    with pytest.raises(Refused, match="how you know"):
        subjects.identify(by=doer, subject=subject, officer=OfficerFactory(), reason=" ")
    subjects.identify(by=doer, subject=subject, officer=OfficerFactory(), reason="Seen.")
    with pytest.raises(Refused, match="already identified"):
        subjects.identify(by=doer, subject=subject, officer=OfficerFactory(), reason="Seen.")


def test_identify_refuses_somebody_who_is_already_a_subject(person):
    held = SubjectFactory()
    subject = SubjectFactory(case=held.case, unidentified=True)
    with pytest.raises(Refused, match="already a subject"):
        subjects.identify(by=person(), subject=subject, officer=held.officer, reason="Seen.")


def test_identify_needs_the_permission_and_the_case_in_sight(person):
    subject = SubjectFactory(unidentified=True)
    for doer, error in ((person("auditor"), NotAllowed), (UserFactory(scoped=True), OutOfScope)):
        with pytest.raises(error):
            subjects.identify(by=doer, subject=subject, officer=OfficerFactory(), reason="Seen.")
