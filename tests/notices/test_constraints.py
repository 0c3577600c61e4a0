from datetime import date

import pytest
from django.utils import timezone

from cases.notices.models import Notice, Service, Withholding
from tests.constraints import assert_refused, constraint_names
from tests.factories import CaseFactory, UserFactory
from tests.factories.notices import issue_notice, subject_with_severity

pytestmark = pytest.mark.django_db


def notice(**changes):
    given = {"to": "subject", "title": "A notice", "regime": "2025", "template_version": 1, "template": "investigation"}
    given |= {"number": 1, "sha256": "0" * 64, "template_sha256": "0" * 64, "issued_by": UserFactory()}
    return Notice(**{**given, **changes})


def second_of_a_number():
    held = issue_notice()
    return notice(case=held.case, subject=held.subject)


def service(**changes):
    given = {"method": "in-person", "sent_at": timezone.now(), "given_on": date(2026, 3, 4), "proof": "By hand"}
    return Service(notice=issue_notice(), recorded_by=UserFactory(), **(given | changes))


def second_withholding():
    subject = subject_with_severity()
    given = {"case": subject.case, "subject": subject, "reason": "Why", "decided_on": date(2026, 4, 1)}
    Withholding.objects.create(decided_by=UserFactory(), **given)
    return Withholding(decided_by=UserFactory(), **given)


BROKEN = {
    "notice_number_once_in_a_case": (
        second_of_a_number,
        "Somebody has just issued another notice in this case. Issue yours again.",
    ),
    "notice_to_a_subject_names_them": (
        lambda: notice(case=CaseFactory()),
        "Choose the subject whom the notice goes to.",
    ),
    "service_has_proof": (lambda: service(proof=""), "Enter what proves that it was given."),
    "service_taken_back_with_a_reason": (
        lambda: service(withdrawn_at=timezone.now()),
        "Enter why the service is taken back.",
    ),
    "withholding_one_in_force": (second_withholding, "The notice to this person is already withheld."),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name):
    broken, message = BROKEN[name]
    assert_refused(broken, name, message)


def test_every_constraint_is_broken_here():
    assert constraint_names("notices") == set(BROKEN)
