"""Officer-cases: one person in one case, counted once however many allegations it holds."""

from datetime import date

from django.db import models
from django.db.models import F, Min, OuterRef, Subquery

from cases.models import AllegationSubject, Subject
from misconduct.accounts.permissions import Doer
from misconduct.core.querysets import ScopedQuerySet
from reports.statistics.sql import Sql, from_queryset


class Basis(models.TextChoices):
    """Which date of a matter counts: Casey counted by receipt, the Home Office counts by the day it was finalised."""

    RECEIVED = "received", "Date received"
    FINALISED = "finalised", "Date finalised"


def officer_cases(viewer: Doer) -> ScopedQuerySet:
    """Every officer-case in sight, a duplicate merged into another counted once, as the flags count it.

    Subjects who are not identified, and the organisation, are never people here.
    """
    subjects: ScopedQuerySet = Subject.objects.visible_to(viewer).identified().counted_once()
    return subjects


def dated(subjects: models.QuerySet, basis: Basis) -> models.QuerySet:
    """Adds `dated_on`: the day the case was received, or the first day on which one of its allegations was finalised.

    It is empty where that day is not known.
    """
    if basis == Basis.RECEIVED:
        return subjects.annotate(dated_on=F("case__received_on"))
    first = (
        AllegationSubject.objects.filter(subject=OuterRef("pk"))
        .order_by()
        .values("subject")
        .values(first=Min("finalised_on"))
    )
    return subjects.annotate(dated_on=Subquery(first))


def in_period(subjects: models.QuerySet, *, first: date | None, last: date | None) -> models.QuerySet:
    """Those dated from `first` to `last`, both included. Undated ones stay only where neither is given."""
    if first:
        subjects = subjects.filter(dated_on__gte=first)
    if last:
        subjects = subjects.filter(dated_on__lte=last)
    return subjects


def as_officer_cases(subjects: models.QuerySet) -> models.QuerySet:
    """The columns of `officer_case`, which all SQL here counts from, of dated subjects."""
    columns = {"subject_id": F("pk"), "unit_id": F("unit_at_time_id")}
    return subjects.order_by().values("officer_id", "case_id", "dated_on", **columns)


def officer_cases_between(viewer: Doer, *, first: date, last: date, basis: Basis) -> Sql:
    """The rows of `officer_case` dated from one day to another, both included, of the cases in sight."""
    return from_queryset(
        as_officer_cases(in_period(dated(officer_cases(viewer), basis), first=first, last=last)), prefix="matter"
    )
