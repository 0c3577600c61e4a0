"""Watching named people: the list, one watch with what came since, and the forms that begin, renew and end it."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cases.watches import news
from cases.watches.actions import watching
from cases.watches.filters import WatchFilter
from cases.watches.forms import EndForm, ReadForm, RenewForm, WatchForm
from cases.watches.models import Watch
from misconduct.accounts.pages import ScopedActionPage, ScopedListPage, ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column
from officers.models import Officer

_LIST_COLUMNS = tuple(map(Column, ("Person", "Watched by", "Why", "Until", "What came since")))
_NEWS_COLUMNS = tuple(map(Column, ("What", "Record", "Day")))


class WatchList(ScopedListPage):
    """Who is watched, by whom, why, until when, and how much came since; those that run, unless asked for others."""

    model = Watch
    permission = Permission.FLAG_VIEW
    filterset_class = WatchFilter
    event = "watch.list_viewed"
    template_name = "watches/watch_list.html"

    def base_queryset(self) -> ScopedQuerySet:
        watches: ScopedQuerySet = Watch.objects.visible_to(self.request.user).with_people()
        return watches

    def get_queryset(self) -> models.QuerySet:
        query = self.request.GET.copy()
        query.setdefault("state", "running")
        self.filterset = self.filterset_class(query, queryset=self.base_queryset(), request=self.request)
        return self.filterset.qs if self.filterset.is_valid() else self.filterset.queryset.none()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        watches = list(context["object_list"])
        came = news.since_start(watches, self.request.user)
        self.told = news.named_in_log(one for found in came.values() for one in found)
        rows = [(watch, len(came[watch.pk]), watch.runs_on(timezone.localdate())) for watch in watches]
        return context | {"rows": rows, "columns": _LIST_COLUMNS}

    def shown(self, rows: Any) -> list[str]:
        """The watches, whom they are about, and what came."""
        return [key_of(one) for row in rows for one in (row, row.officer)] + [key_of(one) for one in self.told]


class WatchDetail(ScopedObjectPage):
    """One watch: why, until when, and each matter, decision and flag that came while it ran, in the reader's sight."""

    model = Watch
    permission = Permission.FLAG_VIEW
    event = "watch.viewed"
    template_name = "watches/watch_detail.html"

    def base_queryset(self) -> ScopedQuerySet:
        watches: ScopedQuerySet = Watch.objects.visible_to(self.request.user).with_people()
        return watches

    def also_shown(self) -> list[models.Model]:
        return [self.object.officer, *news.named_in_log(self.came)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        watch, user = self.object, self.request.user
        self.came = news.since_start([watch], user)[watch.pk]
        stands = watch.ended_at is None and user.has(Permission.FLAG_REVIEW)
        is_own = watch.watcher_id == user.pk
        read_up_to = watch.read_at or watch.started_at
        return super().get_context_data(
            watch=watch,
            is_running=watch.runs_on(timezone.localdate()),
            came=[(one, one.at > read_up_to) for one in self.came],
            may_end=stands,
            may_renew=stands and is_own,
            read_fields={"up_to": self.came[0].at.isoformat()} if self.came else {},
            may_mark=stands and is_own and any(one.at > read_up_to for one in self.came),
            columns=_NEWS_COLUMNS,
            **kwargs,
        )


class _WatchForm(ScopedActionPage):
    model: type[models.Model] = Watch
    permission = Permission.FLAG_REVIEW
    template_name = "form_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        officer = self.object if isinstance(self.object, Officer) else self.object.officer
        return super().get_context_data(caption=officer.name, back_url=self.object.get_absolute_url(), **kwargs)

    def done(self, watch: Watch, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(watch)


class WatchStart(_WatchForm):
    model = Officer
    form_class = WatchForm
    extra_context = {
        "heading": "Watch this person",
        "lead": "You are told on My work of each new matter, decision and flag about them that you may see. They are"
        " not told. Others who see flags can read that you watch, and why.",
        "submit": "Start watching",
    }

    def act(self, form: Form) -> HttpResponse:
        made = watching.start(officer=self.object, by=self.request.user, **form.cleaned_data)
        return self.done(made, "You watch this person from today.")


class WatchRenew(_WatchForm):
    form_class = RenewForm
    extra_context = {"heading": "Renew this watch", "submit": "Renew"}

    def act(self, form: Form) -> HttpResponse:
        made = watching.renew(watch=self.object, by=self.request.user, **form.cleaned_data)
        return self.done(made, "The watch is renewed.")


class WatchEnd(_WatchForm):
    form_class = EndForm
    extra_context = {"heading": "End this watch", "submit": "End the watch"}

    def act(self, form: Form) -> HttpResponse:
        ended = watching.end(watch=self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        return self.done(ended, "The watch is ended. It stays here to be read.")


class WatchRead(_WatchForm):
    """Say that what the page showed as new was read."""

    form_class = ReadForm
    http_method_names = ("post", "options")

    def act(self, form: Form) -> HttpResponse:
        read = watching.mark_read(watch=self.object, up_to=form.cleaned_data["up_to"], by=self.request.user)
        return self.done(read, "Marked as read.")
