import pytest

from cases.actions import allegations
from cases.actions.allegations import AllegationDetails
from cases.flags.models import EvaluationRequest
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.cases.actions.conftest import code
from tests.factories import AllegationSubjectFactory, CaseFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject():
    return SubjectFactory()


def alleged(**changes):
    return AllegationDetails(**({"category": code("category", "H1"), "description": "Swore."} | changes))


def test_add_gives_the_next_number_and_its_subjects(subject, person):
    AllegationSubjectFactory(allegation__case=subject.case, subject=subject)
    added = allegations.add(by=person(), case=subject.case, details=alleged(), subjects=[subject], version=1)
    assert (added.number, [pair.subject for pair in added.pairs.all()]) == (2, [subject])
    assert EvaluationRequest.objects.get().officer == subject.officer
    event = AuditEvent.objects.get(action="allegation.added")
    assert (event.after["category"], event.after["subjects"]) == ("H1 Impolite language or tone", [str(subject)])
    subject.case.refresh_from_db()
    assert subject.case.version == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"description": ""}, "description"),
        ({"category": ("channel", "email")}, "category"),
        ({"standard": ("category", "H1")}, "standard"),
        ({"factors": ("category", "H1")}, "factors"),
    ],
)
def test_add_refuses_and_names_the_field(subject, person, changes, field):
    given = {name: code(*value) if isinstance(value, tuple) else value for name, value in changes.items()}
    if "factors" in given:
        given["factors"] = (given["factors"],)
    with pytest.raises(Refused) as refusal:
        allegations.add(by=person(), case=subject.case, details=alleged(**given), subjects=[subject])
    assert refusal.value.field == field


def test_add_refuses_without_subjects_and_with_those_of_another_case(subject, person):
    for chosen in ([], [SubjectFactory()]):
        with pytest.raises(Refused) as refusal:
            allegations.add(by=person(), case=subject.case, details=alleged(), subjects=chosen)
        assert refusal.value.field == "subjects"
    assert not subject.case.allegations.exists()


def test_add_refuses_a_closed_case_and_a_stale_page(subject, person):
    closed = SubjectFactory(case=CaseFactory(closed=True))
    with pytest.raises(Refused, match="Re-open it first"):
        allegations.add(by=person(), case=closed.case, details=alleged(), subjects=[closed])
    with pytest.raises(ChangedMeanwhile):
        allegations.add(by=person(), case=subject.case, details=alleged(), subjects=[subject], version=7)


def test_add_needs_the_permission_and_the_case_in_sight(subject, person):
    for doer, error in ((person("auditor"), NotAllowed), (UserFactory(scoped=True), OutOfScope)):
        with pytest.raises(error):
            allegations.add(by=doer, case=subject.case, details=alleged(), subjects=[subject])


def test_recategorise_changes_the_category_and_looks_at_the_flags(person):
    pair = AllegationSubjectFactory(allegation__category=code("category", "H1"))
    changed = allegations.recategorise(
        by=person(), allegation=pair.allegation, category=code("category", "F6"), reason="Words about race."
    )
    assert changed.category.code == "F6"
    assert EvaluationRequest.objects.get().officer == pair.subject.officer
    event = AuditEvent.objects.get(action="allegation.recategorised")
    assert (event.before["category"][:2], event.after["category"][:2], event.reason) == (
        "H1",
        "F6",
        "Words about race.",
    )


def test_recategorise_refuses_no_reason_no_change_and_no_category(person):
    pair = AllegationSubjectFactory(allegation__category=code("category", "H1"))
    for name, reason, field in (("F6", "", "reason"), ("H1", "Because.", "category")):
        with pytest.raises(Refused) as refusal:
            allegations.recategorise(
                by=person(), allegation=pair.allegation, category=code("category", name), reason=reason
            )
        assert refusal.value.field == field


def test_recategorise_needs_the_permission_and_the_case_in_sight(person):
    pair = AllegationSubjectFactory()
    for doer, error in ((person("auditor"), NotAllowed), (UserFactory(scoped=True), OutOfScope)):
        with pytest.raises(error):
            allegations.recategorise(
                by=doer, allegation=pair.allegation, category=code("category", "F6"), reason="Because."
            )


def test_set_standards_keeps_the_primary_one_and_the_others(person):
    allegation = AllegationSubjectFactory().allegation
    standards = [code("standard", number) for number in ("4", "2", "9")]
    allegations.set_standards(
        by=person(), allegation=allegation, standard=standards[0], others=standards[1:], reason="After the interview."
    )
    allegation.refresh_from_db()
    assert (allegation.standard, set(allegation.other_standards.all())) == (standards[0], set(standards[1:]))
    event = AuditEvent.objects.get(action="allegation.standards_set")
    assert (event.before["standard"], event.after["standard"], event.reason) == (
        "",
        "Use of force",
        "After the interview.",
    )


def test_set_standards_names_the_primary_one_once(person):
    allegation, standard = AllegationSubjectFactory().allegation, code("standard", "4")
    with pytest.raises(Refused) as refusal:
        allegations.set_standards(
            by=person(), allegation=allegation, standard=standard, others=[standard], reason="Both."
        )
    assert refusal.value.field == "others"
