"""One part of a case's page: the bar that says what the case is, and the tabs. Other apps add parts of their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from cases import sheet
from cases.due import next_due
from cases.models import Case
from cases.rights import rights
from cases.stages import STAGE_COLOURS, Stage
from misconduct.accounts.pages import ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet

# The address of each part and its tab, in their order.
PARTS: tuple[tuple[str, str], ...] = (
    ("cases:detail", "Overview"),
    ("cases:allegations", "Allegations"),
    ("cases:people", "People"),
    ("investigations:investigation", "Investigation"),
    ("investigations:evidence", "Evidence"),
    ("cases:decisions", "Decisions"),
    ("notices:list", "Notices"),
    ("proceedings:list", "Proceedings"),
    ("clocks:case", "Deadlines"),
    ("closure:checklist", "Closing"),
    ("contacts:log", "Contact log"),
    ("cases:timeline", "Timeline"),
)


@dataclass(frozen=True)
class Tab:
    """One part of the page as its tab shows it."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


class CasePage(ScopedObjectPage):
    """One part of a case's page, under the bar that says what the case is and where it stands."""

    model = Case
    object: Case
    permission = Permission.CASE_VIEW
    event = "case.viewed"
    part: str

    def base_queryset(self) -> ScopedQuerySet:
        related = ("unit", "channel", "investigator", "logged_by", "closed_by", "import_run")
        queryset: ScopedQuerySet = super().base_queryset().select_related(*related)
        return queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        shown = {
            "tabs": self.tabs(),
            "stage_colour": STAGE_COLOURS[Stage(case.stage)],
            "severity": sheet.severity(case),
            "next_due": next_due(case),
            "days_open": sheet.days_open(case, today=timezone.localdate()),
            "may": self.may(),
        }
        return super().get_context_data(case=case, **shown, **kwargs)

    def tabs(self) -> list[Tab]:
        """The parts of the page; the counts are of this case, and none is shown where there is nothing."""
        counts = {
            "cases:allegations": self.object.allegations.count(),
            "cases:people": self.object.subjects.count() + self.object.parties.current().count(),
            "contacts:log": self.object.contacts.standing().count(),
            "proceedings:list": self.object.proceedings.count(),
            "notices:list": self.object.notices.count(),
        }
        return [
            Tab(label, reverse(name, args=[self.object.pk]), name == self.part, counts.get(name) or None)
            for name, label in PARTS
        ]

    def may(self) -> dict[str, bool]:
        """What the person's role allows on this case as it stands: it draws the links, the actions check again."""
        return rights(self.object, self.request.user)

    def also_shown(self) -> Iterable[models.Model | str]:
        ids = self.object.subjects.identified().values_list("officer_id", flat=True)
        return [f"officers.officer:{pk}" for pk in ids]
