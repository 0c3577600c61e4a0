from datetime import date

import pytest

from cases.clocks.kinds import MilestoneKind
from cases.models import Case
from cases.triage.actions import forms_of_investigation, referrals
from cases.triage.models import Referral
from cases.triage.questions import referral_criteria
from misconduct.accounts.models import User
from misconduct.accounts.roles import Permission
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import CaseFactory, ReferralFactory
from tests.triage.conftest import DAY, criteria

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 10)


@pytest.fixture
def case():
    return CaseFactory(record_type="RCM")


def consider(by, case, *met, **fields):
    clear = {"became_clear_on": DAY if met else None}
    return referrals.consider(by=by, case=case, **({"answers": criteria(*met)} | clear | fields))


def kinds(case):
    return set(case.milestones.standing().values_list("kind", "reached_on"))


@pytest.mark.parametrize("criterion", [one.code for one in referral_criteria(DAY)])
def test_any_criterion_met_opens_a_referral_due_the_next_day(manager, case, criterion):
    consider(manager, case, criterion)
    referral = case.referrals.get()
    assert (referral.kind, referral.due_on) == ("mandatory", date(2026, 3, 5))
    assert kinds(case) == {(MilestoneKind.REFERRAL_CRITERIA_MET, DAY)}


def test_the_list_has_the_eight_criteria_each_with_its_source():
    assert len(referral_criteria(DAY)) == 8
    assert all(one.source for one in referral_criteria(None))


def test_no_criterion_met_opens_none_and_is_kept_with_its_reasons(manager, case):
    check = consider(manager, case)
    assert (check.met, case.referrals.count()) == ([], 0)
    assert check.answers["serious-assault"] == {"met": False, "why": "As the report says."}


def test_every_criterion_needs_an_answer_and_a_reason_and_a_yes_its_day(manager, case):
    with pytest.raises(Refused) as refusal:
        consider(manager, case, answers={})
    assert refusal.value.field == "death-or-serious-injury"
    blank = criteria() | {"same-incident": type(criteria()["same-incident"])(False, " ")}
    with pytest.raises(Refused) as refusal:
        consider(manager, case, answers=blank)
    assert refusal.value.field == "same-incident_why"
    for day, words in ((None, "Enter the day"), (date(2999, 1, 1), "in the past"), (date(2026, 1, 1), "on or after")):
        with pytest.raises(Refused, match=words):
            consider(manager, case, "serious-assault", became_clear_on=day)


def test_a_second_look_keeps_the_first_and_takes_back_what_was_not_sent(manager, case):
    first = consider(manager, case, "serious-assault")
    with pytest.raises(Refused, match="Enter why none is met any more") as refusal:
        consider(manager, case)
    assert refusal.value.field == "reasons"
    second = consider(manager, case, reasons="The injury was an old one.")
    assert (second.supersedes, second.reasons) == (first, "The injury was an old one.")
    referral = case.referrals.get()
    assert referral.cancelled_because.endswith("The injury was an old one.")
    assert (referral.cancelled_at is not None, kinds(case)) == (True, set())
    consider(manager, case, "serious-assault")
    assert case.referrals.standing().count() == 1


def test_a_referral_that_was_sent_is_never_taken_back(manager, case):
    consider(manager, case, "serious-assault")
    referrals.send(by=manager, referral=case.referrals.get(), sent_on=DAY, method="portal")
    consider(manager, case, reasons="The injury was an old one.")
    assert case.referrals.standing().count() == 1


def test_only_who_decides_for_the_authority_says_that_no_criterion_is_met_any_more(manager, person, case, monkeypatch):
    consider(manager, case, "serious-assault")
    caseworker = person("caseworker")
    has = User.has
    monkeypatch.setattr(User, "has", lambda user, asked: asked != Permission.DECISION_RECORD and has(user, asked))
    with pytest.raises(NotAllowed):
        consider(caseworker, case, reasons="The injury was an old one.")


def test_a_voluntary_referral_becomes_mandatory_when_a_criterion_is_met(manager, case):
    referrals.open_referral(by=manager, case=case, kind="voluntary", decided_on=DAY, reasons="Public concern.")
    assert case.referrals.get().due_on is None
    consider(manager, case, "serious-corruption")
    assert case.referrals.get().kind == Referral.Kind.MANDATORY


def test_a_call_in_is_due_the_next_day_and_opens_once(manager, case):
    called = referrals.open_referral(by=manager, case=case, kind="call_in", decided_on=DAY, reasons="IOPC letter.")
    assert called.due_on == date(2026, 3, 5)
    with pytest.raises(Refused, match="open already"):
        referrals.open_referral(by=manager, case=case, kind="voluntary", decided_on=DAY, reasons="Again.")
    with pytest.raises(Refused, match="voluntary or called in"):
        referrals.open_referral(by=manager, case=case, kind="mandatory", decided_on=DAY, reasons="Again.")


def test_sending_keeps_the_day_the_way_and_the_reference(manager, case):
    consider(manager, case, "serious-assault")
    sent = referrals.send(
        by=manager, referral=case.referrals.get(), sent_on=LATER, method="phone", iopc_reference=" 2026/123 "
    )
    assert (sent.sent_on, sent.sent_by, sent.method, sent.iopc_reference) == (LATER, manager, "phone", "2026/123")
    assert (MilestoneKind.REFERRED, LATER) in kinds(case)
    with pytest.raises(Refused, match="not waiting to be sent"):
        referrals.send(by=manager, referral=sent, sent_on=LATER, method="portal")


@pytest.mark.parametrize(
    ("fields", "field"), [({"sent_on": date(2026, 3, 1)}, "sent_on"), ({"method": "pigeon"}, "method")]
)
def test_sending_refuses_what_cannot_be(manager, case, fields, field):
    consider(manager, case, "serious-assault")
    with pytest.raises(Refused) as refusal:
        referrals.send(by=manager, referral=case.referrals.get(), **({"sent_on": DAY, "method": "portal"} | fields))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("answer", "form"),
    [("local", "local"), ("directed", "directed"), ("independent", "independent"), ("refer-back", None)],
)
def test_the_answer_sets_the_form_that_the_iopc_decides(manager, answer, form):
    referral = ReferralFactory(sent=True)
    made = referrals.answer(
        by=manager, referral=referral, determination=answer, determined_on=LATER, terms_of_reference="All of it."
    )
    held = made.case.investigation_forms.in_force().first()
    assert (held.form if held else None, held.body if held else "iopc") == (form, "iopc")
    assert (made.answer.code, made.terms_of_reference) == (answer, "All of it.")


def test_an_answer_comes_after_sending_and_is_one_the_law_knows(manager):
    with pytest.raises(Refused, match="not waiting for an answer"):
        referrals.answer(by=manager, referral=ReferralFactory(), determination="local", determined_on=LATER)
    sent = ReferralFactory(sent=True)
    for changes, field in (
        ({"determination": "managed"}, "determination"),
        ({"determined_on": DAY.replace(day=1)}, "determined_on"),
    ):
        with pytest.raises(Refused) as refusal:
            referrals.answer(
                by=manager, referral=sent, **({"determination": "local", "determined_on": LATER} | changes)
            )
        assert refusal.value.field == field


def test_a_change_of_form_keeps_what_it_was(manager, case):
    def decide(form, body):
        return forms_of_investigation.decide(
            by=manager, case=case, form=form, body=body, decided_on=LATER, reasons="Redetermined."
        )

    first = decide("local", "authority")
    with pytest.raises(Refused, match="already"):
        decide("local", "authority")
    with pytest.raises(Refused, match="Only the IOPC"):
        decide("independent", "authority")
    second = decide("independent", "iopc")
    assert (second.supersedes, case.investigation_forms.count()) == (first, 2)


def test_the_authority_waits_for_the_iopc(manager):
    sent = ReferralFactory(sent=True)
    with pytest.raises(Refused, match="The case is with the IOPC"):
        forms_of_investigation.decide(
            by=manager, case=sent.case, form="local", body="authority", decided_on=LATER, reasons="Ours."
        )


def test_an_investigator_does_not_refer_and_a_closed_case_is_not_referred(person, manager):
    mine = CaseFactory(investigator=person("investigator"))
    with pytest.raises(NotAllowed):
        consider(mine.investigator, mine)
    with pytest.raises(Refused, match="closed"):
        consider(manager, CaseFactory(closed=True))
    assert Case.objects.filter(version__gt=1).count() == 0
