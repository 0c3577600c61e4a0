"""The filters of the audit log, shared with its export."""

import datetime as dt
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from misconduct.audit.models import AuditEvent, Result
from misconduct.audit.querysets import AuditEventQuerySet
from misconduct.audit.records import keys_for, withheld_keys
from misconduct.audit.wording import WORDS, words_for
from misconduct.core.filters import DateFilter
from misconduct.core.forms.base import FilterForm


def _people(request: HttpRequest | None) -> QuerySet:
    return get_user_model()._default_manager.order_by("last_name", "first_name", "username")


def _actions() -> list[tuple[str, str]]:
    """Every action with words of its own, and every other one that the log holds."""
    names = {*WORDS, *AuditEvent.objects.actions()}
    return sorted(((name, words_for(name)) for name in names), key=lambda choice: choice[1])


class AuditEventFilter(django_filters.FilterSet):
    """Who, on what, doing what, when, and whether they were let."""

    record = django_filters.CharFilter(
        label="Record", method="about", help_text="A case reference or an officer’s number"
    )
    person = django_filters.ModelChoiceFilter(
        label="Who did it", queryset=_people, method="by_person", empty_label="Anybody"
    )
    action = django_filters.ChoiceFilter(label="What was done", choices=_actions, empty_label="Anything")
    since = DateFilter(label="From", method="on_or_after")
    until = DateFilter(label="To", method="on_or_before")
    result = django_filters.ChoiceFilter(label="Result", choices=Result.choices, empty_label="Allowed or denied")

    class Meta:
        model = AuditEvent
        form = FilterForm
        fields = ("record", "person", "action", "since", "until", "result")

    def about(self, events: AuditEventQuerySet, name: str, text: str) -> AuditEventQuerySet:
        """Events that changed or showed any record of that name, also in a list, a search or an export.

        Those that tell of something withheld as well are left out: beside a name they would give it away.
        """
        keys = keys_for(text, self.request.user)
        if not keys:
            return events.none()
        return events.filter(touched__overlap=keys).exclude(touched__overlap=withheld_keys(self.request.user))

    def by_person(self, events: AuditEventQuerySet, name: str, person: Any) -> AuditEventQuerySet:
        return events.filter(actor_id=person.pk)

    def on_or_after(self, events: AuditEventQuerySet, name: str, day: dt.date) -> AuditEventQuerySet:
        return events.filter(occurred_at__gte=_midnight(day))

    def on_or_before(self, events: AuditEventQuerySet, name: str, day: dt.date) -> AuditEventQuerySet:
        return events.filter(occurred_at__lt=_midnight(day + dt.timedelta(days=1)))


def _midnight(day: dt.date) -> dt.datetime:
    """The start of the day in London."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
