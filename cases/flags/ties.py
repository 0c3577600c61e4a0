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
from misconduct.core.errors import Refused
from officers.models import Officer, Posting, units_and_below


def ties_of(flag: Flag, people: QuerySet[User]) -> dict[int, Ties]:
    """The ties of each of these people to a flag, by their ids. One query; one more for a flag about a unit."""
    today, person = timezone.localdate(), OuterRef("pk")
    own = _records_of(person).filter(flags=flag.pk)
    line = _in_line(flag, today, person)
    beside = _at_present(today).filter(unit__in=_units_of(flag, today), officer__account=person)
    cases = _counted(flag)
    rulings = [
        ruling.objects.filter(pair__allegation__case__in=cases.values("pk"), decided_by=person)
        for ruling in (Decision, Outcome)
    ]
    past = Assignment.objects.filter(case__in=cases.values("pk"), investigator=person)
    handled = [Exists(rows.order_by()) for rows in (cases.filter(investigator=person), past, *rulings)]
    tied = {"own": Exists(own), "beside": Exists(beside), "handled": reduce(or_, handled), "line": Exists(line)}
    rows = people.order_by().annotate(**tied)
    return {pk: Ties(*found) for pk, *found in rows.values_list("pk", *tied)}


def why_not(flag: Flag, person: User, *, name: str = "") -> str:
    """Why this person may not review a flag, and what to do; empty where they may. Without a name, said to them."""
    return refusal(ties_of(flag, User.objects.filter(pk=person.pk))[person.pk], name)


def refuse_who_is_tied(flag: Flag, person: User) -> None:
    """Raises Refused, with what to do, for whoever is not independent of the flag."""
    if reason := why_not(flag, person):
        raise Refused(reason)


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


def _in_line(flag: Flag, today: date, person: OuterRef) -> QuerySet[Posting]:
    """Posts in which the person leads whoever the flag is about, or somebody of its unit, or is led by them."""
    own = _records_of(OuterRef(person)).values("pk")
    if flag.unit_id is not None:
        return _at_present(today).filter(unit__in=units_and_below([flag.unit_id]), supervisor__in=own)
    return _at_present(today).filter(
        Q(officer__flags=flag.pk, supervisor__in=own) | Q(officer__in=own, supervisor__flags=flag.pk)
    )


def _records_of(person: OuterRef) -> QuerySet[Officer]:
    """The own records of each person asked about, on the roster."""
    found: QuerySet[Officer] = Officer.objects.order_by().belonging_to(person)
    return found


def _at_present(today: date) -> QuerySet[Posting]:
    started = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
    return Posting.objects.order_by().filter(started, Q(ends_on__isnull=True) | Q(ends_on__gt=today))
