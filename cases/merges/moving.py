"""What of a second record goes over to the first, and what stays behind as the first holds it already. Reads only."""

from datetime import date

from django.db.models import DateField, Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from cases.models import Subject
from cases.periods.models import ONE_AT_A_TIME, Period
from cases.watches.models import Watch
from officers.models import Officer, PriorService

MOVED: dict[str, type[Model]] = {
    "subjects": Subject,
    "periods": Period,
    "prior_services": PriorService,
    "watches": Watch,
}
_END = Coalesce(OuterRef("ends_on"), Value(date.max), output_field=DateField())


def going_over(model: type[Model], *, kept: Officer, absorbed: Officer) -> QuerySet:
    """The rows of one kind that the kept record is to have.

    A watch stays behind where the same person watches the kept record on some of its days, and a career break or a
    probation where the kept record has it from and to the same days.
    """
    rows: QuerySet = model._default_manager.filter(officer=absorbed).order_by("pk")
    if model is Watch:
        watched = _on_some_days(Watch.objects.filter(officer=kept, watcher=OuterRef("watcher"), ended_at=None))
        return rows.exclude(Exists(watched), ended_at=None)
    return rows.exclude(Exists(_on_the_same_days(kept))) if model is Period else rows


def periods_that_clash(*, kept: Officer, absorbed: Officer) -> bool:
    """Whether both records have a period of a kind that nobody has twice at once, on some of the same days."""
    going = going_over(Period, kept=kept, absorbed=absorbed).filter(kind__in=ONE_AT_A_TIME)
    clashing = _on_some_days(Period.objects.filter(officer=kept, kind=OuterRef("kind")))
    return going.filter(Exists(clashing)).exists()


def _on_some_days(rows: QuerySet) -> QuerySet:
    """Of these rows those that share a day with the row outside; both count their last day."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("starts_on"))
    return rows.order_by().filter(lasting, starts_on__lte=_END)


def _on_the_same_days(kept: Officer) -> QuerySet:
    last = Coalesce("ends_on", Value(date.max), output_field=DateField())
    own = Period.objects.filter(officer=kept, kind=OuterRef("kind"), kind__in=ONE_AT_A_TIME, case__isnull=True)
    return own.order_by().annotate(last=last).filter(starts_on=OuterRef("starts_on"), last=_END)
