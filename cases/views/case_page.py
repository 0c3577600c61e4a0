"""One part of a case's page: the bar that says what the case is, and the tabs. Other apps add parts of their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from cases import sheet
from cases.clocks.sheet import next_due
from cases.models import Case
from cases.stages import STAGE_COLOURS, Stage
from misconduct.accounts.pages import ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet

# The address of each part and its tab, in their order.
PARTS: tuple[tuple[str, str], ...] = (
    ("cases:detail", "Overview"),
    ("cases:allegations", "Allegations"),
    ("cases:people", "People"),
    ("contacts:log", "Contact log"),
    ("investigations:investigation", "Investigation"),
    ("investigations:evidence", "Evidence"),
    ("cases:decisions", "Decisions and outcomes"),
    ("notices:list", "Notices"),
    ("clocks:case", "Deadlines"),
    ("proceedings:list", "Proceedings"),
    ("closure:checklist", "Closing"),
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
            "today": timezone.localdate(),
            "days_open": sheet.days_open(case, today=timezone.localdate()),
            "may": self.may(),
        }
        return super().get_context_data(case=case, **shown, **kwargs)

    def tabs(self) -> list[Tab]:
        """The parts of the page; the counts are of this case."""
        counts = {
            "cases:allegations": self.object.allegations.count(),
            "cases:people": self.object.subjects.count() + self.object.parties.current().count(),
            "proceedings:list": self.object.proceedings.count(),
            "contacts:log": self.object.contacts.standing().count(),
            "notices:list": self.object.notices.count(),
        }
        return [
            Tab(label, reverse(name, args=[self.object.pk]), name == self.part, counts.get(name))
            for name, label in PARTS
        ]

    def may(self) -> dict[str, bool]:
        """What the person's role allows on this case as it stands: it draws the links, the actions check again."""
        user, is_open = self.request.user, self.object.is_open
        is_running = is_open and not self.object.is_suspended
        return {
            "contact": user.has(Permission.CASE_WORK),
            "people": is_open and user.has(Permission.CASE_WORK),
            "work": is_running and user.has(Permission.CASE_WORK),
            "suspend": is_open and user.has(Permission.SUSPENSION_DECIDE),
            "assign": is_open and user.has(Permission.CASE_ASSIGN),
            "decide": is_running and user.has(Permission.DECISION_RECORD),
            "end": is_running and user.has(Permission.OUTCOME_RECORD),
            "close": is_running and user.has(Permission.CASE_CLOSE),
            "refer": is_running and user.has(Permission.REFERRAL_RECORD),
            "link": is_open and user.has(Permission.CASE_WORK),
            "opine": is_running and self.object.investigator_id == user.pk and user.has(Permission.CASE_WORK),
            "move": user.has(Permission.CASE_WORK) or user.has(Permission.CASE_CLOSE),
            "seal": user.has(Permission.CASE_SEAL),
        }

    def also_shown(self) -> Iterable[models.Model | str]:
        ids = self.object.subjects.identified().values_list("officer_id", flat=True)
        return [f"officers.officer:{pk}" for pk in ids]
