"""Taking two records for one person: proposed with its effect, approved by a second person, undone exactly."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.flags.actions.requests import request_evaluation
from cases.merges.effect import effect_of, stored
from cases.merges.models import OfficerMerge
from cases.merges.moving import MOVED, going_over, periods_that_clash
from cases.models import Case, Subject
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, Refused, needed
from officers.models import Officer, OfficerAlias

Status = OfficerMerge.Status
CHANGED_SINCE = "Something that was moved has been changed since. Put it back on the kept record first."
_NOTE = "Known so from a second record of the same person."


@transaction.atomic
def propose(*, kept: Officer, absorbed: Officer, reason: str, by: User) -> OfficerMerge:
    """Say that two records are one person. Nothing moves until somebody else approves. Raises Refused.

    That a case withheld from the proposer is about both is said to whoever approves: asking leaves a proposal behind.
    """
    require(by, Permission.ROSTER_EDIT, kept)
    require(by, Permission.ROSTER_EDIT, absorbed)
    kept, absorbed = _locked(kept, absorbed)
    _check_pair(kept, absorbed, withheld=Case.objects.order_by().withheld_from(by))
    made = OfficerMerge.objects.create(
        kept=kept,
        absorbed=absorbed,
        reason=needed(reason, "Enter what shows that they are one person."),
        effect=stored(effect_of(kept.pk, absorbed.pk)),
        proposed_by=by,
    )
    after = {"kept": str(kept), "absorbed": str(absorbed)}
    record("officer.merge_proposed", by=by, target=made, touched=[kept, absorbed], after=after, reason=made.reason)
    return made


@transaction.atomic
def approve(*, merge: OfficerMerge, note: str, by: User) -> OfficerMerge:
    """Give everything of the absorbed record to the kept one. Raises Refused for whoever proposed it."""
    require(by, Permission.FLAG_REVIEW, merge)
    held = _proposed(merge, by)
    held.kept, held.absorbed = _locked(held.kept, held.absorbed)
    _check_pair(held.kept, held.absorbed, own=held)
    held.moved = _move(held.kept, held.absorbed)
    held.status, held.decided_by, held.decided_at = Status.APPROVED, by, timezone.now()
    held.decision_note = note.strip()
    held.save()
    request_evaluation(officer_ids=[held.kept_id, held.absorbed_id])
    _record("officer.merged", held, by, held.decision_note)
    return held


@transaction.atomic
def refuse(*, merge: OfficerMerge, note: str, by: User) -> OfficerMerge:
    """Say that they are not one person. The proposal stays to be read."""
    require(by, Permission.FLAG_REVIEW, merge)
    held = _proposed(merge, by)
    held.status, held.decided_by, held.decided_at = Status.REFUSED, by, timezone.now()
    held.decision_note = needed(note, "Enter why they are not one person.", field="note")
    held.save()
    _record("officer.merge_refused", held, by, held.decision_note)
    return held


@transaction.atomic
def undo(*, merge: OfficerMerge, reason: str, by: User) -> OfficerMerge:
    """Give back exactly what was moved. What came to the kept record since stays with it.

    Raises Refused where a row that was moved has gone elsewhere since.
    """
    require(by, Permission.FLAG_REVIEW, merge)
    held = _held(merge)
    if held.status != Status.APPROVED:
        raise ChangedMeanwhile("These records are not merged now. Read the page again to see where it stands.")
    held.kept, held.absorbed = _locked(held.kept, held.absorbed)
    _move_back(held)
    held.status, held.undone_by, held.undone_at = Status.UNDONE, by, timezone.now()
    held.undone_because = needed(reason, "Enter why they are two people after all.")
    held.save()
    request_evaluation(officer_ids=[held.kept_id, held.absorbed_id])
    _record("officer.merge_undone", held, by, held.undone_because)
    return held


def _move(kept: Officer, absorbed: Officer) -> dict[str, Any]:
    """Give subjects, periods, prior service, watches and the account over, and keep the number and name as aliases.

    Just the rows that are named are moved, so that undoing gives them all back.
    """
    moved: dict[str, Any] = {"account": absorbed.account_id}
    for name, model in MOVED.items():
        moved[name] = list(going_over(model, kept=kept, absorbed=absorbed).values_list("pk", flat=True))
        model._default_manager.filter(pk__in=moved[name]).update(officer=kept)
    if absorbed.account_id is not None:
        account, absorbed.account = absorbed.account, None
        absorbed.save(update_fields=["account"])
        kept.account = account
        kept.save(update_fields=["account"])
    moved["aliases"] = [
        OfficerAlias.objects.create(officer=kept, kind=kind, value=value, note=_NOTE).pk
        for kind, value in _aliases(kept, absorbed)
    ]
    return moved


def _aliases(kept: Officer, absorbed: Officer) -> list[tuple[str, str]]:
    known = set(kept.aliases.values_list("kind", "value"))
    other = [(OfficerAlias.Kind.NUMBER.value, absorbed.number)]
    if absorbed.surname and absorbed.name != kept.name:
        other.append((OfficerAlias.Kind.NAME.value, absorbed.name))
    other += list(absorbed.aliases.values_list("kind", "value"))
    return [one for one in dict.fromkeys(other) if one not in known]


def _move_back(held: OfficerMerge) -> None:
    moved, kept, absorbed = held.moved, held.kept, held.absorbed
    for name, model in MOVED.items():
        ids = moved.get(name, [])
        if model._default_manager.filter(pk__in=ids, officer=kept).update(officer=absorbed) != len(ids):
            raise Refused(CHANGED_SINCE)
    if moved["account"] is not None:
        if kept.account_id != moved["account"]:
            raise Refused(CHANGED_SINCE)
        account, kept.account = kept.account, None
        kept.save(update_fields=["account"])
        absorbed.account = account
        absorbed.save(update_fields=["account"])
    OfficerAlias.objects.filter(pk__in=moved["aliases"]).delete()


def _check_pair(
    kept: Officer, absorbed: Officer, *, own: OfficerMerge | None = None, withheld: QuerySet[Case] | None = None
) -> None:
    if kept.pk == absorbed.pk:
        raise Refused("Choose another record than this one.", field="number")
    others = OfficerMerge.objects.filter(status__in=(Status.PROPOSED, Status.APPROVED))
    if (
        others.filter(Q(absorbed=absorbed) | Q(absorbed=kept) | Q(kept=absorbed))
        .exclude(pk=own.pk if own else 0)
        .exists()
    ):
        raise Refused("One of these records is already part of a merge. Decide on that one or undo it.", field="number")
    if kept.account_id is not None and absorbed.account_id is not None:
        raise Refused("Each record has a sign-in of its own. Take one off first.", field="number")
    shared = Subject.objects.filter(officer=kept, case__subjects__officer=absorbed)
    if shared.exclude(case__in=Case.objects.none() if withheld is None else withheld).exists():
        raise Refused("By what is held about them, these two records cannot be one person.", field="number")
    if periods_that_clash(kept=kept, absorbed=absorbed):
        raise Refused(
            "Both records have a suspension, career break or probation on some of the same days. Put the days of one"
            " right first.",
            field="number",
        )


def _locked(kept: Officer, absorbed: Officer) -> tuple[Officer, Officer]:
    """Both as they stand now, locked in the order of ids so that two people wait for each other."""
    rows = Officer.objects.select_for_update(no_key=True).filter(pk__in=[kept.pk, absorbed.pk]).order_by("pk")
    found = {officer.pk: officer for officer in rows}
    return found[kept.pk], found[absorbed.pk]


def _held(merge: OfficerMerge) -> OfficerMerge:
    rows = OfficerMerge.objects.select_for_update(no_key=True, of=("self",)).select_related("kept", "absorbed")
    held: OfficerMerge = rows.get(pk=merge.pk)
    return held


def _proposed(merge: OfficerMerge, by: User) -> OfficerMerge:
    held = _held(merge)
    if held.status != Status.PROPOSED:
        raise ChangedMeanwhile("Somebody has decided on this already. Read the page again to see how.")
    if held.proposed_by_id == by.pk:
        raise Refused("You proposed this, so somebody else must decide on it.")
    return held


def _record(event: str, held: OfficerMerge, by: User, reason: str) -> None:
    """What was moved stands on the merge alone: by its matters the log would count sealed cases."""
    touched = [held.kept, held.absorbed]
    record(event, by=by, target=held, touched=touched, after={"status": held.status}, reason=reason)
