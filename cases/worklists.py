"""What waits for somebody: the cases behind the numbers on My work."""

from django.db.models import F, Q

from cases.models import Case
from cases.querysets import CaseQuerySet
from cases.stages import Stage
from misconduct.accounts.models import User


def not_started(user: User) -> CaseQuerySet:
    """Cases assigned to this person, or logged by them and assigned to nobody, that are still as received."""
    theirs = Q(investigator=user) | Q(logged_by=user, investigator__isnull=True)
    return _oldest_first(Case.objects.visible_to(user).filter(theirs, stage=Stage.RECEIVED))


def assigned(user: User) -> CaseQuerySet:
    """Open cases that this person investigates, oldest first."""
    return _oldest_first(Case.objects.visible_to(user).open().filter(investigator=user))


def unallocated(user: User) -> CaseQuerySet:
    """Open cases in this person's sight that nobody investigates, oldest first."""
    return _oldest_first(Case.objects.visible_to(user).open().filter(investigator__isnull=True))


def longest_open(user: User) -> CaseQuerySet:
    """Every open case in this person's sight, oldest first."""
    return _oldest_first(Case.objects.visible_to(user).open())


def _oldest_first(cases: CaseQuerySet) -> CaseQuerySet:
    return cases.with_subjects().with_time_open().order_by(F("received_on").asc(nulls_last=True), "pk")
