from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from cases.flags.filters import FlagFilter
from cases.flags.models import Flag, FollowUp
from cases.flags.score.work import IN_FULL
from misconduct.accounts.pages import ScopedListPage
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column

_TABS = (
    (Flag.Status.OPEN, "To review"),
    (Flag.Status.SECOND_READING, "Waiting for a second reader"),
    (Flag.Status.REVIEWED, "Reviewed"),
    (Flag.Status.SUPERSEDED, "Replaced by a newer flag"),
    ("", "All"),
)


@dataclass(frozen=True)
class Tab:
    """One part of the list of flags."""

    label: str
    url: str
    count: int
    is_current: bool


class FlagList(ScopedListPage):
    """The flags to review, by tier, lateness and score; those reviewed and replaced under tabs of their own."""

    model = Flag
    permission = Permission.FLAG_VIEW
    filterset_class = FlagFilter
    event = "flag.list_viewed"
    template_name = "flags/flag_list.html"

    def base_queryset(self) -> ScopedQuerySet:
        flags = Flag.objects.visible_to(self.request.user).with_officer_unit().with_score_for(self.request.user)
        return flags.select_related("officer", "unit", "case", "rule", "assigned_to").prefetch_related(
            "reviews__follow_up"
        )

    def get_queryset(self) -> models.QuerySet:
        query = self.request.GET.copy()
        query.setdefault("status", Flag.Status.OPEN)
        self.filterset = self.filterset_class(query, queryset=self.base_queryset(), request=self.request)
        return self.filterset.qs if self.filterset.is_valid() else self.filterset.queryset.none()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        for flag in context["object_list"]:
            flag.days_left = (flag.due_on - today).days
            flag.latest_review = next(iter(flag.reviews.all()), None)
            flag.counts_as = flag.score_percent and flag.score_in_queue / IN_FULL
            flag.follow_up = min(_open_follow_ups(flag), key=lambda asked: asked.due_on, default=None)
            flag.is_follow_up_late = flag.follow_up is not None and flag.follow_up.is_late(today)
        status = self.filterset.data["status"]
        form = self.filterset.form
        asked = {name for name in form.fields if form.errors.get(name) or form.cleaned_data.get(name)}
        return context | {
            "tabs": self.tabs(status),
            "status": status,
            "columns": self.columns(status),
            "is_filtered": bool(asked - {"status"}),
            "is_unreadable": bool(form.errors),
        }

    def columns(self, status: str) -> tuple[Column, ...]:
        """What is due is of use for flags to review; what was decided, for the others."""
        last = Column("Due", sort="due") if status == Flag.Status.OPEN else Column("Decision")
        return (
            Column("About", sort="name"),
            Column("Tier", sort="tier"),
            Column("Score", sort="-score"),
            Column("Why"),
            Column("Raised", sort="-raised"),
            last,
            Column("Assigned to"),
        )

    def tabs(self, status: str) -> list[Tab]:
        """How many flags there are of each status, before any filter."""
        rows = Flag.objects.visible_to(self.request.user).order_by().values_list("status")
        counts = dict(rows.annotate(models.Count("pk")))
        counts[""] = sum(counts.values())
        return [Tab(label, f"?status={key}", counts.get(key, 0), key == status) for key, label in _TABS]

    def shown(self, rows: Any) -> list[str]:
        """The flags and what they are about, but none of a restricted rule: opening one is on record."""
        return [key for flag in rows if not flag.is_restricted for key in (key_of(flag), key_of(flag.about))]


def _open_follow_ups(flag: Flag) -> Iterator[FollowUp]:
    """What the decisions on a flag asked for and is not done; the reviews hold their follow-ups already."""
    for review in flag.reviews.all():
        asked = getattr(review, "follow_up", None)
        if asked is not None and asked.done_on is None:
            yield asked
