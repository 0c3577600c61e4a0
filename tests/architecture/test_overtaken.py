"""Of two people who send a form about one case, the second is told, and keeps what they typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from cases.contacts.actions import parties
from cases.contacts.actions.parties import PartyDetails
from cases.models import Case
from cases.proceedings.models import Appeal
from cases.views.base import CaseFormPage
from misconduct.accounts.pages import ActionPage, OverwritingPage
from misconduct.accounts.roles import ROLES, RoleName
from tests.architecture.answers import TYPED, answers
from tests.architecture.test_urls import PAGES
from tests.architecture.world import arguments
from tests.factories import AllegationSubjectFactory, CaseFactory, OfficerFactory, UserFactory
from tests.factories.notices import subject_with_severity
from tests.factories.proceedings import ProceedingPairFactory

pytestmark = pytest.mark.django_db
ORDER = (RoleName.MANAGER, RoleName.CASEWORKER)
# Forms for which the cases made here are not ready: they have not come so far, or nobody holds the office.
NEEDS_MORE = {
    "cases": "assign convert decision opinion outcome particular_find resume severity special_conditions split suspend "
    "undo_merge unseal withdraw",
    "clocks": "delay_report_send extend",
    "closure": "agree",
    "contacts": "party_change reporter_add",
    "investigations": "declare interview_alternative learning_add reflective_report reflective_review report_submit "
    "response_add set_aside",
    "notices": "withhold",
    "periods": "criminal restrict review suspend told",
    "proceedings": "advice appeal_add appeal_decide appeal_outcome declare extend object objection_told open "
    "publication_down publication_up respond return_send sitting_add sitting_hold sitting_move",
    "reviews": "apply",
    "triage": "referral_answer referral_check schedule_3",
}
# They put on record that somebody looked, and change nothing of the case.
LOOKS = {"cases:history_read", "contacts:reporter_identify"}
FORMS = [
    page
    for page in PAGES
    if issubclass(page.view, CaseFormPage) and "post" in page.view.http_method_names and page.name not in LOOKS
]
VERSIONED = [page for page in FORMS if not page.view.adds_only]
ADDING = [page for page in FORMS if page.view.adds_only]


# Of no case. Each adds something, decides on or ends something that it finds undecided under a lock, belongs to one
# person alone, or carries a version of its own, as a flag does. Any other says what was read: `OverwritingPage`.
OTHERS = {
    "accounts": "add reset_password withdraw_grant",
    "cases": "new new_allegation new_allegations new_check new_discard new_edit_allegation new_people new_person "
    "new_question new_remove_allegation new_remove_person new_unnamed",
    "flags": "assign decide follow_up_done rule_draft second_read version_approve version_backtest version_change "
    "version_discard version_retire version_retire_answer",
    "imports": "commit new roll_back",
    "merges": "approve propose refuse undo",
    "officers": "add_alias new period_add prior_service_add prior_service_withdraw scope_remove scopes start_posting",
    "reports": "export",
    "watches": "end read renew start",
}


def _is_ready(page: Any) -> bool:
    return not _stands_in(page, NEEDS_MORE)


def _stands_in(page: Any, names: dict[str, str]) -> bool:
    part, _, name = page.name.partition(":")
    return name in names.get(part, "").split()


def _told(case: Case) -> str:
    """The subject to whom the letter goes, under a law that there are texts for."""
    Case.objects.filter(pk=case.pk).update(regime="2025")
    return f"?subject={subject_with_severity(Case.objects.get(pk=case.pk)).pk}"


def _person(case: Case) -> str:
    return f"?officer={OfficerFactory().pk}"


QUERIES: dict[str, Callable[[Case], str]] = {
    "cases:subject_add": _person,
    "cases:subject_identify": _person,
    "notices:write": _told,
}


def _furnish(case: Case) -> None:
    """Somebody to choose and something to choose from, for forms that ask for it."""
    pair = AllegationSubjectFactory(allegation__case=case)
    UserFactory(role="investigator")
    for proceeding in case.proceedings.all():
        appeal = Appeal.objects.filter(proceeding=proceeding).first()
        if appeal:
            pair = AllegationSubjectFactory(allegation__case=case, subject=appeal.subject)
        ProceedingPairFactory(proceeding=proceeding, pair=pair)


class Opened:
    """A form that somebody has open and has filled in, but not sent."""

    def __init__(self, address: Any, client: Client) -> None:
        given = arguments(address, client.user)
        self.client, self.case = client, Case.objects.get(pk=given["pk"])
        _furnish(self.case)
        self.path = reverse(address.name, kwargs=given) + QUERIES.get(address.name, lambda case: "")(self.case)
        page = client.get(self.path)
        self.version = page.context["version"]
        self.sent = answers(page.context["form"], today=timezone.localdate())
        if "other" in self.sent:
            self.sent["other"] = CaseFactory().reference

    def send(self, *, by: Client | None = None, version: int | None = None) -> Any:
        """Sends it, or has a colleague send the like."""
        for one in self.sent.values():
            if hasattr(one, "seek"):
                one.seek(0)
        return (by or self.client).post(self.path, {**self.sent, "version": version or self.version})

    def typed_in(self, response: Any) -> bool:
        """Whether every word typed stands in the page that came back."""
        words = [str(value) for value in self.sent.values() if str(value).startswith(TYPED)]
        return all(escape(one) in response.text for one in words)


def _role(address: Any) -> RoleName:
    return next(role for role in ORDER if address.view.permission in ROLES[role].permissions)


@pytest.mark.parametrize("address", VERSIONED, ids=str)
def test_whoever_is_overtaken_is_told_and_keeps_what_they_typed(address, signed_in):
    form = Opened(address, signed_in(_role(address)))
    colleague = UserFactory(first_name="Ada", last_name="Colleague")
    parties.add(by=colleague, case=form.case, details=PartyDetails(roles=("witness",)))

    response = form.send()
    assert response.status_code == 409
    [told] = response.context["form"].non_field_errors()
    assert told.startswith("Ada Colleague changed this case on")
    assert told.endswith("Check what changed, then send your answers again: they are still here.")
    assert form.typed_in(response)
    newer = Case.objects.get(pk=form.case.pk).version
    assert f'name="version" value="{newer}"' in response.text
    assert form.send(version=newer).status_code != 409


@pytest.mark.parametrize("address", [page for page in VERSIONED if _is_ready(page)], ids=str)
def test_of_two_who_do_the_same_the_second_is_told(address, signed_in):
    """Also where what the form is about no longer stands once it is done."""
    role = _role(address)
    form = Opened(address, signed_in(role))
    assert form.send(by=signed_in(role)).status_code == 302
    response = form.send()
    assert response.status_code == 409
    assert "after you opened it" in response.text
    assert form.typed_in(response)
    assert form.send(version=response.context["version"]).status_code in {302, 422}


def test_every_form_that_writes_over_facts_knows_what_was_read():
    safe = (CaseFormPage, OverwritingPage)
    bare = [page for page in PAGES if issubclass(page.view, ActionPage) and not issubclass(page.view, safe)]
    assert [page.name for page in bare if not _stands_in(page, OTHERS)] == []


def test_only_logs_and_evidence_are_added_to_without_looking():
    added_to = {"contacts:contact_add", "investigations:document_add", "investigations:policy_entry_add"}
    assert {page.name for page in ADDING} == added_to


@pytest.mark.parametrize("address", ADDING, ids=str)
def test_of_two_who_add_to_a_case_both_succeed(address, signed_in):
    form = Opened(address, signed_in())
    assert form.send(by=signed_in()).status_code == 302
    assert form.send().status_code == 302
    added = {"contact_add": form.case.contacts, "document_add": form.case.documents}
    assert added.get(address.name.partition(":")[2], form.case.policy_entries).count() == 2
