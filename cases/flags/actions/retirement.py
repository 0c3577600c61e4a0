"""How a rule ends: somebody asks to retire it, and somebody else agrees or keeps it.

Switching a rule off leaves patterns unseen, so it takes two people as a new version does.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.flags.models import RuleVersion
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused, needed
from misconduct.core.wording import uk_date


@transaction.atomic
def ask(*, version: RuleVersion, ends_on: date, reason: str, by: User) -> RuleVersion:
    """Ask that a version end: `ends_on` is the first day on which it would no longer apply. It applies meanwhile.

    Raises Refused for a version that does not apply or was asked about, for a day in the past, and without a reason.
    """
    require(by, Permission.FLAG_RULE_MANAGE, version)
    locked = _locked(version)
    if locked.status != RuleVersion.Status.APPROVED or locked.effective_from is None:
        raise Refused("Only a version that was approved can be retired.")
    if locked.effective_to is not None:
        raise Refused(f"This version already ends on {uk_date(locked.effective_to)}.")
    if locked.waits_to_be_retired:
        raise Refused("Somebody asked to retire this version already. Answer that first.")
    if ends_on < max(timezone.localdate(), locked.effective_from):
        raise Refused("Choose today or a later day, on or after the version’s first day.", field="ends_on")
    locked.retirement_asked_by, locked.retirement_asked_from = by, ends_on
    locked.retirement_reason = needed(reason, "Enter why the rule should be retired.")
    locked.save()
    record("flag.rule_retirement_asked", by=by, target=locked, after={"effective_to": ends_on}, reason=reason)
    return locked


@transaction.atomic
def agree(*, version: RuleVersion, by: User) -> RuleVersion:
    """End a version from the day that was asked for, or from today if that has passed. Its flags stay.

    The rule then raises nothing until another version applies. Raises Refused for whoever asked.
    """
    require(by, Permission.FLAG_RULE_MANAGE, version)
    locked = _asked_about(version)
    if locked.retirement_asked_by_id == by.pk:
        raise Refused("You asked to retire this rule, so somebody else must agree.", field="answer")
    locked.effective_to = max(timezone.localdate(), locked.retirement_asked_from or date.min)
    locked.retired_by = by
    locked.save()
    after = {"effective_to": locked.effective_to}
    record("flag.rule_retired", by=by, target=locked, after=after, reason=locked.retirement_reason)
    return locked


@transaction.atomic
def keep(*, version: RuleVersion, note: str, by: User) -> RuleVersion:
    """Leave a version as it is, also by whoever asked. What was asked, and why not, stays on record."""
    require(by, Permission.FLAG_RULE_MANAGE, version)
    locked = _asked_about(version)
    note = needed(note, "Enter why the rule is kept.", field="note")
    before = {"ends_on": locked.retirement_asked_from, "reason": locked.retirement_reason}
    locked.retirement_asked_by = locked.retirement_asked_from = None
    locked.retirement_reason = ""
    locked.save()
    record("flag.rule_kept", by=by, target=locked, before=before, reason=note)
    return locked


def _asked_about(version: RuleVersion) -> RuleVersion:
    locked = _locked(version)
    if not locked.waits_to_be_retired:
        raise Refused("Nobody asks to retire this rule now. Read the page again to see what became of it.")
    if locked.effective_to is not None:
        raise Refused(f"Another version follows: this one ends on {uk_date(locked.effective_to)} already.")
    return locked


def _locked(version: RuleVersion) -> RuleVersion:
    return RuleVersion.objects.select_for_update(no_key=True, of=("self",)).get(pk=version.pk)
