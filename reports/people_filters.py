"""The filters of the people behind the dashboard's numbers, which the list and the repeat register share."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Min
from django.utils import timezone

from cases.flags.models import Flag
from cases.models import Outcome
from misconduct.accounts.permissions import Doer, SystemActor
from reports.filters import CheckboxFilter, RepeatFilter
from reports.statistics import bands, people
from reports.statistics.flag_ages import FLAG_AGES, FlagAge, raised_between
from reports.statistics.lookups import ENDINGS, ending_condition

_BANDS = [(band.slug, band.label) for band in bands.CHOICES]
_CLOSE = [(band.slug, band.label) for band in bands.BANDS]


class PeopleFilter(RepeatFilter):
    """One row a person, of officer-cases that the shared filters leave, narrowed by what the dashboard counts.

    Starts from officer-cases in sight. Without a band it lists people with two or more cases.
    """

    band = django_filters.ChoiceFilter(choices=_BANDS, label="Cases", empty_label=None)
    close_12 = django_filters.ChoiceFilter(choices=_CLOSE, label="Most within 12 months", empty_label="Any")
    close_24 = django_filters.ChoiceFilter(choices=_CLOSE, label="Most within 24 months", empty_label="Any")
    top = django_filters.ChoiceFilter(
        choices=[(str(share), f"Top {share}%") for share in (1, 5, 10, 20)],
        label="People with the most cases",
        empty_label="Everybody",
    )
    month = django_filters.CharFilter(
        label="With a case in the month",
        help_text="Year and month, such as 2026-03",
        validators=[
            RegexValidator(r"\A(19|20)\d\d-(0[1-9]|1[0-2])\Z", "Month must be a year and a month, like 2026-03")
        ],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    again = CheckboxFilter(label="And another in the 24 months before that case")
    flag_age = django_filters.ChoiceFilter(
        choices=[(str(age.number), age.label) for age in FLAG_AGES], label="Oldest open flag", empty_label="Any or none"
    )
    ended = django_filters.ChoiceFilter(
        choices=[(slug, label) for slug, (label, _) in ENDINGS.items()], label="A matter ended", empty_label="Anyhow"
    )

    def filter_queryset(self, queryset: models.QuerySet) -> models.QuerySet:
        """The people, each with the number of their `cases`."""
        matters = self.matters(queryset)
        rows = people.by_person(matters)
        asked = bands.band(self.form.cleaned_data.get("band") or "")
        rows = rows.filter(cases__gte=asked.least)
        if asked.most is not None:
            rows = rows.filter(cases__lte=asked.most)
        for condition in self._conditions(matters):
            rows = rows.filter(officer_id__in=condition)
        return rows

    def matters(self, queryset: models.QuerySet) -> models.QuerySet:
        """The officer-cases that are counted: what the filters shared with the dashboard leave."""
        return super().filter_queryset(queryset)

    @property
    def as_at(self) -> date:
        """The day that windows of months end on: the last of the period asked for, or today."""
        asked = self.form.cleaned_data.get("to_date") if self.is_valid() else None
        return asked or timezone.localdate()

    def _conditions(self, matters: models.QuerySet) -> Iterator[Any]:
        """For each further answer, the people it leaves."""
        asked = self.form.cleaned_data
        for months in (12, 24):
            if band := asked.get(f"close_{months}"):
                yield people.close_together(matters, months=months, band=band)
        if share := asked.get("top"):
            yield people.top(matters, percent=int(share))
        if month := asked.get("month"):
            first = date.fromisoformat(f"{month}-01")
            yield people.in_month(matters, first=first, is_again=bool(asked.get("again")))
        if age := asked.get("flag_age"):
            yield _with_flag_of_age(self._viewer, FLAG_AGES[int(age)])
        if ending := asked.get("ended"):
            ended = Outcome.objects.in_force().filter(ending_condition(ending), pair__subject__in=_keys(matters))
            yield ended.order_by().values("pair__subject__officer_id")

    @property
    def _viewer(self) -> Doer:
        """Whose flags count. Without a request the rows are scoped already, and flags only narrow them."""
        return self.request.user if self.request else SystemActor("filter")


def _keys(matters: models.QuerySet) -> models.QuerySet:
    return matters.order_by().values("pk")


def _with_flag_of_age(viewer: Doer, age: FlagAge) -> models.QuerySet:
    since, until = raised_between(age, timezone.localdate())
    oldest = (
        Flag.objects.visible_to(viewer)
        .open()
        .filter(officer__isnull=False)
        .order_by()
        .values("officer_id")
        .annotate(oldest=Min("fired_at"))
        .filter(oldest__lt=until)
    )
    return (oldest.filter(oldest__gte=since) if since else oldest).values("officer_id")
