"""A rule changes by a draft, a back-test and a second person."""

from dataclasses import asdict
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.flags.actions import retirement, rule_versions
from cases.flags.models import Backtest, Rule, RuleVersion
from cases.flags.rules.parameters import Parameters
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TWO = asdict(Parameters(threshold=2, window_months=12))
TODAY = date(2026, 3, 4)


@pytest.fixture
def rule():
    return Rule.objects.get(slug="cases-in-12-months")


@pytest.fixture
def drafted(rule, person):
    return rule_versions.draft(rule=rule, parameters=TWO, reason="Three is late.", by=person("manager"))


@pytest.fixture
def tried(drafted):
    return Backtest.objects.create(
        rule=drafted.rule,
        parameters=drafted.parameters,
        first_on=date(2020, 1, 1),
        last_on=date(2020, 2, 1),
        finished_at=timezone.now(),
    )


def approve(drafted, by, **changes):
    given = {"effective_from": date(2026, 4, 1), "note": "Read.", "version": drafted.version}
    return rule_versions.approve(drafted=drafted, by=by, **{**given, **changes})


def test_a_draft_applies_to_nobody_and_is_on_record(drafted):
    assert (drafted.number, drafted.is_draft, drafted.effective_from) == (2, True, None)
    assert not RuleVersion.objects.in_force(date(2030, 1, 1)).filter(pk=drafted.pk).exists()
    assert AuditEvent.objects.get(action="flag.rule_drafted").reason == "Three is late."


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason": " "}, "Enter why the rule should change."),
        ({"parameters": {**TWO, "threshold": 3}}, "Nothing differs from the version in force."),
        ({"parameters": {**TWO, "threshold": 0}}, "threshold must be a whole number from 1 to 1000"),
    ],
)
def test_a_draft_is_refused_with_the_way_to_mend_it(rule, person, changes, message):
    given = {"rule": rule, "parameters": TWO, "reason": "Three is late.", "by": person("manager")}
    with pytest.raises(Refused, match=message):
        rule_versions.draft(**{**given, **changes})


def test_a_rule_has_one_draft(rule, drafted, person):
    with pytest.raises(Refused, match="has a draft already"):
        rule_versions.draft(rule=rule, parameters=TWO, reason="Again.", by=person("manager"))
    with pytest.raises(IntegrityError, match="rule_version_one_draft"), transaction.atomic():
        RuleVersion.objects.create(rule=rule, number=9, status="draft", parameters=TWO)


def test_approval_ends_the_version_before_it_on_the_day(rule, drafted, tried, person):
    made = approve(drafted, person("manager"))
    before, now = rule.versions.order_by("number")
    assert (before.effective_to, now.effective_from, now.approved_by) == (
        date(2026, 4, 1),
        date(2026, 4, 1),
        made.approver.get_full_name(),
    )
    assert RuleVersion.objects.in_force(date(2026, 3, 31)).get(rule=rule).number == 1
    assert RuleVersion.objects.in_force(date(2026, 4, 1)).get(rule=rule).number == 2


def test_whoever_wrote_a_version_cannot_approve_it(drafted, tried):
    with pytest.raises(Refused, match="somebody else must approve it"):
        approve(drafted, drafted.author)
    with pytest.raises(IntegrityError, match="rule_version_approved_by_a_second_person"), transaction.atomic():
        RuleVersion.objects.filter(pk=drafted.pk).update(
            status="approved", effective_from=TODAY, approver=drafted.author, approved_at=timezone.now()
        )


def test_whoever_changed_a_draft_last_is_its_author(drafted, tried, person):
    second = person("manager")
    changed = rule_versions.change_draft(
        drafted=drafted, parameters={**TWO, "in_post_only": True}, reason="Only serving.", version=1, by=second
    )
    with pytest.raises(Refused, match="somebody else must approve it"):
        approve(changed, second)
    with pytest.raises(Refused, match="Back-test this version"):
        approve(changed, person("manager"))


def test_whoever_drafted_a_version_cannot_approve_it_after_another_changed_a_word(drafted, tried, person):
    first = drafted.author
    changed = rule_versions.change_draft(
        drafted=drafted, parameters=TWO, reason="Three is too late.", version=1, by=person("manager")
    )
    with pytest.raises(Refused, match="somebody else must approve it"):
        approve(changed, first)
    assert approve(changed, person("manager")).approver != first


@pytest.mark.parametrize(
    ("effective_from", "message"),
    [(date(2026, 3, 3), "must be today or later"), (date(2020, 1, 1), "must be today or later")],
)
def test_a_version_does_not_apply_to_the_past(drafted, tried, person, effective_from, message):
    with pytest.raises(Refused, match=message):
        approve(drafted, person("manager"), effective_from=effective_from)
    assert approve(drafted, person("manager"), effective_from=TODAY).effective_from == TODAY


def test_a_version_that_was_not_tried_is_not_approved(drafted, person):
    with pytest.raises(Refused, match="Back-test this version"):
        approve(drafted, person("manager"))


def test_two_people_at_once(drafted, tried, person):
    rule_versions.change_draft(
        drafted=drafted, parameters={**TWO, "threshold": 4}, reason="A.", version=1, by=person("manager")
    )
    with pytest.raises(ChangedMeanwhile, match="Somebody else changed this draft"):
        approve(drafted, person("manager"))
    drafted.refresh_from_db()
    rule_versions.discard(drafted=drafted, reason="No need.", version=2, by=person("manager"))
    with pytest.raises(ChangedMeanwhile, match="no longer a draft"):
        rule_versions.discard(drafted=drafted, reason="No need.", version=3, by=person("manager"))
    assert drafted.rule.versions.get(number=2).status == "discarded"


def asked(version, by, **changes):
    return retirement.ask(version=version, by=by, **{"ends_on": TODAY, "reason": "No use.", **changes})


def test_a_rule_ends_once_a_second_person_agrees(rule, person):
    (version,) = rule.versions.all()
    manager, other = person("manager"), person("manager")
    with pytest.raises(Refused, match="Choose today or a later day"):
        asked(version, manager, ends_on=date(2026, 3, 3))
    with pytest.raises(Refused, match="Enter why"):
        asked(version, manager, reason=" ")
    asked(version, manager)
    assert RuleVersion.objects.in_force(TODAY).filter(rule=rule).exists()
    with pytest.raises(Refused, match="Answer that first"):
        asked(version, other)
    with pytest.raises(Refused, match="somebody else must agree"):
        retirement.agree(version=version, by=manager)
    ended = retirement.agree(version=version, by=other)
    assert (ended.retirement_asked_by, ended.retired_by) == (manager, other)
    assert not RuleVersion.objects.in_force(TODAY).filter(rule=rule).exists()
    with pytest.raises(Refused, match="already ends on 4 March 2026"):
        asked(version, manager)
    assert AuditEvent.objects.get(action="flag.rule_retired").reason == "No use."


def test_a_rule_is_agreed_to_end_on_no_day_in_the_past(rule, person, today):
    (version,) = rule.versions.all()
    RuleVersion.objects.filter(pk=version.pk).update(
        retirement_asked_by=person("manager"), retirement_asked_from=date(2026, 2, 1), retirement_reason="No use."
    )
    assert retirement.agree(version=version, by=person("manager")).effective_to == TODAY


def test_a_rule_is_kept_with_a_reason_also_by_whoever_asked(rule, person):
    (version,) = rule.versions.all()
    manager = person("manager")
    with pytest.raises(Refused, match="Nobody asks to retire"):
        retirement.keep(version=version, note="Needed.", by=manager)
    asked(version, manager)
    with pytest.raises(Refused, match="Enter why the rule is kept"):
        retirement.keep(version=version, note="", by=manager)
    kept = retirement.keep(version=version, note="Needed.", by=manager)
    assert (kept.waits_to_be_retired, kept.retirement_reason, kept.effective_to) == (False, "", None)
    event = AuditEvent.objects.get(action="flag.rule_kept")
    assert (event.reason, event.before["reason"]) == ("Needed.", "No use.")
    asked(version, manager)


def test_a_version_that_another_follows_is_not_retired_besides(rule, person):
    (version,) = rule.versions.all()
    asked(version, person("manager"))
    RuleVersion.objects.filter(pk=version.pk).update(effective_to=date(2026, 5, 1))
    with pytest.raises(Refused, match="ends on 1 May 2026 already"):
        retirement.agree(version=version, by=person("manager"))


def test_the_database_wants_two_people_to_retire_a_rule(rule, person):
    manager = person("manager")
    versions = RuleVersion.objects.filter(rule=rule)
    for name, fields in (
        ("rule_version_asker_and_day", {"retirement_asked_by": manager}),
        (
            "rule_version_retired_by_a_second_person",
            {"retirement_asked_by": manager, "retirement_asked_from": TODAY, "retired_by": manager},
        ),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            versions.update(**fields)


def test_a_draft_cannot_be_retired(drafted, person):
    with pytest.raises(Refused, match="Only a version that was approved"):
        asked(drafted, person("manager"))


@pytest.mark.parametrize("role", ["caseworker", "investigator", "auditor", "administrator"])
def test_only_those_who_manage_rules_change_them(rule, drafted, person, role):
    somebody = person(role)
    with pytest.raises(NotAllowed):
        rule_versions.draft(rule=rule, parameters=TWO, reason="Why.", by=somebody)
    with pytest.raises(NotAllowed):
        approve(drafted, somebody)
    version = rule.versions.get(number=1)
    with pytest.raises(NotAllowed):
        asked(version, somebody)
    with pytest.raises(NotAllowed):
        retirement.agree(version=version, by=somebody)
    with pytest.raises(NotAllowed):
        retirement.keep(version=version, note="Why.", by=somebody)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("rule_version_approved_has_a_first_day", {"status": "approved", "effective_from": None}),
        (
            "rule_version_from_before_to",
            {"status": "approved", "effective_from": date(2030, 1, 2), "effective_to": date(2030, 1, 1)},
        ),
        ("rule_version_one_at_a_time", {"status": "approved", "effective_from": date(2026, 1, 1)}),
        ("rule_version_approver_and_time", {"approved_at": timezone.now()}),
    ],
)
def test_the_database_keeps_versions_in_order(drafted, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        RuleVersion.objects.filter(pk=drafted.pk).update(**fields)


def test_a_version_says_where_it_stands(drafted, tried, person):
    assert drafted.state(TODAY) == "Draft"
    made = approve(drafted, person("manager"))
    assert made.state(TODAY) == "Approved, not yet in force"
    assert made.state(date(2026, 4, 1)) == "In force"
    RuleVersion.objects.filter(pk=made.pk).update(effective_to=date(2026, 5, 1))
    made.refresh_from_db()
    assert (made.state(date(2026, 4, 30)), made.state(date(2026, 5, 1))) == ("In force", "Retired")
