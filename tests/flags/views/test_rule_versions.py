"""From a draft to a version in force, in the pages."""

from datetime import date

import pytest
from django.utils import timezone

from cases.flags import tasks
from cases.flags.backtesting.figures import DayCount
from cases.flags.models import Backtest, Rule, RuleVersion
from misconduct.audit.models import AuditEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TYPED = {"threshold": "2", "window_months": "12", "review_days": "14", "reason": "Three is late."}


@pytest.fixture
def rule():
    return Rule.objects.get(slug="cases-in-12-months")


def drafted_by(client, rule, **changes):
    client.post(f"/flags/rules/{rule.pk}/draft/", {**TYPED, **changes})
    return rule.versions.get(status="draft")


def tried(version):
    made = Backtest.objects.create(
        rule=version.rule, parameters=version.parameters, first_on=date(2024, 1, 1), last_on=date(2024, 3, 1)
    )
    tasks.backtest(made.pk)
    return made


def day(name, *parts):
    """A day as a form sends it: its day, month and year."""
    return {f"{name}_{part}": value for part, value in zip(("day", "month", "year"), parts, strict=True)}


def asked_to_try(client, version):
    """The answer to somebody who asks for the version to be tried on January to March 2024."""
    months = {**day("first_on", "1", "1", "2024"), **day("last_on", "1", "3", "2024"), "horizon_months": "24"}
    return client.post(f"/flags/versions/{version.pk}/backtest/", {**months, "version": version.version})


@pytest.mark.parametrize(
    ("role", "status"),
    [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)],
)
def test_a_rule_its_versions_and_backtests_are_seen_by_those_who_see_flags(signed_in, rule, role, status):
    version = rule.versions.get()
    made = tried(version)
    client = signed_in(role)
    for address in (f"/flags/rules/{rule.pk}/", f"/flags/versions/{version.pk}/", f"/flags/backtests/{made.pk}/"):
        assert client.get(address).status_code == status, address


def test_the_page_of_the_first_version_names_the_backtests_of_its_parameters(signed_in, rule):
    """It was put in force with the parameters that are not the defaults; a back-test keeps them all."""
    version, manager = rule.versions.get(), signed_in("manager")
    asked_to_try(manager, version)
    made = Backtest.objects.get()
    assert list(manager.get(f"/flags/versions/{version.pk}/").context["backtests"]) == [made]


def test_an_auditor_reads_and_is_offered_nothing(signed_in, rule):
    client = signed_in("auditor")
    assert "Draft a new version" not in client.get(f"/flags/rules/{rule.pk}/").content.decode()
    assert client.get(f"/flags/rules/{rule.pk}/draft/").status_code == 403
    assert client.post(f"/flags/rules/{rule.pk}/draft/", TYPED).status_code == 403


def test_a_rule_is_drafted_tried_and_approved_by_two_people(signed_in, rule):
    writer, approver = signed_in("manager"), signed_in("manager")
    form = writer.get(f"/flags/rules/{rule.pk}/draft/").content.decode()
    assert "How many cases" in form
    assert "without_off_duty" in form
    assert "Leave out matters off duty" in form
    version = drafted_by(writer, rule)
    page = writer.get(f"/flags/versions/{version.pk}/").content.decode()
    assert "2 different cases or more in the last 12 months" in page
    assert "(now 3)" in page
    assert "somebody else must approve it" in page
    assert asked_to_try(writer, version).status_code == 302
    backtest = Backtest.objects.get(parameters=version.parameters)
    beside = Backtest.objects.exclude(pk=backtest.pk).get()
    assert beside.parameters["threshold"] == 3
    assert "People looked at" in writer.get(f"/flags/backtests/{backtest.pk}/").content.decode()
    tasks.backtest(backtest.pk)
    found = writer.get(f"/flags/backtests/{backtest.pk}/").content.decode()
    assert "What came later" in found
    assert f'href="/flags/versions/{version.pk}/">version 2</a>' in found
    tasks.backtest(beside.pk)
    asked = " ".join(approver.get(f"/flags/versions/{version.pk}/approve/").content.decode().split())
    assert "2 different cases or more in the last 12 months" in asked
    assert "2 <strong>(now 3)</strong>" in asked
    assert "this draft flags 0 of 0 people in post; version 1, which is in force, flags 0." in asked
    assert "Approve this version" in approver.get(f"/flags/versions/{version.pk}/").content.decode()
    sent = {**day("effective_from", "1", "4", "2026"), "note": "Read.", "version": version.version}
    assert approver.post(f"/flags/versions/{version.pk}/approve/", sent).status_code == 302
    assert RuleVersion.objects.in_force(date(2026, 4, 1)).get(rule=rule).number == 2


def test_months_left_out_are_asked_for_by_name(signed_in, rule):
    client = signed_in("manager")
    version = drafted_by(client, rule)
    page = client.post(f"/flags/versions/{version.pk}/backtest/", {"version": version.version}).text
    assert "Enter the first month" in page
    assert "Enter the last month" in page
    assert "Months ahead must be a whole number from 1 to 120" in page


def test_a_refusal_keeps_what_was_typed(signed_in, rule):
    client = signed_in("manager")
    answer = client.post(f"/flags/rules/{rule.pk}/draft/", {**TYPED, "threshold": "none"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "How many cases must be a whole number from 1 to 1000" in page
    assert "Three is late." in page


def test_the_second_of_two_is_told_and_keeps_what_they_typed(signed_in, rule):
    client = signed_in("manager")
    version = drafted_by(client, rule)
    other = signed_in("manager")
    changed = {**TYPED, "threshold": "4", "version": version.version}
    assert other.post(f"/flags/versions/{version.pk}/change/", changed).status_code == 302
    answer = client.post(f"/flags/versions/{version.pk}/change/", {**changed, "threshold": "5", "reason": "Mine."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody else changed this draft" in page
    assert "Mine." in page
    assert 'value="2"' in page


def test_a_draft_is_thrown_away(signed_in, rule):
    client = signed_in("manager")
    version = drafted_by(client, rule)
    client.post(f"/flags/versions/{version.pk}/discard/", {"reason": "No need.", "version": 1})
    assert rule.versions.get(number=2).status == "discarded"


def test_a_rule_is_retired_by_two_people(signed_in, rule):
    asker, other, first = signed_in("manager"), signed_in("manager"), rule.versions.get(number=1)
    address = f"/flags/versions/{first.pk}/retire/"
    assert "It raised 0 flags in the last 12 months. To review now: 0." in asker.get(address).text
    ends = {**day("ends_on", "4", "3", "2026"), "reason": "No use.", "version": 1}
    assert asker.post(address, ends).status_code == 302
    assert "Withdraw what you asked" in asker.get(first.get_absolute_url()).text
    assert "Asked to retire" in other.get("/flags/rules/").text
    refused = asker.post(f"{address}answer/", {"answer": "agree", "version": 1})
    assert "answer" in refused.context["form"].errors

    page = other.get(f"{address}answer/").text
    assert f"{asker.user.get_full_name()} asked that it no longer apply from 4 March 2026: “No use.”" in page
    assert other.post(f"{address}answer/", {"answer": "agree", "version": 1}).status_code == 302
    assert "No version of this rule is in force" in other.get(f"/flags/rules/{rule.pk}/").text
    page = other.get(first.get_absolute_url()).text
    assert "Retired by" in page
    assert other.user.get_full_name() in page
    assert "Retired" in other.get("/flags/rules/").text


def test_a_rule_that_somebody_asked_to_retire_is_kept(signed_in, rule):
    asker, other, first = signed_in("manager"), signed_in("manager"), rule.versions.get(number=1)
    address = f"/flags/versions/{first.pk}/retire/"
    asker.post(address, {**day("ends_on", "4", "3", "2026"), "reason": "No use.", "version": 1})
    refused = other.post(f"{address}answer/", {"answer": "keep", "note": "", "version": 1})
    assert refused.context["form"].errors["note"] == ["Enter why the rule is kept."]
    assert other.post(f"{address}answer/", {"answer": "keep", "note": "Needed.", "version": 1}).status_code == 302
    assert "Ask to retire this rule" in asker.get(first.get_absolute_url()).text


def test_every_look_is_on_record(signed_in, rule):
    client = signed_in("auditor")
    version = rule.versions.get()
    made = tried(version)
    for address, event in (
        (f"/flags/rules/{rule.pk}/", "flag.rule_viewed"),
        (f"/flags/versions/{version.pk}/", "flag.rule_version_viewed"),
        (f"/flags/backtests/{made.pk}/", "flag.backtest_viewed"),
    ):
        client.get(address)
        assert AuditEvent.objects.filter(action=event).exists(), event


def test_a_backtest_gives_shares_with_their_intervals_and_withholds_those_of_a_few(signed_in, rule):
    client = signed_in("manager")
    few = DayCount(date(2024, 1, 1), people=40, flagged=2, later_proven=4, flagged_later_proven=1)
    many = DayCount(date(2024, 2, 1), people=40, flagged=10, raised=3, later_proven=8, flagged_later_proven=4)
    made = Backtest.objects.create(
        rule=rule,
        parameters=rule.versions.get().parameters,
        first_on=few.as_at,
        last_on=many.as_at,
        horizon_months=24,
        figures=[few.stored(), many.stored()],
        requested_by=client.user,
        finished_at=timezone.now(),
    )
    page = " ".join(client.get(f"/flags/backtests/{made.pk}/").content.decode().split())
    assert "1 of 2</td>" in page
    assert '4 of 10: 40.0% <span class="app-nowrap">(16.8% to 68.7%)</span>' in page
    assert "2.00</td>" in page
    assert "0.7</span>" in page
    assert "5.00</td>" not in page
