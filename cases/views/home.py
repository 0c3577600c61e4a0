"""My work: what must this person do next? Each part asks only for what the role may see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from cases import worklists
from cases.clocks.models import Clock
from cases.clocks.sheet import SOON, lines
from cases.flags.models import Flag, FollowUp
from cases.investigations.models import Task
from cases.merges.models import OfficerMerge
from cases.models import Case, CaseDraft
from cases.proceedings.barred_list import due
from cases.stages import OPEN_STAGES
from cases.watches import news
from cases.watches.models import Watch
from misconduct.accounts.models import User
from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.tables import Column
from misconduct.imports.models import ImportRun

FIRST = 10
MOST_ACTIONS = 100
OWN_COLUMNS = (
    Column("Reference"),
    Column("Subjects"),
    Column("Kind"),
    Column("Received"),
    Column("Stage"),
    Column("Days open", is_numeric=True),
)
CASE_COLUMNS = (*OWN_COLUMNS[:-1], Column("Investigator"), OWN_COLUMNS[-1])
_NAMED = (
    *("not_started", "assigned", "unallocated", "longest_open", "flags", "follow_ups"),
    *("overdue", "due_soon", "breaches", "actions"),
)
Part = Callable[[User], dict[str, Any]]


def _listed(rows: models.QuerySet) -> dict[str, Any]:
    """The first rows of a list and how many there are in all."""
    return {"rows": list(rows[:FIRST]), "count": rows.count()}


def _casework(user: User) -> dict[str, Any]:
    return {"not_started": _listed(worklists.not_started(user)), "assigned": _listed(worklists.assigned(user))}


def _actions(user: User) -> dict[str, Any]:
    """The next actions of this person, ordered by the day they are due, so that the late stand first."""
    own = Task.objects.visible_to(user).open().filter(owner=user, case__stage__in=OPEN_STAGES)
    late = own.filter(due_on__lt=timezone.localdate()).count()
    rows = list(own.select_related("case")[:MOST_ACTIONS])
    listed = {"rows": rows, "first": rows[:FIRST], "rest": rows[FIRST:], "count": own.count()}
    return {"actions": listed, "actions_late": late, "today": timezone.localdate()}


def _deadlines(user: User) -> dict[str, Any]:
    """What is overdue and what is due within a week, in the cases that this person investigates."""
    today = timezone.localdate()
    own = Clock.objects.visible_to(user).filter(case__investigator=user)
    soon = own.due_within(today, today + timedelta(days=SOON))
    return {"overdue": _clocks(own.overdue(today), user), "due_soon": _clocks(soon, user)}


def _breaches(user: User) -> dict[str, Any]:
    """Every overdue deadline in sight, and how many missed ones nobody has given a reason for."""
    today, seen = timezone.localdate(), Clock.objects.visible_to(user)
    unexplained = seen.breached(today).unexplained().count()
    return {"breaches": _clocks(seen.overdue(today), user), "unexplained": unexplained}


def _clocks(clocks: models.QuerySet, user: User) -> dict[str, Any]:
    found = _listed(clocks.select_related("case"))
    return {**found, "lines": lines(found["rows"], user)}


def _drafts(user: User) -> dict[str, Any]:
    return {"drafts": list(CaseDraft.objects.visible_to(user).unfinished())}


def _management(user: User) -> dict[str, Any]:
    return {"unallocated": _listed(worklists.unallocated(user)), "longest_open": _listed(worklists.longest_open(user))}


def _flags(user: User) -> dict[str, Any]:
    flags, today = Flag.objects.visible_to(user).open(), timezone.localdate()
    first = _listed(flags.select_related("officer", "unit", "case", "rule").order_by("tier", "due_on", "id"))
    escalated = flags.escalated().count()
    late = flags.filter(due_on__lt=today).count()
    own = FollowUp.objects.visible_to(user).open().filter(owner=user)
    merges = OfficerMerge.objects.visible_to(user).filter(status="proposed").exclude(proposed_by=user)
    waiting = Flag.objects.visible_to(user).waiting_for_a_second_reader().exclude(reviews__decided_by=user)
    return {
        "flags": first,
        "flags_late": late,
        "flags_escalated": escalated,
        "flags_to_read": waiting.count(),
        "merges_to_decide": merges.count(),
        "follow_ups": _listed(
            own.select_related(*(f"review__flag__{name}" for name in ("officer", "unit", "case", "rule")))
        ),
        "today": today,
    }


def _watched(user: User) -> dict[str, Any]:
    """What is new about the people whom this person watches."""
    own = list(Watch.objects.visible_to(user).running(timezone.localdate()).filter(watcher=user).with_people())
    came = news.unread(own, user)
    return {"watched": [(watch, came[watch.pk][:FIRST], len(came[watch.pk])) for watch in own]}


def _returns(user: User) -> dict[str, Any]:
    """How many people the College of Policing must still be told of."""
    return {"returns_due": due(user).count()}


def _oversight(user: User) -> dict[str, Any]:
    """What somebody who reads everything and changes nothing looks for first."""
    flags = Flag.objects.visible_to(user).open()
    late = flags.filter(due_on__lt=timezone.localdate()).count()
    open_cases = worklists.longest_open(user).count()
    return {"oversight": {"open_cases": open_cases, "flags": flags.count(), "flags_late": late}, **_breaches(user)}


def _exports(user: User) -> dict[str, Any]:
    # Through the reverse relation: exports stand above cases, and this page shows only one's own.
    return {"exports": list(user.exports.all()[:FIRST])}


def _imports(user: User) -> dict[str, Any]:
    return {"imports": list(ImportRun.objects.visible_to(user)[:FIRST])}


PARTS: tuple[tuple[Permission, Part], ...] = (
    (Permission.CASE_WORK, _casework),
    (Permission.CASE_WORK, _actions),
    (Permission.CASE_WORK, _deadlines),
    (Permission.CASE_LOG, _drafts),
    (Permission.CASE_ASSIGN, _management),
    (Permission.CASE_ASSIGN, _breaches),
    (Permission.FLAG_REVIEW, _flags),
    (Permission.FLAG_REVIEW, _watched),
    (Permission.PROCEEDINGS_RUN, _returns),
    (Permission.AUDIT_VIEW, _oversight),
    (Permission.EXPORT_RUN, _exports),
    (Permission.IMPORT_RUN, _imports),
)


class Home(Page, TemplateView):
    """The first page after signing in."""

    permission = Permission.SIGNED_IN
    template_name = "home.html"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever has nothing but a team finds their work there."""
        if self.request.user.has(Permission.TEAM_VIEW):
            return redirect("team")
        return super().get(*args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        parts: dict[str, Any] = {}
        for permission, part in PARTS:
            if user.has(permission):
                parts |= part(user)
        record("home.viewed", by=user, touched=_shown(parts))
        may_log = user.has(Permission.CASE_LOG)
        columns = {"case_columns": CASE_COLUMNS, "own_columns": OWN_COLUMNS}
        return super().get_context_data(may_log=may_log, **columns, **parts, **kwargs)


def _shown(parts: dict[str, Any]) -> list[models.Model]:
    """Every case and person that the page names."""
    rows = [row for name in _NAMED for row in parts.get(name, {"rows": []})["rows"]]
    watched = parts.get("watched", ())
    named = [named for row in rows for named in _records(row)]
    return named + [one for watch, came, _ in watched for one in (watch.officer, *news.named_in_log(came))]


def _records(row: models.Model) -> list[models.Model]:
    """The person or the case that a row of the page is about; of a case, also whom it is about."""
    if isinstance(row, Case):
        return [row, *(subject.officer for subject in row.subjects.all() if subject.officer)]
    if isinstance(row, FollowUp):
        flag = row.review.flag
        return [] if flag.is_restricted else [flag, flag.about]
    if isinstance(row, Flag):
        return list(row.named_in_log)
    return [row.case if isinstance(row, Clock | Task) else row]
