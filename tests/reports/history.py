"""Small made-up histories: rows as a file would hold them, the same rows in the database, and what to expect."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies

from cases.models import Allegation, AllegationSubject, Case, Code, CodeList, Decision, Subject
from cases.stages import RecordType, Stage
from misconduct.imports.models import ImportRun
from officers.models import Officer
from tests.factories import AllegationSubjectFactory, CaseFactory

FINDINGS = {"Sustained": "proven", "Unfounded": "not_proven", "Withdrawn": "undecided"}
DECIDED = {"Sustained", "Unfounded"}
# The last days of February, and days exactly 12 or 24 months apart or one short of it.
EDGES = (
    date(2007, 2, 28),
    date(2008, 2, 28),
    date(2008, 2, 29),
    date(2009, 2, 27),
    date(2009, 2, 28),
    date(2009, 3, 1),
    date(2010, 2, 27),
    date(2010, 2, 28),
    date(2010, 3, 31),
    date(2011, 3, 30),
)


@dataclass(frozen=True)
class Line:
    """One allegation against one person, or against somebody unidentified where `officer` is None."""

    officer: int | None
    case: int
    category: int | None
    finding: str | None


@dataclass(frozen=True)
class History:
    """Lines, and the days on which their cases were received and closed."""

    lines: tuple[Line, ...]
    received: tuple[date | None, ...]
    closed: tuple[date | None, ...]

    def officer_cases(self) -> dict[int, dict[int, date | None]]:
        """By officer, the day each of their cases was received."""
        held: dict[int, dict[int, date | None]] = defaultdict(dict)
        for line in self.lines:
            if line.officer is not None:
                held[line.officer][line.case] = self.received[line.case]
        return held


_day = strategies.none() | strategies.sampled_from(EDGES)
_line = strategies.builds(
    Line,
    officer=strategies.none() | strategies.integers(0, 2),
    case=strategies.integers(0, 7),
    category=strategies.none() | strategies.integers(0, 1),
    finding=strategies.none() | strategies.sampled_from(sorted(FINDINGS)),
)
histories = strategies.builds(
    History,
    lines=strategies.lists(_line, max_size=16).map(tuple),
    received=strategies.tuples(*[_day] * 8),
    closed=strategies.tuples(*[_day] * 8),
)


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def store(history: History) -> None:
    """Put a history into the database, as an import would."""
    run = ImportRun.objects.create(kind=ImportRun.Kind.CASES, file_name="made-up.csv", sha256="0" * 64, size=1)
    officers = {number: Officer.objects.create(number=f"made-up-{number}") for number in range(3)}
    categories = [_code(CodeList.CATEGORY, name) for name in ("C0", "C1")]
    findings = {name: _code(CodeList.FINDING, name, verdict=verdict) for name, verdict in FINDINGS.items()}
    for number in {line.case for line in history.lines}:
        closed = history.closed[number]
        Case.objects.create(
            reference=f"made-up-{number}",
            record_type=RecordType.HISTORIC,
            stage=Stage.CLOSED if closed else Stage.RECEIVED,
            received_on=history.received[number],
            closed_on=closed,
            import_run=run,
        )
    for count, line in enumerate(history.lines, start=1):
        case = Case.objects.get(reference=f"made-up-{line.case}")
        officer = officers.get(line.officer)
        kind = Subject.Kind.IDENTIFIED if officer else Subject.Kind.UNIDENTIFIED
        subject, _ = Subject.objects.get_or_create(case=case, officer=officer, kind=kind)
        category = None if line.category is None else categories[line.category]
        allegation = Allegation.objects.create(case=case, number=count, category=category)
        pair = AllegationSubject.objects.create(
            allegation=allegation, subject=subject, finalised_on=history.closed[line.case]
        )
        if line.finding:
            Decision.objects.create(pair=pair, kind=Decision.Kind.FINDING, value=findings[line.finding], import_run=run)


def _code(code_list: str, name: str, **fields: str) -> Code:
    return Code.objects.create(code_list=code_list, scheme="local", code=name, label=name, **fields)


def matter(officer: Officer, received_on: date = date(2026, 3, 2), **fields: object) -> AllegationSubject:
    """One case about a person, with one allegation; `case` holds fields of the case."""
    case = CaseFactory(received_on=received_on, **fields.pop("case", {}))
    return AllegationSubjectFactory(allegation__case=case, subject__officer=officer, **fields)
