"""Cases that belong together. A link is told to nobody who may not see both, so no event names the other case."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.actions import checks, locking
from cases.models import Case, CaseLink
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

# What people link by hand. A merge and a split make links of their own.
BY_HAND = (
    CaseLink.Kind.SAME_INCIDENT,
    CaseLink.Kind.COMBINED,
    CaseLink.Kind.DUPLICATE,
    CaseLink.Kind.PATTERN,
)


@transaction.atomic
def link(*, by: User, case: Case, other: Case, kind: str, reason: str, version: int | None = None) -> CaseLink:
    """Link a case with another in the person's sight. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    require(by, Permission.CASE_VIEW, other)
    case, other = lock_both(case, other, version=version)
    if kind not in BY_HAND:
        raise Refused("Choose how the cases belong together.", field="kind")
    pair = Q(case=case, other=other) | Q(case=other, other=case)
    if CaseLink.objects.standing().filter(pair, kind=kind).exists():
        raise Refused("These cases are linked in this way already.", field="other")
    reason = checks.said(reason, field="reason", message="Enter why the cases belong together.")
    made = create(case=case, other=other, kind=CaseLink.Kind(kind), reason=reason, by=by)
    for one, its_other in ((case, other), (other, case)):
        record("case.linked", by=by, target=one, touched=[its_other], after=_told(made))
    return made


@transaction.atomic
def unlink(*, by: User, case: Case, link: CaseLink, reason: str, version: int | None = None) -> CaseLink:
    """End a link of a case that was made by hand; it stays on record.

    Raises Refused for one that a merge or a split made, or that ended already; ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, link)
    case, other = lock_both(case, link.other if link.case_id == case.pk else link.case, version=version)
    link = CaseLink.objects.get(pk=link.pk)
    if link.ended_at:
        raise Refused("This link has ended already.")
    if link.is_merge or link.kind == CaseLink.Kind.SPLIT:
        raise Refused("This link tells where a case came from, or went. Undo the merge instead.")
    end(link=link, by=by, reason=checks.said(reason, field="reason", message="Enter why the link ends."))
    for one in (case, other):
        locking.save(one)
    for one, its_other in ((case, other), (other, case)):
        record("case.unlinked", by=by, target=one, touched=[its_other], after=_told(link))
    return link


def lock_both(case: Case, other: Case, *, version: int | None, may_be_closed: bool = True) -> tuple[Case, Case]:
    """Both cases, locked in one order whichever side the work starts from. The first is the one that is worked on.

    Raises Refused for one case twice.
    """
    if case.pk == other.pk:
        raise Refused("This is the same case. Enter the reference of another one.", field="other")
    list(Case.objects.select_for_update().filter(pk__in=[case.pk, other.pk]).order_by("pk"))
    take = locking.lock if may_be_closed else locking.lock_open
    return take(case, version=version), take(other, version=None)


def create(*, case: Case, other: Case, kind: CaseLink.Kind, reason: str, by: User, is_merge: bool = False) -> CaseLink:
    """Write a link between two locked cases, as a step of an action that puts it on record."""
    made = CaseLink.objects.create(case=case, other=other, kind=kind, reason=reason, linked_by=by, is_merge=is_merge)
    locking.save(case)
    locking.save(other)
    return made


def end(*, link: CaseLink, by: User, reason: str) -> None:
    """End a link, as a step of an action that puts it on record."""
    link.ended_at, link.ended_by, link.ended_because = timezone.now(), by, reason
    link.save(update_fields=["ended_at", "ended_by", "ended_because"])


def _told(link: CaseLink) -> dict[str, object]:
    return {"id": link.pk, "kind": link.get_kind_display()}
