from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db import models

from cases import pair_sheets, sheet, timeline
from cases.actions import transitions
from cases.actions.sealing import active_grants
from cases.contacts.sheet import lacks_complainant, party_lines
from cases.due import all_due, shown_first
from cases.flags.models import Flag
from cases.handling import handling_of
from cases.investigations.evidence import since_severity
from cases.next_steps import blocked, next_steps
from cases.timeline import newest
from cases.views.case_page import CasePage
from misconduct.accounts.roles import Permission
from misconduct.core.tables import Column

_NEWEST = 5
_ON_A_PAGE = 100


class _FlaggedPart(CasePage):
    """A part of the page that shows the flags on the case beside its subjects."""

    flags: Sequence[Flag]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.flags = sheet.open_flags(self.object, self.request.user)
        lines = sheet.subject_lines(self.object, self.request.user)
        return super().get_context_data(flags=self.flags, lines=lines, **kwargs)

    def also_shown(self) -> list[models.Model | str]:
        return [*super().also_shown(), *(flag for flag in self.flags if not flag.is_restricted)]


class CaseDetail(_FlaggedPart):
    part = "cases:detail"
    template_name = "cases/case_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        moves = transitions.available(self.object, user)
        steps, due = next_steps(self.object, moves, self.may()), all_due(self.object, user)
        shown: dict[str, Any] = {"blocked": blocked(moves, steps, self.may()), "newest": newest(self.object, _NEWEST)}
        shown |= {"handling": handling_of(self.object, user), "lacks_complainant": lacks_complainant(self.object)}
        shown |= {"due": shown_first(due), "due_count": len(due), "since_severity": since_severity(self.object, user)}
        return super().get_context_data(steps=steps, **shown, **kwargs)


class CaseAllegations(CasePage):
    part = "cases:allegations"
    template_name = "cases/case_allegations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(allegations=sheet.allegations(self.object), **kwargs)


class CasePeople(_FlaggedPart):
    part = "cases:people"
    template_name = "cases/case_people.html"
    extra_context = {
        "assignment_columns": tuple(map(Column, ("Investigator", "From", "Until", "Assigned by", "Reason"))),
        "grant_columns": (
            *map(Column, ("Person", "Until", "Why", "Given by")),
            Column("Withdraw", is_label_hidden=True),
        ),
        "offers_periods": True,
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, user = self.object, self.request.user
        assignments = case.assignments.select_related("investigator", "assigned_by")
        grants = active_grants(case) if user.has(Permission.CASE_SEAL) else []
        people = party_lines(case, user)
        return super().get_context_data(people=people, assignments=assignments, grants=grants, **kwargs)


class CaseDecisions(CasePage):
    part = "cases:decisions"
    template_name = "cases/case_decisions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheets = pair_sheets.sheets(sheet.allegations(self.object), self.request.user)
        rights = [name for name, is_held in self.may().items() if is_held]
        return super().get_context_data(sheets=sheets, rights=rights, **kwargs)


class CaseTimeline(CasePage):
    part = "cases:timeline"
    template_name = "cases/case_timeline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(timeline.entries(self.object), _ON_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page_obj=page, **kwargs)
