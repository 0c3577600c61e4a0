"""What ties people to a flag, looked up for many at once."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cases.flags.independence import Ties, refusal
from cases.flags.models import Flag
from cases.models import Assignment, Case, Decision, Outcome
from misconduct.accounts.models import User
from officers.models import Officer, Posting, units_and_below


def ties_of(flag: Flag, people: QuerySet[User]) -> dict[int, Ties]:
    """The ties of each of these people to a flag, by their ids. One query; one more for a flag about a unit."""
    today, person = timezone.localdate(), OuterRef("pk")
    own = Officer.objects.filter(flags=flag.pk, account=person)
    beside = _at_present(today).filter(unit__in=_units_of(flag, today), officer__account=person)
    cases = _counted(flag)
    rulings = [
        ruling.objects.filter(pair__allegation__case__in=cases.values("pk"), decided_by=person)
        for ruling in (Decision, Outcome)
    ]
    past = Assignment.objects.filter(case__in=cases.values("pk"), investigator=person)
    handled = [Exists(rows.order_by()) for rows in (cases.filter(investigator=person), past, *rulings)]
    rows = people.order_by().annotate(own=Exists(own), beside=Exists(beside), handled=reduce(or_, handled))
    return {pk: Ties(*found) for pk, *found in rows.values_list("pk", "own", "beside", "handled")}


def why_not(flag: Flag, person: User, *, name: str = "") -> str:
    """Why this person may not review a flag, and what to do; empty where they may. Without a name, said to them."""
    return refusal(ties_of(flag, User.objects.filter(pk=person.pk))[person.pk], name)


def independent(flag: Flag, people: QuerySet[User]) -> QuerySet[User]:
    """Those of the people whom nothing ties to the flag."""
    tied = [pk for pk, ties in ties_of(flag, people).items() if refusal(ties)]
    return people.exclude(pk__in=tied)


def _counted(flag: Flag) -> QuerySet[Case]:
    """The cases that the flag counts, or the one it is about."""
    counted = flag.matters.filter(is_counted=True).values("subject")
    found: QuerySet[Case] = Case.objects.order_by().filter(Q(subjects__in=counted) | Q(flags=flag.pk))
    return found


def _units_of(flag: Flag, today: date) -> list[int] | QuerySet[Posting, int | None]:
    """The unit that the flag is about with those below it, or where the person it is about is posted at present."""
    if flag.unit_id is not None:
        return units_and_below([flag.unit_id])
    posted = _at_present(today).filter(officer__flags=flag.pk, unit__isnull=False)
    return posted.values_list("unit_id", flat=True)


def _at_present(today: date) -> QuerySet[Posting]:
    started = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
    return Posting.objects.order_by().filter(started, Q(ends_on__isnull=True) | Q(ends_on__gt=today))
