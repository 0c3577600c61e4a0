"""Putting on record that somebody read a person's whole history for a case."""

from django.db import transaction

from cases import history_gate, officer_history
from cases.actions import locking
from cases.models import HistoryView, Subject
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def confirm_read(*, by: User, subject: Subject, shown: str) -> HistoryView:
    """Record that the history shown (its fingerprint) was read. Raises Refused where it has changed meanwhile.

    The case itself does not change, so nobody who is at work on it is overtaken.
    """
    require(by, Permission.DECISION_RECORD, subject.case)
    case = locking.lock_open(subject.case, version=None)
    officer = subject.officer
    if officer is None:
        raise Refused("Only somebody who is identified has a history.")
    matters = officer_history.matters_before(case, officer, by)
    if history_gate.fingerprint(matters) != shown:
        raise Refused("The history changed while you read it. It is shown here as it stands now: read it again.")
    view = HistoryView.objects.create(
        case=case,
        officer=officer,
        viewer=by,
        matter_count=len(matters),
        matters=history_gate.lines(matters),
    )
    record(
        "history.read",
        by=by,
        target=case,
        touched=[officer, *(matter.case for matter in matters)],
        after={"id": view.pk, "subject": str(officer), "matters": len(matters)},
    )
    return view
