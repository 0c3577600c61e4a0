"""What is looked at, kind by kind: people, units and cases. Each kind is gone through by the ids of its records."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q, QuerySet

from cases.flags.rules.history import About
from cases.models import Case
from officers.models import Officer, Unit


@dataclass(frozen=True)
class Lane:
    """One kind of record. `everything` are those to look at as at the start of a day; `many` says what they are.

    `at_once` is how many are looked at together: a unit has the matters of many people.
    """

    about: About
    model: type[Model]
    many: str
    at_once: int
    everything: Callable[[date], QuerySet]


def _open_cases(day: date) -> QuerySet[Case]:
    received = Q(received_on__isnull=True) | Q(received_on__lt=day)
    still_open: QuerySet[Case] = Case.objects.filter(received, Q(closed_on__isnull=True) | Q(closed_on__gte=day))
    return still_open


LANES = {
    lane.about: lane
    for lane in (
        Lane(About.OFFICER, Officer, "people", 1000, lambda day: Officer.objects.all()),
        Lane(About.UNIT, Unit, "units", 50, lambda day: Unit.objects.all()),
        Lane(About.CASE, Case, "cases", 1000, _open_cases),
    )
}
