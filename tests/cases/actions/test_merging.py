from datetime import date

import pytest

from cases.actions import merging, transitions
from cases.flags.histories import histories_of
from cases.handling import linked_with
from cases.models import Case
from cases.stages import Ending, Stage
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import CaseFactory, ReferralFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(person):
    return person("manager")


def merge(by, case, other, **fields):
    return merging.merge(by=by, case=case, other=other, **({"kind": "duplicate", "reason": "Logged twice."} | fields))


def test_a_merged_case_closes_and_points_at_its_survivor(manager):
    case, other = CaseFactory(), CaseFactory()
    merge(manager, case, other)
    case.refresh_from_db()
    assert (case.stage, case.ending) == (Stage.CLOSED, Ending.MERGED)
    assert [(one.words, one.case) for one in linked_with(case, manager)] == [("Merged into this other case", other)]
    assert [(one.words, one.case) for one in linked_with(other, manager)] == [("Merged into this case", case)]


def test_a_duplicate_counts_once_in_the_history_of_the_officer(manager):
    subject = SubjectFactory()
    other = SubjectFactory(officer=subject.officer)
    elsewhere = CaseFactory()
    merge(manager, subject.case, other.case)
    assert [matter.case_id for matter in histories_of([subject.officer_id], known_before=date.max)[0].matters] == [
        other.case_id
    ]
    merging.undo(by=manager, case=subject.case, reason="Two matters after all.")
    assert len(histories_of([subject.officer_id], known_before=date.max)[0].matters) == 2
    merge(manager, subject.case, elsewhere, kind="combined")
    assert len(histories_of([subject.officer_id], known_before=date.max)[0].matters) == 2


def test_a_merge_is_undone_and_not_just_re_opened(manager):
    case, other = CaseFactory(), CaseFactory()
    merge(manager, case, other)
    with pytest.raises(Refused):
        transitions.advance(by=manager, case=case, transition="reopen", note="Again.")
    reopened = merging.undo(by=manager, case=case, reason="Two matters after all.")
    assert (reopened.stage, reopened.ending, linked_with(other, manager)) == (Stage.TRIAGE, "", [])
    with pytest.raises(Refused, match="not merged"):
        merging.undo(by=manager, case=case, reason="Again.")


def test_a_case_is_not_merged_into_a_closed_one_or_itself_nor_with_a_referral_open(manager):
    case = CaseFactory()
    with pytest.raises(Refused, match="is closed. Choose an open case"):
        merge(manager, case, CaseFactory(closed=True))
    with pytest.raises(Refused, match="the same case"):
        merge(manager, case, case)
    ReferralFactory(case=case)
    with pytest.raises(Refused, match="Send the referral"):
        merge(manager, case, CaseFactory())
    assert Case.objects.filter(ending=Ending.MERGED).count() == 0


def test_a_merge_says_why_and_is_for_who_may_close(manager, person):
    for fields, field in (({"kind": "pattern"}, "kind"), ({"reason": " "}, "reason")):
        with pytest.raises(Refused) as refusal:
            merge(manager, CaseFactory(), CaseFactory(), **fields)
        assert refusal.value.field == field
    with pytest.raises(NotAllowed):
        merge(person("caseworker"), CaseFactory(), CaseFactory())
