"""How a rule changes: somebody drafts a version and tries it on past months, somebody else approves it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.flags import rules
from cases.flags.backtesting.everything import NOT_TRIED, can_try
from cases.flags.models import Rule, RuleVersion
from cases.flags.versions import backtests_of
from cases.flags.widening import Widening, widening_of
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, Refused, needed
from misconduct.core.wording import uk_date

Status = RuleVersion.Status
OVERTAKEN = "Somebody else changed this draft while you were reading it. Read theirs, then change it or approve it."


@transaction.atomic
def draft(*, rule: Rule, parameters: Mapping[str, Any], reason: str, by: User) -> RuleVersion:
    """Write the next version of a rule. Raises Refused where there is a draft already or nothing changes."""
    require(by, Permission.FLAG_RULE_MANAGE, rule)
    locked = Rule.objects.select_for_update(no_key=True).get(pk=rule.pk)
    if locked.versions.filter(status=Status.DRAFT).exists():
        raise Refused("This rule has a draft already. Change that one, or throw it away first.")
    last = locked.versions.aggregate(last=Max("number"))["last"] or 0
    made = RuleVersion.objects.create(
        rule=locked,
        number=last + 1,
        status=Status.DRAFT,
        parameters=_checked(locked, parameters),
        reason=needed(reason, "Enter why the rule should change."),
        written_by=by.get_full_name(),
        author=by,
    )
    record("flag.rule_drafted", by=by, target=made, after=made.parameters, reason=made.reason)
    return made


@transaction.atomic
def change_draft(
    *, drafted: RuleVersion, parameters: Mapping[str, Any], reason: str, version: int, by: User
) -> RuleVersion:
    """Put other parameters into a draft. Whoever wrote any of it, now or before, cannot approve it."""
    require(by, Permission.FLAG_RULE_MANAGE, drafted)
    locked = _locked_draft(drafted, version)
    before = locked.parameters
    locked.parameters = _checked(locked.rule, parameters)
    locked.reason = needed(reason, "Enter why the rule should change.")
    locked.author, locked.written_by, locked.written_at = by, by.get_full_name(), timezone.now()
    locked.version += 1
    locked.save()
    record("flag.rule_draft_changed", by=by, target=locked, before=before, after=locked.parameters, reason=reason)
    return locked


@transaction.atomic
def discard(*, drafted: RuleVersion, reason: str, version: int, by: User) -> RuleVersion:
    """Throw a draft away. It stays to be read."""
    require(by, Permission.FLAG_RULE_MANAGE, drafted)
    locked = _locked_draft(drafted, version)
    locked.status = Status.DISCARDED
    locked.approval_note = needed(reason, "Enter why the draft is thrown away.")
    locked.version += 1
    locked.save()
    record("flag.rule_draft_discarded", by=by, target=locked, reason=reason)
    return locked


@transaction.atomic
def approve(*, drafted: RuleVersion, effective_from: date, note: str, version: int, by: User) -> RuleVersion:
    """Let a draft apply from a day on; the version before it ends that day.

    Raises Refused for whoever wrote it, for a draft that was never tried on past months with these parameters, for a
    day in the past, as flags of the past were raised by the rule of their day, and without a note where a gap between
    groups widens or where no back-test exists for the rule. How the groups stood beside the version in force is part of
    the record.
    """
    require(by, Permission.FLAG_RULE_MANAGE, drafted)
    locked = _locked_draft(drafted, version)
    _check_approval(locked, effective_from, by)
    widening = widening_of(locked)
    _check_note(locked, widening, note)
    for earlier in _applying_after(locked, effective_from):
        earlier.effective_to = effective_from
        earlier.save(update_fields=["effective_to"])
    locked.status, locked.effective_from = Status.APPROVED, effective_from
    locked.approver, locked.approved_by, locked.approved_at = by, by.get_full_name(), timezone.now()
    locked.approval_note = note.strip()
    locked.version += 1
    locked.save()
    after = {"effective_from": effective_from, "parameters": locked.parameters, "groups": widening.recorded()}
    record("flag.rule_approved", by=by, target=locked, after=after, reason=note)
    return locked


def wrote(version: RuleVersion, person: User) -> bool:
    """Whether somebody wrote any of it: whoever drafted it stays its author when another changes a word."""
    kept = apps.get_model("flags", "RuleVersionEvent")._default_manager
    return version.author_id == person.pk or kept.filter(pgh_obj=version.pk, author=person.pk).exists()


def was_tried(version: RuleVersion) -> bool:
    """Whether a finished back-test of this rule had exactly these parameters."""
    return backtests_of(version).filter(finished_at__isnull=False).exists()


def _check_approval(drafted: RuleVersion, effective_from: date, by: User) -> None:
    if wrote(drafted, by):
        raise Refused("You wrote this version, so somebody else must approve it.")
    if can_try(drafted.rule.slug) and not was_tried(drafted):
        raise Refused("Back-test this version on past months first, and read what it would have done.")
    if effective_from < timezone.localdate():
        raise Refused("The first day must be today or later.", field="effective_from")
    later = drafted.rule.versions.filter(status=Status.APPROVED, effective_from__gte=effective_from).first()
    if later is not None:
        raise Refused(
            f"Version {later.number} applies from {uk_date(later.effective_from)}. Choose a day after that.",
            field="effective_from",
        )


def _check_note(drafted: RuleVersion, widening: Widening, note: str) -> None:
    if not can_try(drafted.rule.slug) and not note.strip():
        raise Refused(f"{NOT_TRIED} Enter why the version is right without one.", field="note")
    if widening.alarms and not note.strip():
        raise Refused("A gap between groups widens. Enter why the version is right all the same.", field="note")


def _applying_after(drafted: RuleVersion, day: date) -> list[RuleVersion]:
    approved = drafted.rule.versions.select_for_update(no_key=True).in_force(day)
    return [one for one in approved if one.effective_from and one.effective_from < day]


def _locked_draft(drafted: RuleVersion, version: int) -> RuleVersion:
    locked = RuleVersion.objects.select_for_update(no_key=True, of=("self",)).select_related("rule").get(pk=drafted.pk)
    if locked.status != Status.DRAFT:
        raise ChangedMeanwhile("This is no longer a draft. Read the page again to see what became of it.")
    if locked.version != version:
        raise ChangedMeanwhile(OVERTAKEN)
    return locked


def _checked(rule: Rule, parameters: Mapping[str, Any]) -> dict[str, Any]:
    kept = asdict(rules.read(rule.slug, parameters))
    in_force = rule.versions.in_force(timezone.localdate()).first()
    if in_force is not None and asdict(rules.read(rule.slug, in_force.parameters)) == kept:
        raise Refused("Nothing differs from the version in force. Change a number or a switch.")
    return kept
