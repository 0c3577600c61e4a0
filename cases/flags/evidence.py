"""What a flag's page shows of its evidence: every matter that is open to the reader, and how many are not."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

from cases.flags.again import again, histories_now
from cases.flags.models import Flag, FlagMatter, FlagRecheck
from cases.models import Case, Outcome, Subject
from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.core.career_line import CareerLine, Point, Span, career_line
from misconduct.core.wording import uk_date

SYSTEM = SystemActor("flags")
_KEY = (("warning", "Counted"), ("quiet", "Left out"))


@dataclass(frozen=True)
class EvidenceRow:
    """One matter that the reader may see; on a flag about a unit one case, with how many of its people it counts."""

    matter: FlagMatter
    case: Case
    outcomes: tuple[str, ...]
    people: int = 1


@dataclass(frozen=True)
class Evidence:
    """The matters counted and those left out.

    Of those out of the reader's scope nothing but their number is shown; of a case withheld from the reader, nothing.
    """

    counted: tuple[EvidenceRow, ...] = ()
    left_out: tuple[EvidenceRow, ...] = ()
    counted_hidden: int = 0
    left_out_hidden: int = 0
    line: CareerLine | None = field(default=None)

    @property
    def cases(self) -> list[Case]:
        return [row.case for row in (*self.counted, *self.left_out)]


def evidence_of(flag: Flag, viewer: Doer) -> Evidence:
    """The frozen evidence as this reader may see it, with today's stage and outcomes. Three queries."""
    withheld = Case.objects.order_by().withheld_from(viewer).values("pk")
    matters = list(flag.matters.exclude(subject__case__in=withheld).select_related("subject"))
    seen = Case.objects.visible_to(viewer).in_bulk({matter.subject.case_id for matter in matters})
    outcomes = _outcomes([matter.subject_id for matter in matters if matter.subject.case_id in seen])
    rows = [
        EvidenceRow(matter, seen[matter.subject.case_id], tuple(outcomes[matter.subject_id]))
        for matter in matters
        if matter.subject.case_id in seen
    ]
    if flag.unit_id:
        rows = _one_a_case(rows)
    return Evidence(
        counted=tuple(row for row in rows if row.matter.is_counted),
        left_out=tuple(row for row in rows if not row.matter.is_counted),
        counted_hidden=_hidden(matters, seen, is_counted=True),
        left_out_hidden=_hidden(matters, seen, is_counted=False),
        line=_line(flag, rows),
    )


def _one_a_case(rows: Iterable[EvidenceRow]) -> list[EvidenceRow]:
    """The rows of a case as one, in the order of their first."""
    found: dict[tuple[int, bool], list[EvidenceRow]] = defaultdict(list)
    for row in rows:
        found[row.case.pk, row.matter.is_counted].append(row)
    return [
        replace(
            alike[0],
            outcomes=tuple(dict.fromkeys(outcome for row in alike for outcome in row.outcomes)),
            people=len(alike),
        )
        for alike in found.values()
    ]


def would_fire_now(flag: Flag, viewer: Doer = SYSTEM) -> bool:
    """Whether the rule, as it was, finds anything in the window of the flag, by what this reader may know today."""
    history = histories_now([flag])[flag.pk]
    cases = Case.objects.order_by().withheld_from(viewer).filter(pk__in={one.case_id for one in history.matters})
    hidden = set(cases.values_list("pk", flat=True))
    matters = tuple(one for one in history.matters if one.case_id not in hidden)
    return again(flag, replace(history, matters=matters)) is not None  # type: ignore[type-var] # every history is a dataclass


def rechecks_of(flag: Flag, viewer: Doer) -> list[FlagRecheck]:
    """What later looks at the flag gave, the newest first, without those that count a case withheld from the reader."""
    found = list(flag.rechecks.all())
    counted = {subject for one in found for subject in (*one.counted_before, *one.counted_now)}
    withheld = Case.objects.order_by().withheld_from(viewer).values("pk")
    hidden = set(Subject.objects.filter(pk__in=counted, case__in=withheld).order_by().values_list("pk", flat=True))
    return [one for one in found if not hidden.intersection((*one.counted_before, *one.counted_now))]


def last_day(flag: Flag) -> dt.date:
    """The last day of the window; `window_to` is the day after it."""
    return flag.window_to - dt.timedelta(days=1)


def _hidden(matters: Sequence[FlagMatter], seen: dict[int, Case], *, is_counted: bool) -> int:
    return sum(matter.is_counted is is_counted and matter.subject.case_id not in seen for matter in matters)


def _outcomes(subject_ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Outcome.objects.in_force().filter(pair__subject__in=list(subject_ids)).order_by("pair_id", "pk")
    for subject_id, label in rows.values_list("pair__subject_id", "value__label"):
        if label not in found[subject_id]:
            found[subject_id].append(label)
    return found


def _line(flag: Flag, rows: Sequence[EvidenceRow]) -> CareerLine | None:
    points = [
        Point(
            f"{row.case.reference}, {uk_date(row.matter.dated_on)}",
            row.matter.dated_on,
            "warning" if row.matter.is_counted else "quiet",
        )
        for row in rows
        if row.matter.dated_on is not None
    ]
    window = Span("The window", flag.window_from, flag.window_to)
    return career_line(
        title="When the matters fell", spans=[window], points=points, today=timezone.localdate(), key=_KEY
    )
