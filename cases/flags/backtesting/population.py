"""Looking at everyone, batch by batch, on each day of a trial. Reads only; memory holds one batch and the counts."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from cases.flags.backtesting.figures import DayCount, Looked
from cases.flags.backtesting.months import Trial, look
from cases.flags.facts.peers import PeerGroups, Places, groups_on
from cases.flags.histories import RecordedHistory, recorded_histories
from cases.flags.rules.history import PeerGroup
from cases.flags.rules.two_years_among_peers import PeerParameters
from officers.models import Officer, Posting

PEOPLE_AT_ONCE = 1000


@dataclass(frozen=True)
class _Career:
    """What groups somebody stood in; rank and unit as of a day."""

    ethnicity: str = ""
    sex: str = ""
    starts: tuple[date, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()

    def groups(self, day: date) -> tuple[str, ...]:
        """Ethnicity, sex, and the rank and unit of the posting that had last begun."""
        place = bisect_right(self.starts, day) - 1
        rank, unit = self.posts[max(place, 0)] if self.posts else ("", "")
        return (self.ethnicity, self.sex, rank, unit)


class _Peers:
    """Whom a rule that compares sets people beside, on each day of a trial. Of any other rule it reads nothing."""

    def __init__(self, trial: Trial) -> None:
        self.groups: dict[date, PeerGroups] = {}
        if isinstance(trial.parameters, PeerParameters):
            self.places = Places.read()
            self.groups = {day: groups_on(day, trial.parameters, self.places) for day in trial.days}

    def of(self, officer_id: int, day: date) -> PeerGroup | None:
        """The group of a person on a day of the trial."""
        if day not in self.groups:
            return None
        return self.groups[day].of([officer_id], day, self.places).get(officer_id)


def count(
    officer_ids: Sequence[int], trial: Trial, *, progress: Callable[[int], None] = lambda done: None
) -> list[DayCount]:
    """The counts of each day. `progress` is told how many people are done."""
    counts = {day: DayCount(day) for day in trial.days}
    for _, day, looked in looked_at(officer_ids, trial, progress=progress):
        counts[day].add(looked)
    return list(counts.values())


def looked_at(
    officer_ids: Sequence[int], trial: Trial, *, progress: Callable[[int], None] = lambda done: None
) -> Iterator[tuple[RecordedHistory, date, Looked]]:
    """Each person on each day of the trial on which they were in post, and what the rule found."""
    peers = _Peers(trial)
    for start in range(0, len(officer_ids), PEOPLE_AT_ONCE):
        batch = officer_ids[start : start + PEOPLE_AT_ONCE]
        careers = _careers(batch)
        for recorded in recorded_histories(batch):
            known_now = recorded.as_known(date.max).matters
            career = careers.get(recorded.history.officer_id, _Career())
            of_person = partial(peers.of, recorded.history.officer_id)
            for found in look(recorded, trial, known_now=known_now, peers=of_person):
                looked = Looked(
                    is_flagged=found.is_flagged,
                    raised=found.raised,
                    has_later_case=found.has_later_case,
                    has_later_proven=found.has_later_proven,
                    groups=career.groups(found.as_at),
                )
                yield recorded, found.as_at, looked
        progress(start + len(batch))


def _careers(officer_ids: Iterable[int]) -> dict[int, _Career]:
    """Two queries."""
    ids = list(officer_ids)
    posts: dict[int, list[tuple[date, tuple[str, str]]]] = defaultdict(list)
    rows = Posting.objects.filter(officer__in=ids).values_list("officer_id", "starts_on", "rank", "unit__name")
    for officer_id, starts_on, rank, unit in rows.order_by("pk"):
        posts[officer_id].append((starts_on or date.min, (rank, unit or "")))
    found = {}
    for pk, ethnicity, sex in Officer.objects.filter(pk__in=ids).values_list("pk", "ethnicity", "sex"):
        held = sorted(posts.get(pk, ()), key=lambda post: post[0])
        found[pk] = _Career(ethnicity, sex, tuple(starts for starts, _ in held), tuple(post for _, post in held))
    return found
