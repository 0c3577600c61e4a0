from datetime import date

import pytest
from django.utils import timezone

from cases.models import CaseLink, CaseSuspension, RecordTypeChange, Withdrawal
from tests.constraints import assert_refused
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY, BEFORE = date(2026, 4, 1), date(2026, 3, 31)


def link(**fields):
    ends = {name: fields.pop(name, None) or CaseFactory() for name in ("case", "other")}
    return CaseLink(**{"kind": "duplicate", "reason": "Same.", "linked_by": UserFactory()} | ends | fields)


def second_link(**fields):
    held = link(**fields)
    held.save()
    return link(**{"case": held.case, "other": held.other} | fields)


def merged_twice():
    held = link(is_merge=True)
    held.save()
    return link(case=held.case, is_merge=True)


def linked_with_itself():
    case = CaseFactory()
    return link(case=case, other=case)


def suspension(**fields):
    known = {"case": None, "reasons": "Charged.", "suspended_on": DAY, "suspended_by": UserFactory()} | fields
    return CaseSuspension(**known | {"case": known["case"] or CaseFactory()})


def second_suspension():
    held = suspension()
    held.save()
    return suspension(case=held.case)


BROKEN = [
    ("case_link_joins_two_cases", linked_with_itself, "A case cannot be linked with itself."),
    ("case_link_once_of_a_kind", second_link, "These cases are linked in this way already."),
    ("case_link_merged_once", merged_twice, "This case is merged into another already."),
    (
        "case_link_ended_by_somebody",
        lambda: link(ended_at=timezone.now()),
        "A link that ended needs the person who ended it.",
    ),
    (
        "record_type_change_changes_it",
        lambda: RecordTypeChange(
            case=CaseFactory(), from_type="CM", to_type="CM", changed_on=DAY, changed_by=UserFactory(), reasons="Why"
        ),
        "Choose another kind of record than it is now.",
    ),
    ("case_suspension_one_at_a_time", second_suspension, "This case is suspended already."),
    (
        "case_suspension_resumed_after_it_began",
        lambda: suspension(resumed_on=BEFORE, resumed_by=UserFactory()),
        "A case is resumed by somebody, on or after the day it was suspended.",
    ),
    (
        "withdrawal_decided_after_the_notice",
        lambda: Withdrawal(
            case=CaseFactory(),
            received_on=DAY,
            signed_by="agent",
            told="Nobody else.",
            is_carried_on=False,
            reasons="No public interest.",
            decided_on=BEFORE,
            decided_by=UserFactory(),
        ),
        "The decision is made on or after the day the notice was received.",
    ),
]


@pytest.mark.parametrize(("name", "broken", "message"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_constraint_refuses_with_words(name, broken, message):
    assert_refused(broken, name, message)
