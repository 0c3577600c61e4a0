"""Whose end the College of Policing must be told of, for the barred and the advisory list (SI 2017/1135).

A rule over subjects and their outcomes, asked both by the queue of returns and by the guard on closing a case.
"""

from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet

DISMISSED = ("dismissal-without-notice", "dismissal-with-notice", "upp-dismissal", "vetting-dismissal")
WOULD_HAVE_BEEN = ("would-have-been-dismissed",)
ASSESSED_AS = "gross-misconduct"
LEFT = "left-before-end"


def owed(subjects: QuerySet) -> QuerySet:
    """Of these, the people of whom a return must be made and was not.

    Dismissed, would have been dismissed, or left while a matter assessed as gross misconduct was going on. Somebody
    on the advisory list who was then dismissed is owed a return again: for the barred list. Returns about imported
    history were made where it comes from.
    """
    subjects = subjects.filter(case__import_run__isnull=True)
    standing = Q(list_returns__ended_on__isnull=True)
    barred = subjects.filter(_for_barred()).exclude(Q(list_returns__list="barred") & standing)
    advised = subjects.filter(_for_advisory(), ~_for_barred()).exclude(list_returns__isnull=False)
    return subjects.filter(Q(pk__in=barred.values("pk")) | Q(pk__in=advised.values("pk")))


def dismissals() -> QuerySet:
    """Outcomes in force by which somebody was dismissed, or would have been."""
    return _model("Outcome").objects.in_force().filter(value__code__in=(*DISMISSED, *WOULD_HAVE_BEEN))


def _for_barred() -> Exists:
    return Exists(dismissals().filter(pair__subject=OuterRef("pk")))


def _for_advisory() -> Q:
    assessed = (
        _model("Decision")
        .objects.in_force()
        .filter(pair__subject=OuterRef("pk"), kind="severity", value__code=ASSESSED_AS)
    )
    left = _model("Outcome").objects.in_force().filter(pair__subject=OuterRef("pk"), value__code=LEFT)
    was_open = Q(case__closed_on__isnull=True) | Q(officer__left_on__lte=F("case__closed_on"))
    went = Q(officer__left_on__gte=F("case__received_on")) & was_open
    return Q(Exists(left)) | (Q(Exists(assessed)) & went)


def _model(name: str) -> Any:
    """A model by name: the guards of the workflow stand below the models and ask this rule."""
    return apps.get_model("cases", name)
