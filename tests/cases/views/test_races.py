"""Two people press at the same moment: one of them wins, the other is told, and nobody meets an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cases.investigations.models import Document
from cases.models import CaseLink, Outcome
from cases.notices.models import Notice
from cases.stages import Stage
from tests.cases.views.test_forms import date_boxes
from tests.factories import CaseFactory, OutcomeFactory, PartyFactory, UserFactory
from tests.factories.closure import ready_to_close
from tests.factories.investigations import NO_CONFLICT, reported
from tests.factories.notices import draft_notice
from tests.factories.rulings import DecisionFactory

pytestmark = pytest.mark.django_db(transaction=True)
WON, TOLD = 302, 409


@pytest.fixture
def at_once(signed_in) -> Callable[..., list[int]]:
    """Two managers send at the same moment, each to an address; gives what they were answered, the lower first."""

    def send(*sent: tuple[str, dict[str, Any]]) -> list[int]:
        clients = [signed_in("manager") for _ in sent]
        together = Barrier(len(sent))

        def press(client: Client, address: str, given: dict[str, Any]) -> int:
            client.raise_request_exception = False
            together.wait()
            try:
                return client.post(address, given).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(sent)) as both:
            waiting = [both.submit(press, client, *one) for client, one in zip(clients, sent, strict=True)]
            return sorted(one.result(timeout=60) for one in waiting)

    return send


def test_one_of_two_outcomes_is_recorded(at_once, signed_in):
    pair = DecisionFactory(pair__allegation__case__stage=Stage.DECISION, code="neither").pair
    case = pair.allegation.case
    address = f"/cases/{case.pk}/pairs/{pair.pk}/outcome/"
    one, another = signed_in("manager").get(address).context["form"].fields["value"].queryset[:2]
    given = {"reasons": "As found.", "version": case.version, **date_boxes("decided_on", 2, 4, 2026)}
    assert at_once((address, {**given, "value": one.pk}), (address, {**given, "value": another.pk})) == [WON, TOLD]
    assert Outcome.objects.in_force().filter(pair=pair).count() == 1


def test_one_letter_is_issued_of_one_draft(at_once):
    draft = draft_notice()
    draft.case.refresh_from_db()
    address = f"/cases/{draft.case_id}/notices/drafts/{draft.pk}/"
    sent = (address, {"version": draft.case.version})
    assert at_once(sent, sent) == [WON, TOLD]
    assert Notice.objects.count() == 1


def test_a_case_is_closed_once(at_once):
    outcome = OutcomeFactory(pair__allegation__case=reported(CaseFactory(stage=Stage.REVIEW)))
    DecisionFactory(pair=outcome.pair, code="neither")
    case = ready_to_close(outcome.pair.allegation.case)
    case.refresh_from_db()
    sent = (f"/cases/{case.pk}/move/close/", {"version": case.version, "note": "All is done."})
    assert at_once(sent, sent) == [WON, TOLD]
    case.refresh_from_db()
    assert case.stage == Stage.CLOSED


def test_one_of_two_investigators_is_appointed(at_once):
    case = CaseFactory()
    answers = {"version": case.version, **{f"item_{item}": "no" for item in NO_CONFLICT}}
    people = [UserFactory(role="investigator") for _ in range(2)]
    sent = [(f"/cases/{case.pk}/assign/", {**answers, "investigator": person.pk}) for person in people]
    assert at_once(*sent) == [WON, TOLD]
    assert case.assignments.count() == 1


def test_two_cases_are_not_merged_into_each_other(at_once):
    """Each locks the two of them: in one order, or neither would ever end."""
    pair = CaseFactory(stage=Stage.TRIAGE), CaseFactory(stage=Stage.TRIAGE)
    given = {"kind": "duplicate", "reason": "The same complaint.", "version": 1}
    sent = [(f"/cases/{one.pk}/merge/", {**given, "other": other.reference}) for one, other in (pair, pair[::-1])]
    answered = at_once(*sent)
    assert answered[0] == WON
    assert answered[1] in {TOLD, 422}
    assert CaseLink.objects.filter(is_merge=True).count() == 1


def test_two_who_add_evidence_both_do_and_it_is_numbered_on(at_once):
    case = CaseFactory()
    given = {"kind": Document.Kind.STATEMENT, "classification": "official", "may_change_severity": "no", "version": 1}
    sent = [
        (f"/cases/{case.pk}/documents/add/", {**given, "title": title, "location": "Store 4"})
        for title in ("Statement of A. Hale", "Statement of B. Hale")
    ]
    assert at_once(*sent) == [WON, WON]
    assert sorted(case.documents.values_list("number", flat=True)) == [1, 2]


def test_two_who_write_in_the_policy_log_both_do_and_it_is_numbered_on(at_once):
    case = CaseFactory()
    given = {"reason": "As agreed.", "decided_time": "10:00", "version": 1, **date_boxes("decided_on", 4, 3, 2026)}
    sent = [(f"/cases/{case.pk}/policy-log/add/", {**given, "decision": words}) for words in ("First", "Second")]
    assert at_once(*sent) == [WON, WON]
    assert sorted(case.policy_entries.values_list("number", flat=True)) == [1, 2]


def test_two_who_log_a_contact_both_do(at_once):
    party = PartyFactory()
    given = {"direction": "in", "channel": "phone", "purpose": "other", "time": "10:00", "version": 1}
    given |= date_boxes("day", 11, 3, 2026)
    address = f"/cases/{party.case_id}/parties/{party.pk}/contacts/add/"
    assert at_once(*((address, {**given, "said": words}) for words in ("Called.", "Called back."))) == [WON, WON]
    assert party.contacts.count() == 2
