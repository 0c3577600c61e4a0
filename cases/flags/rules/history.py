"""What a rule reads and what it answers: plain, frozen data without a database."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import ClassVar, Protocol

RECEIVED = "received"
FINALISED = "finalised"


class About(StrEnum):
    """What a rule looks at."""

    OFFICER = "officer"
    UNIT = "unit"
    CASE = "case"


class Source(StrEnum):
    """Who brought a matter. A conduct matter that began as a complaint stays a public one."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    UNKNOWN = ""


class Result(StrEnum):
    """How far a matter went against one person, by what was decided up to a day; the strongest of its allegations."""

    PROVEN = "proven"
    CASE_TO_ANSWER = "case_to_answer"
    UNDECIDED = "undecided"
    NOT_PROVEN = "not_proven"
    NO_CASE = "no_case"
    WITHDRAWN = "withdrawn"


class Severity(IntEnum):
    """The severity assessment (SI 2020/4 regulation 14), so that a rise can be told."""

    NEITHER = 0
    PRACTICE = 1
    MISCONDUCT = 2
    GROSS_MISCONDUCT = 3


@dataclass(frozen=True, order=True)
class Category:
    """An allegation category: `key` tells it apart on every installation, `label` is what people read."""

    key: str
    label: str


@dataclass(frozen=True)
class Matter:
    """One case in which the person is an identified subject, whatever became of it.

    `dated_on` is the day the case was received. Where that is unknown it is the day the first allegation against
    this person was finalised, and `dated_by` says so. Without either the matter is undated.

    `families` are kinds of behaviour wider than one category (`cases/flags/behaviours.csv`). `complainants` and
    `vulnerable` tell people apart by digests, never by name. What was decided is as known on the day looked at.
    `named` is how many people the case is about, this one and those not yet identified among them.
    """

    subject_id: int
    case_id: int
    dated_on: date | None
    dated_by: str = RECEIVED
    categories: frozenset[Category] = frozenset()
    families: frozenset[Category] = frozenset()
    source: Source = Source.UNKNOWN
    result: Result = Result.UNDECIDED
    severity: Severity | None = None
    closed_on: date | None = None
    unit_id: int | None = None
    is_off_duty: bool | None = None
    notified_on: date | None = None
    complainants: frozenset[str] = frozenset()
    vulnerable: frozenset[str] = frozenset()
    named: int = 1

    def is_open(self, as_at: date) -> bool:
        """Whether it had not been closed before the start of the day."""
        return self.closed_on is None or self.closed_on >= as_at


@dataclass(frozen=True)
class LiveWarning:
    """A warning with the days it is live on, both included. It has no end while a career break keeps it alive.

    `subject_id` is the matter it was given for. Two of the same words and days are one, whatever they were given for.
    """

    label: str
    starts_on: date
    ends_on: date | None
    subject_id: int = field(default=0, compare=False)


@dataclass(frozen=True)
class PriorForce:
    """Service in another force before this one, and what is known of the misconduct history there.

    `received_on` is the day that force answered; `is_adverse` says what the answer held.
    """

    force: str
    starts_on: date | None = None
    ends_on: date | None = None
    received_on: date | None = None
    is_adverse: bool = False


@dataclass(frozen=True)
class PeerGroup:
    """People in the same kind of work, and the number of cases that few of them reach."""

    label: str
    people: int
    cut: int


class History(Protocol):
    """What the histories of a person, a unit and a case have in common."""

    ABOUT: ClassVar[About]

    @property
    def about_id(self) -> int: ...

    @property
    def matters(self) -> tuple[Matter, ...]: ...


@dataclass(frozen=True)
class OfficerHistory:
    """Everything recorded about one person, and when they served.

    `protected_since` is the day they became a protected reporter. `peers` is there for a rule that compares.
    """

    ABOUT: ClassVar[About] = About.OFFICER

    officer_id: int
    appointed_on: date | None = None
    left_on: date | None = None
    matters: tuple[Matter, ...] = ()
    warnings: tuple[LiveWarning, ...] = ()
    probation_ends_on: date | None = None
    prior_forces: tuple[PriorForce, ...] = ()
    protected_since: date | None = None
    peers: PeerGroup | None = None

    @property
    def about_id(self) -> int:
        return self.officer_id

    def is_in_post(self, as_at: date) -> bool:
        """Appointed on or before the day and not gone by it. An unknown appointment does not count."""
        if self.appointed_on is None or self.appointed_on > as_at:
            return False
        return self.left_on is None or self.left_on > as_at


@dataclass(frozen=True)
class LeftOut:
    """A matter that the rule looked at and did not count, and why."""

    matter: Matter
    reason: str


@dataclass(frozen=True)
class Hit:
    """A rule's answer: this history asks for a person's eyes. `scope` is the category of a rule about one.

    `also` is what counted besides matters, such as a missed update: more of it is something new, as another matter is.
    """

    counted: tuple[Matter, ...]
    left_out: tuple[LeftOut, ...]
    window_from: date
    window_to: date
    sentence: str
    scope: Category | None = field(default=None)
    also: tuple[str, ...] = ()

    @property
    def scope_key(self) -> str:
        return self.scope.key if self.scope else ""

    @property
    def evidence(self) -> frozenset[int | str]:
        """The matters counted, by the ids of their subjects, and what counted besides."""
        return frozenset(matter.subject_id for matter in self.counted) | frozenset(self.also)
