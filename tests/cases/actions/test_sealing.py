from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions import sealing
from cases.models import Case
from misconduct.accounts.models import AccessGrant
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(person):
    return person("manager")


def test_seal_hides_the_case_from_all_but_who_seals_it(person, manager):
    case = CaseFactory()
    colleague = person("manager")
    sealing.seal(by=manager, case=case, reason="Counter-corruption.", version=1)
    assert Case.objects.visible_to(manager).exists()
    assert not Case.objects.visible_to(colleague).exists()
    assert AuditEvent.objects.get(action="case.sealed").after == {"is_sealed": True}


def test_unseal_shows_the_case_again(person, manager):
    case = CaseFactory()
    sealing.seal(by=manager, case=case, reason="Counter-corruption.")
    sealing.unseal(by=manager, case=case, reason="The covert phase is over.")
    assert Case.objects.visible_to(person()).exists()


def test_sealing_refuses_twice_and_without_a_reason(manager):
    case = CaseFactory()
    with pytest.raises(Refused, match="not sealed"):
        sealing.unseal(by=manager, case=case, reason="Over.")
    with pytest.raises(Refused) as refusal:
        sealing.seal(by=manager, case=case, reason=" ")
    assert refusal.value.field == "reason"
    sealing.seal(by=manager, case=case, reason="Counter-corruption.")
    with pytest.raises(Refused, match="already sealed"):
        sealing.seal(by=manager, case=case, reason="Counter-corruption.")
    with pytest.raises(Refused, match="why the seal is lifted"):
        sealing.unseal(by=manager, case=case, reason="")


def test_grant_access_shows_a_sealed_case_to_one_person(person, manager):
    case = CaseFactory()
    sealing.seal(by=manager, case=case, reason="Counter-corruption.")
    auditor = person("auditor")
    sealing.grant_access(by=manager, case=case, user=auditor, reason="Dip sample.")
    assert Case.objects.visible_to(auditor).exists()
    assert AuditEvent.objects.get(action="case.access_granted").after["person"] == str(auditor)


def test_grant_access_ends_by_itself_and_can_be_given_again(person, manager):
    case, colleague = CaseFactory(sealed=True, investigator=manager), person()
    ends = timezone.now() + timedelta(days=7)
    grant = sealing.grant_access(by=manager, case=case, user=colleague, reason="Cover.", expires_at=ends)
    with pytest.raises(Refused, match="already has access until"):
        sealing.grant_access(by=manager, case=case, user=colleague, reason="Cover.")
    AccessGrant.objects.filter(pk=grant.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not Case.objects.visible_to(colleague).exists()
    sealing.grant_access(by=manager, case=case, user=colleague, reason="Cover again.")
    assert Case.objects.visible_to(colleague).exists()


def test_grant_access_refuses_a_past_end_no_reason_and_the_wrong_person(person, manager):
    case = CaseFactory()
    subject = person()
    SubjectFactory(case=case, officer=OfficerFactory(account=subject))
    for user, reason, ends, field in (
        (person(), "Cover.", timezone.now(), "expires_on"),
        (person(), "", None, "reason"),
        (person("administrator"), "Cover.", None, "user"),
        (subject, "Cover.", None, "user"),
    ):
        with pytest.raises(Refused) as refusal:
            sealing.grant_access(by=manager, case=case, user=user, reason=reason, expires_at=ends)
        assert refusal.value.field == field
    assert not AccessGrant.objects.exists()


def test_withdraw_access_hides_the_case_again(person, manager):
    case, colleague = CaseFactory(sealed=True, investigator=manager), person()
    grant = sealing.grant_access(by=manager, case=case, user=colleague, reason="Cover.")
    sealing.withdraw_access(by=manager, case=case, grant=grant, reason="Back from leave.")
    assert not Case.objects.visible_to(colleague).exists()
    with pytest.raises(Refused, match="already ended"):
        sealing.withdraw_access(by=manager, case=case, grant=grant, reason="Back from leave.")


def test_withdraw_access_refuses_to_leave_nobody(manager, person):
    case = CaseFactory()
    sealing.seal(by=manager, case=case, reason="Counter-corruption.")
    own = AccessGrant.objects.get()
    sealing.grant_access(
        by=manager, case=case, user=person(), reason="Cover.", expires_at=timezone.now() + timedelta(days=1)
    )
    with pytest.raises(Refused, match="Nobody could see"):
        sealing.withdraw_access(by=manager, case=case, grant=own, reason="Done.")


def test_sealing_needs_the_permission_the_case_in_sight_and_a_fresh_page(person, manager):
    case, user = CaseFactory(), person()
    grant = sealing.grant_access(by=manager, case=case, user=user, reason="Cover.")
    calls = (
        lambda by, **more: sealing.seal(by=by, case=case, reason="Why.", **more),
        lambda by, **more: sealing.unseal(by=by, case=case, reason="Why.", **more),
        lambda by, **more: sealing.grant_access(by=by, case=case, user=user, reason="Why.", **more),
        lambda by, **more: sealing.withdraw_access(by=by, case=case, grant=grant, reason="Why.", **more),
    )
    for call in calls:
        with pytest.raises(NotAllowed):
            call(person("caseworker"))
        with pytest.raises(OutOfScope):
            call(UserFactory(role="manager", scoped=True))
        with pytest.raises(ChangedMeanwhile):
            call(manager, version=1)
