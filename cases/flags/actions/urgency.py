"""A flag that waits comes sooner once its matters turn out graver, as severity is assessed after the flag is raised."""

from collections.abc import Iterable

from django.utils import timezone

from cases.flags.comparison import EarlierFlag
from cases.flags.findings import Finding
from cases.flags.models import Flag
from cases.flags.tiers import Placed, tier_of
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.wording import uk_date


def hasten(*, found_again: Iterable[tuple[Finding, EarlierFlag]], by: Doer) -> int:
    """Put open flags that are found again into the tier of what is known now, where that is more urgent; how many.

    Their day comes sooner with it. Neither moves back by itself: that would hide what somebody has planned to read.
    The evidence stays as it was frozen. The flags are held under a lock by the evaluation.
    """
    require(by, Permission.FLAG_REVIEW)
    graver = {}
    for finding, flag in found_again:
        placed = tier_of(finding.rule.slug, finding.hit.counted)
        if flag.is_open and placed.tier.number < flag.tier:
            graver[flag.pk] = placed
    for held in Flag.objects.filter(pk__in=graver).order_by("pk"):
        _move(held, graver[held.pk], by)
    return len(graver)


def _move(flag: Flag, placed: Placed, by: Doer) -> None:
    today, before = timezone.localdate(), {"tier": flag.tier, "due_on": flag.due_on}
    flag.tier_reason = f"{placed.reason} It was tier {flag.tier} until {uk_date(today)}, when more was known."
    flag.tier = placed.tier.number
    flag.due_on = min(flag.due_on, placed.tier.due_on(today))
    flag.save(update_fields=["tier", "tier_reason", "due_on"])
    after = {"tier": flag.tier, "due_on": flag.due_on}
    record("flag.tier_raised", by=by, touched=[key_of(flag)], before=before, after=after)
