"""People of the same rank and command: the number of cases that few of them reach, and how many are usual.

A command is what stands right below the top of the organisation; a unit that is part of nothing is its own.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db.models import Count, F, Min

from cases.flags.rules.history import PeerGroup
from cases.flags.rules.two_years_among_peers import PeerParameters
from cases.flags.rules.window import Window
from cases.flags.score.work import SameWork, works_of
from cases.models import Subject
from officers.models import Officer, Posting, Unit

Key = tuple[str, int]
Group = TypeVar("Group")
_Posts = list[tuple[date, Key | None]]


@dataclass(frozen=True)
class Places:
    """Where people served: for each the days on which postings began, in order, with rank and command."""

    posts: Mapping[int, _Posts]
    names: Mapping[int, str]

    @classmethod
    def read(cls, officer_ids: Iterable[int] | None = None) -> Self:
        """Of these people, or of everyone. Two queries."""
        commands, names = _commands()
        rows = Posting.objects.order_by(F("starts_on").asc(nulls_first=True), "pk")
        if officer_ids is not None:
            rows = rows.filter(officer__in=list(officer_ids))
        posts: dict[int, _Posts] = defaultdict(list)
        for officer_id, starts_on, rank, unit_id in rows.values_list("officer_id", "starts_on", "rank", "unit_id"):
            known = (rank, commands[unit_id]) if rank and unit_id else None
            posts[officer_id].append((starts_on or date.min, known))
        return cls(posts, names)

    def key(self, officer_id: int, day: date) -> Key | None:
        """Rank and command by the last posting that had begun before the day; nothing where either is not known."""
        posts = self.posts.get(officer_id, [])
        begun = bisect_left(posts, day, key=lambda post: post[0])
        return posts[begun - 1][1] if begun else None

    def label(self, key: Key) -> str:
        """“Constable, North Area”."""
        rank, command = key
        return f"{rank}, {self.names[command]}"


@dataclass(frozen=True)
class _Groups(Generic[Group]):
    """What is known on one day of each group that is large enough to compare with."""

    KIND: ClassVar[type]
    groups: Mapping[Key, Group]

    def of(self, officer_ids: Sequence[int], day: date, places: Places | None = None) -> dict[int, Group]:
        """The group of each person; whoever has none is absent. Two queries, or none for nobody."""
        if not officer_ids or not self.groups:
            return {}
        places = places or Places.read(officer_ids)
        keys = ((pk, places.key(pk, day)) for pk in officer_ids)
        return {pk: self.groups[key] for pk, key in keys if key is not None and key in self.groups}

    def stored(self) -> list[list[Any]]:
        """As JSON."""
        return [[*key, *astuple(group)] for key, group in sorted(self.groups.items())]  # type: ignore[call-overload] # all are dataclasses

    @classmethod
    def from_stored(cls, rows: Iterable[Sequence[Any]]) -> Self:
        """As they were stored."""
        return cls({(rank, command): cls.KIND(*group) for rank, command, *group in rows})


class PeerGroups(_Groups[PeerGroup]):
    """The groups with the number of cases that few of their people reach."""

    KIND = PeerGroup


class SameWorks(_Groups[SameWork]):
    """The groups with the cases that are usual there."""

    KIND = SameWork


def groups_on(day: date, parameters: PeerParameters, places: Places | None = None) -> PeerGroups:
    """The groups of everyone in post on a day, with the cut of their cases in the window up to it. Five queries."""
    places = places or Places.read()
    counts = _cases_of_everyone(day, parameters.window_months, places)
    return PeerGroups(
        {
            key: PeerGroup(places.label(key), len(of_people), cut_of(of_people, parameters.top_percent))
            for key, of_people in counts.items()
            if key is not None and len(of_people) >= parameters.fewest_peers
        }
    )


def same_works_on(day: date, *, months: int, places: Places | None = None) -> SameWorks:
    """The groups of everyone in post on a day, with their cases in so many months up to it. Five queries."""
    places = places or Places.read()
    return SameWorks(works_of(_cases_of_everyone(day, months, places), places.label))


def _cases_of_everyone(day: date, months: int, places: Places) -> dict[Key | None, list[int]]:
    """By group the cases of each person in post on a day in so many months up to it; none for those without a group."""
    cases = _cases_in(Window.before(day, months))
    counts: dict[Key | None, list[int]] = defaultdict(list)
    served = Officer.objects.filter(appointed_on__lte=day).exclude(left_on__lte=day).order_by()
    for pk in served.values_list("pk", flat=True):
        counts[places.key(pk, day)].append(cases[pk])
    return counts


def cut_of(cases: Sequence[int], top_percent: int) -> int:
    """The smallest number of cases, from one, that at most so many in a hundred of these people have or exceed."""
    few = len(cases) * top_percent / 100
    people, reached = Counter(cases), len(cases)
    for number in range(max(cases, default=0) + 1):
        reached -= people[number]
        if reached <= few:
            return number + 1
    return 1


def _cases_in(window: Window) -> Counter[int]:
    """How many matters of each person are dated within a window. Those never received go by what was finalised."""
    first, end = window.starts_on, window.ends_before
    counted: Any = Subject.objects.identified().counted_once().order_by()
    received = counted.filter(case__received_on__gte=first, case__received_on__lt=end)
    found: Counter[int] = Counter(dict(received.values_list("officer_id").annotate(Count("pk"))))
    finalised = counted.filter(case__received_on__isnull=True).annotate(first=Min("pairs__finalised_on"))
    found.update(finalised.filter(first__gte=first, first__lt=end).values_list("officer_id", flat=True))
    return found


def _commands() -> tuple[dict[int, int], dict[int, str]]:
    """The command of each unit, and the names of units."""
    rows = list(Unit.objects.order_by().values_list("pk", "parent_id", "name"))
    parents = {pk: parent for pk, parent, _ in rows}
    return {pk: _command(pk, parents) for pk in parents}, {pk: name for pk, _, name in rows}


def _command(unit_id: int, parents: Mapping[int, int | None]) -> int:
    """Upwards until what is above is the top. A tree that goes round in a circle ends after as many steps as units."""
    for _ in parents:
        above = parents[unit_id]
        if above is None or parents[above] is None:
            break
        unit_id = above
    return unit_id
