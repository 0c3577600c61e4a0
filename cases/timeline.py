"""What happened in a case, told from the log in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from cases.models import Case
from misconduct.audit.models import AuditEvent
from misconduct.core.wording import uk_date, uk_datetime

LONGEST = 200

TITLES = {
    "case.logged": "Case logged",
    "case.edited": "Details changed",
    "case.assigned": "Assigned to {investigator}",
    "case.unassigned": "Taken from its investigator",
    "case.assessment_started": "Assessment started",
    "case.investigation_started": "Investigation started",
    "case.submitted_for_decision": "Submitted for decision",
    "case.closed": "Case closed",
    "case.reopened": "Case re-opened",
    "case.sealed": "Case sealed",
    "case.unsealed": "Seal lifted",
    "case.access_granted": "Access given to {person}",
    "case.access_withdrawn": "Access withdrawn",
    "allegation.added": "Allegation {allegation} added",
    "allegation.recategorised": "Category of allegation {allegation} changed",
    "subject.added": "Subject added: {subject}",
    "subject.identified": "Subject identified: {subject}",
    "decision.recorded": "{kind}: {value}",
    "outcome.recorded": "Outcome: {value}",
}
_LABELS = {
    "allegation": "Allegation",
    "allegations": "Allegations",
    "category": "Category",
    "channel": "How received",
    "decided_on": "Decided on",
    "description": "Known of them",
    "incident_from": "Happened on or from",
    "incident_to": "Happened until",
    "investigator": "Investigator",
    "live_from": "Live from",
    "live_to": "Live to",
    "place": "Where",
    "received_on": "Received",
    "regime": "Law in force",
    "subject": "Subject",
    "subjects": "Subjects",
    "summary": "What happened",
    "unit": "Unit",
    "until": "Until",
}


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `on` is for history of which only the day is known."""

    title: str
    by: str
    at: datetime | None = None
    on: date | None = None
    lines: Sequence[str] = ()
    reason: str = ""


def entries(case: Case) -> list[Entry]:
    """Everything done to the case, the newest first; reading it is not told here."""
    events: QuerySet[AuditEvent] = AuditEvent.objects.filter(
        object_type=Case._meta.label_lower, object_id=str(case.pk), action__in=TITLES
    )
    return [*(_entry(event) for event in events.order_by("-id")[:LONGEST]), *_imported(case)]


def _entry(event: AuditEvent) -> Entry:
    before, after = event.before or {}, event.after or {}
    words = {name: _words(value) for name, value in after.items()}
    title = TITLES[event.action]
    told = {name for name in words if f"{{{name}}}" in title}
    return Entry(
        title=title.format_map(defaultdict(str, words)),
        by=event.actor_name,
        at=event.occurred_at,
        lines=list(_lines(before, after, told)),
        reason=event.reason,
    )


def _lines(before: Mapping[str, Any], after: Mapping[str, Any], told: Iterable[str]) -> Iterable[str]:
    for name, value in after.items():
        label, was, now = _LABELS.get(name), _words(before.get(name)), _words(value)
        if label is None or (name in told and not was) or not (was or now):
            continue
        yield f"{label}: {now or 'none'}" + (f" (before: {was})" if was and was != now else "")
    if "value" in after and before.get("value"):
        yield f"Before: {_words(before['value'])}"


def _words(value: Any) -> str:
    """A value of the log as people say it: dates and times spelled out, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value)
    text = str(value)
    try:
        moment = parse_datetime(text) if "T" in text else None
        day = parse_date(text)
    except ValueError:
        return text
    return uk_datetime(moment) if moment else uk_date(day) if day else text


def _imported(case: Case) -> list[Entry]:
    run = case.import_run
    if run is None:
        return []
    lines = ["Decisions and outcomes of the source stand under “Decisions”."]
    on = (run.finished_at or run.created_at).date()
    title = f"Imported from {run.file_name}"
    return [Entry(title=title, by=run.started_by_name or "the system", on=on, lines=lines)]
