import pytest

from cases.actions import links
from cases.handling import linked_with
from cases.models import CaseLink
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, OutOfScope, Refused
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(person):
    return person("caseworker")


def link(by, case, other, **fields):
    return links.link(by=by, case=case, other=other, **({"kind": "same_incident", "reason": "One arrest."} | fields))


def test_a_link_is_found_from_both_cases_and_ends_with_a_reason(worker):
    first, second = CaseFactory(), CaseFactory()
    made = link(worker, first, second)
    assert [one.case for one in linked_with(first, worker)] == [second]
    assert [one.case for one in linked_with(second, worker)] == [first]
    ended = links.unlink(by=worker, case=second, link=made, reason="Another arrest.")
    assert (ended.ended_by, ended.ended_because, linked_with(first, worker)) == (worker, "Another arrest.", [])


def test_a_link_with_a_case_out_of_sight_is_not_there_and_no_event_names_it(worker):
    seen, sealed = CaseFactory(), CaseFactory()
    link(worker, seen, sealed)
    sealed.is_sealed = True
    sealed.save()
    assert linked_with(seen, worker) == []
    assert not CaseLink.objects.visible_to(worker).exists()
    events = AuditEvent.objects.filter(action="case.linked", object_id=str(seen.pk))
    assert sealed.reference not in str([(one.after, one.reason) for one in events])
    with pytest.raises(OutOfScope):
        link(worker, seen, sealed, kind="pattern")


@pytest.mark.parametrize(
    ("fields", "field"), [({"kind": "split"}, "kind"), ({"kind": "friends"}, "kind"), ({"reason": " "}, "reason")]
)
def test_a_link_says_how_and_why(worker, fields, field):
    with pytest.raises(Refused) as refusal:
        link(worker, CaseFactory(), CaseFactory(), **fields)
    assert refusal.value.field == field


def test_the_same_link_is_made_once_from_whichever_side(worker):
    first, second = CaseFactory(), CaseFactory()
    link(worker, first, second)
    with pytest.raises(Refused, match="linked in this way already"):
        link(worker, second, first)
    with pytest.raises(Refused, match="the same case"):
        link(worker, first, first)
    with pytest.raises(ChangedMeanwhile):
        link(worker, first, second, kind="pattern", version=1)


def test_a_merge_and_a_split_are_not_ended_as_links(worker):
    made = CaseLink.objects.create(
        case=CaseFactory(), other=CaseFactory(), kind="split", reason="Two matters.", linked_by=worker
    )
    with pytest.raises(Refused, match="where a case came from"):
        links.unlink(by=worker, case=made.case, link=made, reason="Tidy.")
