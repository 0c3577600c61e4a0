"""Versions of rules about units, cases and reprisals: what is shown of them on past months, and what approval asks."""

from datetime import date

import pytest

from cases.flags import tasks
from cases.flags.actions import backtests
from cases.flags.models import Backtest, Rule
from misconduct.audit.models import AuditEvent
from tests.factories import CaseFactory, PostingFactory, SubjectFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
APPROVED = {"version": 1, "effective_from_day": "4", "effective_from_month": "3", "effective_from_year": "2026"}
MONTHS = {
    **{"version": 1, "first_on_day": "1", "first_on_month": "8", "first_on_year": "2025"},
    **{"last_on_day": "1", "last_on_month": "1", "last_on_year": "2026"},
}


@pytest.fixture
def slow():
    return CaseFactory(received_on=date(2025, 1, 1))


@pytest.fixture
def shift():
    """Six people of whom two are named together in three cases."""
    unit = UnitFactory(name="Night shift")
    people = [PostingFactory(unit=unit, starts_on=date(2020, 1, 1)).officer for _ in range(6)]
    for month in (8, 9, 10):
        case = CaseFactory(received_on=date(2025, month, 3))
        for officer in people[:2]:
            SubjectFactory(case=case, officer=officer, unit_at_time=unit)
    PostingFactory(unit=UnitFactory(name="Day shift"), starts_on=date(2020, 1, 1))


def page_of(client, slug):
    rule = Rule.objects.get(slug=slug)
    given = {"parameters": rule.versions.get().parameters, "first_on": date(2025, 8, 1), "last_on": date(2026, 1, 1)}
    made = backtests.request_backtest(rule=rule, by=client.user, **given)
    assert "Check progress" in client.get(made.get_absolute_url()).text
    tasks.backtest(made.pk)
    return client.get(made.get_absolute_url()).text


def drafted(client, slug, threshold):
    rule = Rule.objects.get(slug=slug)
    kept = {name: value for name, value in rule.versions.get().parameters.items() if value is not False}
    client.post(f"/flags/rules/{rule.pk}/draft/", {**kept, "threshold": threshold, "reason": "It fires too soon."})
    return rule.versions.get(status="draft")


@pytest.mark.usefixtures("shift")
def test_the_page_names_units_and_says_what_cannot_be_counted(signed_in):
    page = page_of(signed_in("manager"), "unit-cluster")
    assert ("Night shift" in page, "Day shift" in page) == (True, False)
    assert "nothing is proven later of a unit or a case" in page
    assert "Share flagged in each group" not in page


def test_the_page_names_cases_within_sight_and_puts_them_on_record(slow, signed_in):
    sealed = CaseFactory(received_on=date(2025, 1, 1), is_sealed=True)
    page = page_of(signed_in("manager"), "case-drift")
    assert (slow.reference in page, sealed.reference in page) == (True, False)
    assert "2 in all; named are 1 of those that you may see" in page
    assert f"cases.case:{slow.pk}" in AuditEvent.objects.filter(action="flag.backtest_viewed").latest("pk").touched


@pytest.mark.usefixtures("slow", "shift")
@pytest.mark.parametrize("slug", ["unit-cluster", "case-drift"])
def test_a_version_of_such_a_rule_is_drafted_tried_and_approved(signed_in, slug):
    writer, approver = signed_in("manager"), signed_in("manager")
    version = drafted(writer, slug, "4")
    assert "It can be approved once a back-test" in approver.get(version.get_absolute_url()).text
    address = f"/flags/versions/{version.pk}/backtest/"
    assert "How many months ahead" not in writer.get(address).text
    assert writer.post(address, MONTHS).status_code == 302
    assert Backtest.objects.filter(rule=version.rule).count() == 2
    for pk in Backtest.objects.values_list("pk", flat=True):
        tasks.backtest(pk)
    assert "load on reviewers" in approver.get(version.get_absolute_url()).text
    address = f"/flags/versions/{version.pk}/approve/"
    assert "It cannot say whether those flags were right" in approver.get(address).text
    assert approver.post(address, {**APPROVED, "note": ""}).status_code == 302
    version.refresh_from_db()
    assert version.status == "approved"


def test_a_version_of_the_rule_about_reprisals_needs_a_written_reason_in_place_of_a_back_test(signed_in):
    writer, approver = signed_in("manager"), signed_in("manager")
    version = drafted(writer, "reporter-reprisal", "2")
    page = approver.get(version.get_absolute_url()).text
    assert "No back-test exists for this rule: its counts would tell who reports in confidence." in page
    assert "Try it on past months" not in page
    address = f"/flags/versions/{version.pk}/approve/"
    assert "is all that says why it was approved" in approver.get(address).text
    refused = approver.post(address, {**APPROVED, "note": ""})
    assert (refused.status_code, "Enter why the version is right without one" in refused.text) == (422, True)
    reason = "The counter-corruption unit asked for it."
    assert approver.post(address, {**APPROVED, "note": reason}).status_code == 302
    version.refresh_from_db()
    assert (version.status, version.approval_note) == ("approved", reason)
    assert AuditEvent.objects.get(action="flag.rule_approved").reason == reason
    assert reason in approver.get(version.get_absolute_url()).text
