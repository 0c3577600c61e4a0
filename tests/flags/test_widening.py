"""A draft beside the version in force: on its page, before the approver, and in the record of the approval."""

from dataclasses import asdict
from datetime import date

import pytest
from django.utils import timezone

from cases.flags import rules
from cases.flags.actions import backtests, rule_versions
from cases.flags.backtesting.figures import DayCount, GroupCount
from cases.flags.models import Backtest, Rule, RuleVersion
from cases.flags.rules.parameters import Parameters
from cases.flags.widening import widening_of
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TWO = asdict(Parameters(threshold=2, window_months=12))
DAYS = (date(2024, 1, 1), date(2024, 2, 1))
EQUAL = {"White": (1000, 50), "Asian": (200, 10), "Not known": (30, 1)}
WIDER = {"White": (1000, 100), "Asian": (200, 50), "Not known": (30, 4)}


@pytest.fixture
def rule():
    return Rule.objects.get(slug="cases-in-12-months")


@pytest.fixture
def drafted(rule, person):
    return rule_versions.draft(rule=rule, parameters=TWO, reason="Three is late.", by=person("manager"))


def tried(rule, parameters, groups, days=DAYS):
    """A finished back-test in which each day flagged these groups so."""
    counted = {label: GroupCount(*row) for label, row in groups.items()}
    figures = [DayCount(day, groups={"ethnicity": counted, "sex": {}}).stored() for day in days]
    return Backtest.objects.create(
        rule=rule,
        parameters=parameters,
        first_on=days[0],
        last_on=days[-1],
        figures=figures,
        finished_at=timezone.now(),
    )


def in_force(rule):
    """The parameters of the version in force, as a back-test keeps them."""
    return asdict(rules.read(rule.slug, rule.versions.in_force(timezone.localdate()).get().parameters))


@pytest.fixture
def widening(rule, drafted):
    tried(rule, drafted.parameters, WIDER)
    tried(rule, in_force(rule), EQUAL)
    return drafted


def approve(drafted, by, note="Read."):
    given = {"effective_from": date(2026, 4, 1), "version": drafted.version}
    return rule_versions.approve(drafted=drafted, by=by, note=note, **given)


def test_the_last_day_that_both_were_tried_on_is_compared(rule, drafted):
    tried(rule, drafted.parameters, WIDER, days=(*DAYS, date(2024, 3, 1)))
    tried(rule, in_force(rule), EQUAL)
    found = widening_of(drafted)
    assert (found.as_at, found.why_not, len(found.alarms)) == (DAYS[-1], "", 1)


def test_without_a_back_test_of_the_version_in_force_it_says_what_to_do(rule, drafted, person):
    assert widening_of(drafted).why_not == "No back-test of this version is finished yet."
    tried(rule, drafted.parameters, WIDER)
    tried(rule, in_force(rule), EQUAL, days=(date(2019, 1, 1),))
    assert "was not tried on the same months" in widening_of(drafted).why_not
    approve(drafted, person("manager"))
    kept = AuditEvent.objects.get(action="flag.rule_approved").after["groups"]
    assert "was not tried on the same months" in kept["not_compared"]


def test_a_rule_that_nothing_is_in_force_of_has_nothing_to_compare_with(rule, drafted):
    rule.versions.filter(status="approved").delete()
    assert widening_of(drafted).why_not == "No version of this rule is in force to compare it with."


def test_a_rule_about_units_has_no_groups_of_people_to_compare():
    rule = Rule(slug="unit-cluster")
    assert "not about people" in widening_of(RuleVersion(rule=rule)).why_not


def test_the_approver_reads_the_alarm_first_and_gives_a_reason_which_stays_on_record(widening, person):
    with pytest.raises(Refused, match="A gap between groups widens") as refusal:
        approve(widening, person("manager"), note=" ")
    assert refusal.value.field == "note"
    approve(widening, person("manager"), note="The third matter tells more.")
    event = AuditEvent.objects.get(action="flag.rule_approved")
    assert event.reason == "The third matter tells more."
    assert event.after["groups"]["as_at"] == "2024-02-01"
    assert event.after["groups"]["not_recorded"] == {"ethnicity": 30, "sex": 0}
    (alarm,) = event.after["groups"]["alarms"]
    assert alarm.startswith("Ethnicity recorded as Asian: this version would flag 50 of 200 (25.0%)")


def test_both_pages_of_a_draft_show_the_alarm_and_what_is_not_recorded(widening, signed_in):
    client = signed_in("manager")
    for path in ("", "approve/"):
        page = client.get(f"/flags/versions/{widening.pk}/{path}").content.decode()
        assert "A gap widens. Ethnicity recorded as Asian" in page
        assert "Ethnicity is not recorded for 30 of 1,230 people in post" in page
        assert "2.50 (1.85 to 3.39)" in page


def test_without_an_alarm_nothing_more_is_asked(rule, drafted, person, signed_in):
    tried(rule, drafted.parameters, EQUAL)
    tried(rule, in_force(rule), EQUAL)
    page = signed_in("auditor").get(f"/flags/versions/{drafted.pk}/").content.decode()
    assert "No gap between groups is wider by more than chance." in page
    approve(drafted, person("manager"), note="")
    assert AuditEvent.objects.get(action="flag.rule_approved").after["groups"]["alarms"] == []


def test_an_approved_version_is_not_compared(rule, signed_in):
    version = rule.versions.get()
    page = signed_in("manager").get(f"/flags/versions/{version.pk}/").content.decode()
    assert "Groups beside the version in force" not in page


def test_trying_a_draft_tries_the_version_in_force_on_the_same_months_once(rule, drafted, person):
    given = {"first_on": DAYS[0], "last_on": DAYS[1], "horizon_months": 12, "by": person("manager")}
    made = backtests.request_beside_in_force(version=drafted, **given)
    assert made.parameters == drafted.parameters
    backtests.request_beside_in_force(version=drafted, **given)
    assert Backtest.objects.filter(parameters=drafted.parameters).count() == 2
    assert Backtest.objects.exclude(parameters=drafted.parameters).count() == 1
    backtests.request_beside_in_force(version=rule.versions.get(number=1), **given)
    assert Backtest.objects.count() == 4
