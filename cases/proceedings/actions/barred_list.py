"""Returns to the College of Policing, for the barred and the advisory list."""

from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.barred_list import dismissals, owed
from cases.models import Case, Subject
from cases.proceedings import data_files
from cases.proceedings.actions import holding
from cases.proceedings.models import ListReturn
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

LIST_OF = {
    ListReturn.Because.DISMISSED: ListReturn.List.BARRED,
    ListReturn.Because.WOULD_HAVE_BEEN: ListReturn.List.BARRED,
    ListReturn.Because.INCOMPETENCE: ListReturn.List.BARRED,
    ListReturn.Because.LEFT: ListReturn.List.ADVISORY,
}


@transaction.atomic
def send(
    *,
    by: User,
    subject: Subject,
    because: ListReturn.Because,
    sent_on: date,
    summary: str,
    reference: str = "",
    version: int | None = None,
) -> ListReturn:
    """Record that the College was told about somebody, and the first day on which the entry may be reviewed.

    A return for the barred list ends the person's entry on the advisory list. Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.PROCEEDINGS_RUN, subject.case)
    case = locking.lock(subject.case, version=version)
    list_of = _list_for(subject, because)
    holding.past(sent_on, field="sent_on", label="The day", since=case.received_on, since_what="when it was received")
    summary = checks.said(summary, field="summary", message="Enter what the return says.")
    earlier = subject.list_returns.standing().first()
    if earlier:
        _end(earlier, ListReturn.Ended.CONVERTED, sent_on, "Dismissed since.")
    sent = ListReturn.objects.create(
        subject=subject,
        list=list_of,
        because=because,
        sent_on=sent_on,
        reference=reference.strip(),
        summary=summary,
        review_not_before=review_not_before(ListReturn.Because(because), sent_on),
        recorded_by=by,
    )
    locking.save(case)
    _put_on_record_sent(case, summary, sent_on, sent, subject, by=by)
    return sent


@transaction.atomic
def end(
    *,
    by: User,
    entry: ListReturn,
    ended_as: ListReturn.Ended,
    ended_on: date,
    reason: str,
    version: int | None = None,
) -> ListReturn:
    """Record that an entry was taken off a list. A review comes not before its day. Raises Refused."""
    require(by, Permission.PROCEEDINGS_RUN, entry.subject.case)
    case = locking.lock(entry.subject.case, version=version)
    entry.refresh_from_db()
    if entry.ended_on:
        raise Refused("This entry has already ended.")
    if ended_as == ListReturn.Ended.CONVERTED:
        raise Refused("An entry moves to the barred list when the return for that list is recorded.", field="ended_as")
    holding.past(ended_on, field="ended_on", label="The day", since=entry.sent_on, since_what="the day of the return")
    if ended_as == ListReturn.Ended.REVIEWED and ended_on < entry.review_not_before:
        raise Refused("The entry cannot be reviewed before the day that is stored with it.", field="ended_on")
    reason = checks.said(reason, field="reason", message="Enter how and why the entry ended.")
    _end(entry, ended_as, ended_on, reason)
    locking.save(case)
    record(
        "barred_list.entry_ended",
        by=by,
        target=case,
        touched=filter(None, [entry.subject.officer]),
        after={
            "id": entry.pk,
            "subject": str(entry.subject),
            "list": entry.get_list_display(),
            "decision": entry.get_ended_as_display(),
            "on": ended_on,
        },
        reason=reason,
    )
    return entry


def review_not_before(because: ListReturn.Because, sent_on: date) -> date:
    """The first day on which an entry may be reviewed: some years after the return, by `list_reviews.csv`."""
    line = next(row for row in data_files.lines("list_reviews") if row["because"] == because)
    year = sent_on.year + int(line["review_after_years"])
    is_leap_day = (sent_on.month, sent_on.day) == (2, 29)
    return date(year, 3, 1) if is_leap_day else sent_on.replace(year=year)


def _list_for(subject: Subject, because: ListReturn.Because) -> ListReturn.List:
    """The list on which somebody goes. Raises Refused where none is due, or the reason is not theirs."""
    if not owed(Subject.objects.filter(pk=subject.pk)).exists():
        raise Refused("No return is due about this person in this case.")
    list_of = LIST_OF[ListReturn.Because(because)]
    is_dismissed = dismissals().filter(pair__subject=subject).exists()
    if is_dismissed != (list_of == ListReturn.List.BARRED):
        raise Refused(
            "Somebody who is, or would have been, dismissed goes on the barred list."
            if is_dismissed
            else "Nobody was dismissed: somebody who left goes on the advisory list.",
            field="because",
        )
    return list_of


def _end(entry: ListReturn, ended_as: ListReturn.Ended, ended_on: date, reason: str) -> None:
    entry.ended_as, entry.ended_on, entry.ended_reason = ended_as, ended_on, reason
    entry.save(update_fields=["ended_as", "ended_on", "ended_reason"])


def _put_on_record_sent(
    case: Case, summary: str, sent_on: date, sent: ListReturn, subject: Subject, *, by: User
) -> None:
    record(
        "barred_list.return_sent",
        by=by,
        target=case,
        touched=filter(None, [subject.officer]),
        after={
            "id": sent.pk,
            "subject": str(subject),
            "list": sent.get_list_display(),
            "because": sent.get_because_display(),
            "on": sent_on,
        },
        reason=summary,
    )
