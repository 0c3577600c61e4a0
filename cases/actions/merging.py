"""Merging one case into another: it closes and points at its survivor, and nothing of it is moved.

Each page leads to the other. The merge can be undone: the link ends, and the case is re-opened.
"""

from django.db import transaction

from cases import workflow
from cases.actions import checks, links, locking, transitions
from cases.flags.actions.requests import request_for_case
from cases.models import Case, CaseLink
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

KINDS = (CaseLink.Kind.DUPLICATE, CaseLink.Kind.COMBINED)


@transaction.atomic
def merge(*, by: User, case: Case, other: Case, kind: str, reason: str, version: int | None = None) -> CaseLink:
    """Close a case as merged into another open one. A duplicate no longer counts twice in anybody's history.

    Raises Refused when the other is closed, or this one cannot be closed yet; ChangedMeanwhile.
    """
    require(by, Permission.CASE_CLOSE, case)
    require(by, Permission.CASE_CLOSE, other)
    case, other = links.lock_both(case, other, version=version)
    if kind not in KINDS:
        raise Refused("Choose why the cases are one.", field="kind")
    if not other.is_open:
        raise Refused(f"{other} is closed. Choose an open case, or re-open it first.", field="other")
    reason = checks.said(reason, field="reason", message="Enter why the cases are one.")
    before = case.get_stage_display()
    transitions.make(case=case, move=workflow.transition("merge"), by=by)
    made = links.create(case=case, other=other, kind=CaseLink.Kind(kind), reason=reason, by=by, is_merge=True)
    after = {"id": made.pk, "kind": made.get_kind_display(), "stage": case.get_stage_display()}
    record("case.merged", by=by, target=case, touched=[other], before={"stage": before}, after=after)
    record("case.merged_in", by=by, target=other, touched=[case], after={"id": made.pk})
    _look_at_flags(case)
    return made


@transaction.atomic
def undo(*, by: User, case: Case, reason: str, version: int | None = None) -> Case:
    """Take a case out of the one it was merged into, and open it again at triage. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_CLOSE, case)
    link = case.links_from.standing().filter(is_merge=True).select_related("other").first()
    if link is None:
        locking.lock(case, version=version)
        raise Refused("This case is not merged into another.")
    case, other = links.lock_both(case, link.other, version=version)
    reason = checks.said(reason, field="reason", message="Enter why the cases are not one.")
    transitions.make(case=case, move=workflow.transition("undo_merge"), by=by)
    links.end(link=link, by=by, reason=reason)
    locking.save(other)
    record(
        "case.unmerged", by=by, target=case, touched=[other], after={"stage": case.get_stage_display()}, reason=reason
    )
    record("case.unmerged_from", by=by, target=other, touched=[case], after={"id": link.pk})
    _look_at_flags(case)
    return case


def _look_at_flags(case: Case) -> None:
    request_for_case(case)
