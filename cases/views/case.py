from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from cases import sheet, timeline
from cases.actions import transitions
from cases.actions.sealing import active_grants
from cases.models import Case
from cases.next_steps import next_steps
from cases.stages import STAGE_COLOURS, Stage
from misconduct.accounts.pages import ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column


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
            "days_open": sheet.days_open(case, today=timezone.localdate()),
            "may": self.may(),
        }
        return super().get_context_data(case=case, **shown, **kwargs)

    def tabs(self) -> list[Tab]:
        """The parts of the page; the counts are of this case."""
        case = self.object
        parts: Sequence[tuple[str, str, int | None]] = (
            ("detail", "Overview", None),
            ("allegations", "Allegations", case.allegations.count()),
            ("people", "People", case.subjects.count()),
            ("decisions", "Decisions and outcomes", None),
            ("timeline", "Timeline", None),
        )
        return [Tab(label, reverse(f"cases:{part}", args=[case.pk]), part == self.part, n) for part, label, n in parts]

    def may(self) -> dict[str, bool]:
        """What the person's role allows on this case as it stands: it draws the links, the actions check again."""
        user, is_open = self.request.user, self.object.is_open
        return {
            "work": is_open and user.has(Permission.CASE_WORK),
            "assign": is_open and user.has(Permission.CASE_ASSIGN),
            "decide": is_open and user.has(Permission.DECISION_RECORD),
            "end": is_open and user.has(Permission.OUTCOME_RECORD),
            "move": user.has(Permission.CASE_WORK) or user.has(Permission.CASE_CLOSE),
            "seal": user.has(Permission.CASE_SEAL),
        }

    def also_shown(self) -> Iterable[models.Model | str]:
        ids = self.object.subjects.identified().values_list("officer_id", flat=True)
        return [f"officers.officer:{pk}" for pk in ids]


class CaseDetail(CasePage):
    part = "detail"
    template_name = "cases/case_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        lines = sheet.subject_lines(self.object, user)
        moves = transitions.available(self.object, user)
        steps = next_steps(self.object, moves, self.may())
        return super().get_context_data(lines=lines, moves=moves, steps=steps, **kwargs)


class CaseAllegations(CasePage):
    part = "allegations"
    template_name = "cases/case_allegations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(allegations=sheet.allegations(self.object), **kwargs)


class CasePeople(CasePage):
    part = "people"
    template_name = "cases/case_people.html"
    extra_context = {
        "assignment_columns": tuple(map(Column, ("Investigator", "From", "Until", "Assigned by", "Reason"))),
        "grant_columns": (
            *map(Column, ("Person", "Until", "Why", "Given by")),
            Column("Withdraw", is_label_hidden=True),
        ),
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, user = self.object, self.request.user
        assignments = case.assignments.select_related("investigator", "assigned_by")
        grants = active_grants(case) if user.has(Permission.CASE_SEAL) else []
        lines = sheet.subject_lines(case, user)
        return super().get_context_data(lines=lines, assignments=assignments, grants=grants, **kwargs)


class CaseDecisions(CasePage):
    part = "decisions"
    template_name = "cases/case_decisions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheets = [(allegation, sheet.pair_sheets(allegation)) for allegation in sheet.allegations(self.object)]
        return super().get_context_data(sheets=sheets, **kwargs)


class CaseTimeline(CasePage):
    part = "timeline"
    template_name = "cases/case_timeline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(entries=timeline.entries(self.object), **kwargs)
