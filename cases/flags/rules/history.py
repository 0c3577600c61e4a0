"""What a rule reads and what it answers: plain, frozen data without a database."""

from dataclasses import dataclass, field
from datetime import date

RECEIVED = "received"
FINALISED = "finalised"


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
    """

    subject_id: int
    case_id: int
    dated_on: date | None
    dated_by: str = RECEIVED
    categories: frozenset[Category] = frozenset()


@dataclass(frozen=True)
class OfficerHistory:
    """Everything recorded about one person, and when they served."""

    officer_id: int
    appointed_on: date | None = None
    left_on: date | None = None
    matters: tuple[Matter, ...] = ()

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
    """A rule's answer: this history asks for a person's eyes. `scope` is the category of a rule about one."""

    counted: tuple[Matter, ...]
    left_out: tuple[LeftOut, ...]
    window_from: date
    window_to: date
    sentence: str
    scope: Category | None = field(default=None)

    @property
    def scope_key(self) -> str:
        return self.scope.key if self.scope else ""
