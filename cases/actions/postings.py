"""Where people serve, which the roster keeps and rules read: their flags and their units’ are looked at again."""

from datetime import date

from django.db import transaction

from cases.flags.actions.requests import request_evaluation
from misconduct.accounts.models import User
from officers.actions import roster
from officers.models import Officer, Posting, Unit


@transaction.atomic
def start(
    *, by: User, officer: Officer, starts_on: date, unit: Unit | None, rank: str = "", supervisor: Officer | None = None
) -> Posting:
    """Post somebody from a day on; the posting they are in ends on that day. Raises Refused."""
    posting = roster.start_posting(
        by=by, officer=officer, starts_on=starts_on, unit=unit, rank=rank, supervisor=supervisor
    )
    request_evaluation(officer_ids=[officer.pk])
    return posting
