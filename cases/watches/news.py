"""What is new about people who are watched, as one person may see it: what came, when, and where to read it.

Read when it is asked for, within the viewer's sight of that moment, and never stored: a case that is sealed later is
told of no more. Of a case it says the reference alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from cases.flags.models import Flag
from cases.models import Case, Decision, Outcome, Subject
from cases.watches.models import Watch
from misconduct.accounts.permissions import Doer


@dataclass(frozen=True)
class News:
    """One thing that came about a person: the matter, decision or flag, and the record to open."""

    what: str
    officer_id: int
    at: datetime
    record: models.Model

    @property
    def label(self) -> str:
        """The reference of a case; of a flag only that it is one."""
        return str(self.record) if isinstance(self.record, Case) else "Flag"

    @property
    def in_log(self) -> bool:
        """Whether the log may name it: beside the person a flag of a restricted rule would tell of a report."""
        return not (isinstance(self.record, Flag) and self.record.is_restricted)

    @property
    def on(self) -> date:
        """The day in London."""
        return timezone.localdate(self.at)


def since_start(watches: Sequence[Watch], viewer: Doer) -> dict[int, list[News]]:
    """What came while each of these watches ran, by its id, the newest first. Four queries, however many there are."""
    return _of_each(watches, viewer, {watch.pk: watch.started_at for watch in watches})


def unread(watches: Sequence[Watch], viewer: Doer) -> dict[int, list[News]]:
    """What came since the watcher of each last said that they had read it. Four queries."""
    return _of_each(watches, viewer, {watch.pk: watch.read_at or watch.started_at for watch in watches})


def named_in_log(came: Iterable[News]) -> list[models.Model]:
    """The records of what is shown, as far as the log may name them."""
    return [one.record for one in came if one.in_log]


def _of_each(watches: Sequence[Watch], viewer: Doer, starts: dict[int, datetime]) -> dict[int, list[News]]:
    if not watches:
        return {}
    found = sorted(
        _distinct(_news({watch.officer_id for watch in watches}, min(starts.values()), viewer)),
        key=lambda one: one.at,
        reverse=True,
    )
    return {
        watch.pk: [
            one for one in found if one.officer_id == watch.officer_id and starts[watch.pk] < one.at < _end(watch)
        ]
        for watch in watches
    }


def _end(watch: Watch) -> datetime:
    """When it stopped telling: when it was ended, or after its last day."""
    midnight = datetime.combine(watch.ends_on + timedelta(days=1), datetime.min.time())
    return watch.ended_at or timezone.make_aware(midnight)


def _news(officers: set[int], since: datetime, viewer: Doer) -> Iterator[News]:
    """Everything in sight about these people from a moment on."""
    cases = Case.objects.visible_to(viewer).order_by().values("pk")
    for subject in _joined(officers, cases).filter(joined_at__gt=since).select_related("case"):
        yield News("New matter", subject.officer_id, subject.joined_at, subject.case)
    models_of_rulings: tuple[tuple[type[models.Model], str], ...] = ((Decision, "Decision"), (Outcome, "Outcome"))
    for model, what in models_of_rulings:
        rulings: Any = model._default_manager
        made = rulings.filter(pair__subject__officer__in=officers, recorded_at__gt=since)
        seen = made.filter(pair__allegation__case__in=cases).order_by("pk")
        for ruling in seen.select_related("pair__subject", "pair__allegation__case"):
            yield News(what, ruling.pair.subject.officer_id, ruling.recorded_at, ruling.pair.allegation.case)
    flags = Flag.objects.visible_to(viewer).filter(officer__in=officers, fired_at__gt=since)
    for flag in flags.select_related("rule", "officer"):
        yield News("Flag raised", flag.officer_id or 0, flag.fired_at, flag)


def _joined(officers: set[int], cases: QuerySet) -> QuerySet:
    """Their matters with `joined_at`: since when each has been about this person, by the history of its row."""
    history = apps.get_model("cases", "SubjectEvent")._default_manager
    rows = history.filter(pgh_obj=OuterRef("pk"), officer=OuterRef("officer")).order_by().values("pgh_obj")
    joined = rows.annotate(first=Min("pgh_created_at")).values("first")
    subjects: QuerySet = Subject.objects.filter(officer__in=officers, case__in=cases)
    return subjects.annotate(joined_at=Subquery(joined)).order_by(F("joined_at").asc(nulls_last=True), "pk")


def _distinct(news: Iterable[News]) -> list[News]:
    """Several decisions of one day on one case are told once."""
    once = {(one.what, one.officer_id, one.on, type(one.record), one.record.pk): one for one in news}
    return list(once.values())
