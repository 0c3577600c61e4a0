"""What happened in a case, told from the log in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from cases.investigations.conflicts import as_read
from cases.models import Case, Decision, Outcome
from cases.stages import RecordType
from cases.timeline_words import LABELS, TITLES
from misconduct.audit.models import AuditEvent
from misconduct.core.wording import uk_date, uk_datetime

_RECORD_TYPES = dict(RecordType.choices)


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
    """Everything done to the case, the newest first; reading it is not told here.

    Told by the log, and for history that came with an import by the rows themselves.
    """
    return _told(case, most=None)


def newest(case: Case, most: int) -> list[Entry]:
    """The first of `entries`. A row told by an older event stands below all events read, and so is cut off."""
    return _told(case, most=most)[:most]


def _told(case: Case, *, most: int | None) -> list[Entry]:
    logged = AuditEvent.objects.filter(
        object_type=Case._meta.label_lower, object_id=str(case.pk), action__in=TITLES
    ).order_by("-id")
    events = list(logged[:most])
    told = {(event.action, (event.after or {}).get("id")) for event in events}
    everything = [*map(_entry, events), *_from_rows(case, told)]
    return sorted(everything, key=_moment, reverse=True)


def _moment(entry: Entry) -> datetime:
    day = datetime.combine(entry.on or date.min, time.min, tzinfo=UTC)
    return entry.at or day


def _entry(event: AuditEvent) -> Entry:
    before, after = _spelled_out(event.before or {}), _spelled_out(event.after or {})
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


def _spelled_out(state: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the log keeps as a code, in words, and no linked case that an earlier declaration of interests named."""
    kind, conflicts = state.get("record_type"), state.get("conflicts")
    spelled = {**state, "record_type": _RECORD_TYPES.get(kind, kind)} if kind else state
    return {**spelled, "conflicts": as_read(conflicts)} if conflicts else spelled


def _lines(before: Mapping[str, Any], after: Mapping[str, Any], told: Iterable[str]) -> Iterable[str]:
    for name in (name for name in LABELS if name in after):
        was, now = _words(before.get(name)), _words(after[name])
        if (name in told and not was) or not (was or now):
            continue
        yield f"{LABELS[name]}: {now or 'none'}" + (f" (before: {was})" if was and was != now else "")
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
        moment = parse_datetime(text) if ":" in text else None
        day = parse_date(text)
    except ValueError:
        return text
    return uk_datetime(moment) if moment else uk_date(day) if day else text


def _from_rows(case: Case, told: set[tuple[str, Any]]) -> Iterator[Entry]:
    """What the log does not tell, because it was done in another system or before this one kept a log."""
    actions = {action for action, _ in told}
    if case.import_run:
        run = case.import_run
        yield Entry(f"Imported from {run.file_name}", run.started_by_name, at=run.finished_at or run.created_at)
    elif "case.logged" not in actions:
        yield Entry(TITLES["case.logged"], str(case.logged_by or ""), at=case.logged_at)
    if case.closed_on and "case.closed" not in actions:
        yield Entry(TITLES["case.closed"], str(case.closed_by or ""), on=case.closed_on)
    for one in case.assignments.select_related("investigator", "assigned_by"):
        if ("case.assigned", one.pk) not in told:
            title = f"Assigned to {one.investigator}"
            yield Entry(title, str(one.assigned_by), at=one.assigned_at, reason=one.reason)
    related = ("value", "decided_by", "pair__allegation", "pair__subject__officer")
    for decision in Decision.objects.filter(pair__allegation__case=case).select_related(*related):
        if ("decision.recorded", decision.pk) not in told:
            yield _ruled(decision, decision.get_kind_display())
    for outcome in Outcome.objects.filter(pair__allegation__case=case).select_related(*related):
        if ("outcome.recorded", outcome.pk) not in told:
            yield _ruled(outcome, "Outcome")


def _ruled(ruling: Decision | Outcome, kind: str) -> Entry:
    pair = ruling.pair
    return Entry(
        title=f"{kind}: {ruling.as_recorded or ruling.value}",
        by=str(ruling.decided_by or ""),
        on=ruling.decided_on,
        lines=[f"Allegation: {pair.allegation.number}", f"Subject: {pair.subject}"],
        reason=ruling.reasons,
    )
