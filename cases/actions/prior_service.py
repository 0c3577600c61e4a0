"""Service in another force, which the roster keeps and rules read: its flags are looked at again."""

from django.db import transaction

from cases.flags.actions.requests import request_evaluation
from misconduct.accounts.models import User
from officers.actions import prior_service
from officers.actions.prior_service import Served
from officers.models import Officer, PriorService


@transaction.atomic
def record_service(*, by: User, officer: Officer, served: Served) -> PriorService:
    """Keep that somebody served in another force. Raises Refused."""
    made = prior_service.record_service(by=by, officer=officer, served=served)
    request_evaluation(officer_ids=[made.officer_id])
    return made


@transaction.atomic
def change_service(*, by: User, service: PriorService, served: Served, read: str | None = None) -> PriorService:
    """Write what is known now over what was known. Raises Refused, ChangedMeanwhile."""
    changed = prior_service.change_service(by=by, service=service, served=served, read=read)
    request_evaluation(officer_ids=[changed.officer_id])
    return changed


@transaction.atomic
def withdraw_service(*, by: User, service: PriorService, reason: str) -> PriorService:
    """Take back what was entered by mistake. Raises Refused, ChangedMeanwhile."""
    withdrawn = prior_service.withdraw_service(by=by, service=service, reason=reason)
    request_evaluation(officer_ids=[withdrawn.officer_id])
    return withdrawn
