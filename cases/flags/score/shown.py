"""A score card as one reader may see it. Two queries, however long the card."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.flags.models import Flag
from cases.flags.score.card import Line
from cases.flags.score.frozen import SAME_WORK, score_from_json
from cases.flags.score.work import IN_FULL, SameWork
from cases.models import Case, Subject
from misconduct.accounts.permissions import Doer


@dataclass(frozen=True)
class ShownLine:
    """One line with the cases that the reader may open, and how many are out of their scope."""

    words: str
    each: int
    points: int
    cases: tuple[Case, ...]
    hidden: int


@dataclass(frozen=True)
class ShownScore:
    """The lines and their sum on the day of the flag, and what the table of points says beside them.

    `counts_as` is what the points count for beside the same work; `is_older` says that they were never set beside it.
    """

    as_at: date
    points: int
    lines: tuple[ShownLine, ...]
    note: str
    work: SameWork | None
    counts_as: float
    is_older: bool

    @property
    def cases(self) -> list[Case]:
        return [case for line in self.lines for case in line.cases]


def score_shown(flag: Flag, viewer: Doer) -> ShownScore | None:
    """The frozen card without the cases withheld from the reader; nothing for a flag that was raised without one."""
    if flag.score_card is None:
        return None
    card = score_from_json(flag.score_card)
    ids = set(card.points_of_matters())
    withheld = Case.objects.order_by().withheld_from(viewer).values("pk")
    told = Subject.objects.filter(pk__in=ids).exclude(case__in=withheld).order_by()
    case_of = dict(told.values_list("pk", "case_id"))
    seen = Case.objects.visible_to(viewer).in_bulk(set(case_of.values()))
    card = card.without(ids - set(case_of))
    lines = tuple(_shown(line, case_of, seen) for line in card.lines)
    return ShownScore(
        as_at=card.as_at,
        points=card.points,
        lines=lines,
        note=flag.score_card["weights"]["note"],
        work=card.work,
        counts_as=card.in_queue / IN_FULL,
        is_older=SAME_WORK not in flag.score_card,
    )


def _shown(line: Line, case_of: Mapping[int, int], seen: Mapping[int, Case]) -> ShownLine:
    cases = tuple(seen[case_of[pk]] for pk in line.matters if case_of[pk] in seen)
    return ShownLine(line.words, line.each, line.points, cases, len(line.matters) - len(cases))
