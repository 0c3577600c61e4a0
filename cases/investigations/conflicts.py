"""What the records themselves say against somebody investigating a case.

The rule is pure: facts about a person and a matter in, sentences out. `of` reads the facts for many people at once,
in a number of queries that does not grow with them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from cases.investigations.reference import rank_position
from cases.models import Case, CaseLink, Subject
from misconduct.accounts.models import User
from misconduct.core.wording import uk_date
from officers.models import Officer, Posting

ANOTHER_CASE = "A reason that the records show to the manager who appoints"
_LINKED = "Is a subject of the linked case "


@dataclass(frozen=True)
class Post:
    """Where somebody served, in what rank, from a day up to but not including another; open ends are None."""

    unit_id: int | None
    unit: str
    rank: str
    starts_on: date | None
    ends_on: date | None

    def touches(self, first: date, last: date) -> bool:
        """Whether any day from first to last, both counted, belongs to it."""
        return (self.starts_on is None or self.starts_on <= last) and (self.ends_on is None or self.ends_on > first)


@dataclass(frozen=True)
class SubjectFacts:
    officer_id: int
    name: str
    unit_id: int | None
    rank: str
    posts: Sequence[Post] = ()


@dataclass(frozen=True)
class Matter:
    """What a case is about, as far as conflicts go: whom, and from which day to which.

    `linked` names the linked case of each person who is a subject there.
    """

    subjects: Sequence[SubjectFacts]
    first_day: date | None
    last_day: date | None
    linked: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """Somebody who might investigate, as the roster knows them."""

    officer_id: int
    posts: Sequence[Post] = ()


@dataclass(frozen=True)
class Conflict:
    """One thing that speaks against somebody. An absolute one cannot be set aside."""

    sentence: str
    is_absolute: bool = False
    kept_as: str = ""

    @property
    def on_record(self) -> str:
        """What the case keeps: whoever reads it, the person too, need not know of every other case."""
        return self.kept_as or self.sentence


def known(candidate: Candidate, matter: Matter, *, today: date) -> list[Conflict]:
    """Every conflict that the roster and the case show, the absolute first."""
    if any(subject.officer_id == candidate.officer_id for subject in matter.subjects):
        return [Conflict("Is a subject of this case", is_absolute=True)]
    found = [
        sentence
        for subject in matter.subjects
        for sentence in (_same_unit(candidate, subject, matter, today), _junior(candidate, subject, today))
        if sentence
    ]
    told = [Conflict(sentence) for sentence in found]
    if candidate.officer_id in matter.linked:
        sentence = f"{_LINKED}{matter.linked[candidate.officer_id]}"
        told.append(Conflict(sentence, kept_as=ANOTHER_CASE))
    return told


def as_read(kept: Iterable[str], found: Iterable[Conflict] = ()) -> list[str]:
    """The sentences that a declaration keeps, for somebody to whom the records show what was found today.

    A linked case is named to whoever sees it now, also where an earlier declaration kept its reference for everybody.
    """
    named = {one.on_record: one.sentence for one in found}
    neutral = (ANOTHER_CASE if sentence.startswith(_LINKED) else sentence for sentence in kept)
    return [named.get(sentence, sentence) for sentence in neutral]


def of(case: Case, people: Iterable[User], *, viewer: User) -> dict[int, list[Conflict]]:
    """The conflicts of each of these people with the case, by their id; people who have none are left out.

    A linked case that the viewer may not see is not told of.
    """
    matter, today = _matter(case, viewer), timezone.localdate()
    officers = Officer.objects.filter(account__in=list(people)).values_list("pk", "account_id")
    accounts: dict[int, int] = {pk: account for pk, account in officers if account is not None}
    posts = _posts(accounts)
    found = {
        account: known(Candidate(officer, posts[officer]), matter, today=today) for officer, account in accounts.items()
    }
    return {account: conflicts for account, conflicts in found.items() if conflicts}


def _same_unit(candidate: Candidate, subject: SubjectFacts, matter: Matter, today: date) -> str:
    """Colleagues at the time, or now."""
    if matter.first_day and matter.last_day:
        units = {subject.unit_id} if subject.unit_id else set()
        units |= _units(subject.posts, matter.first_day, matter.last_day)
        shared = _shared(candidate, units, matter.first_day, matter.last_day)
        if shared:
            return f"Served in {shared} with {subject.name} on {uk_date(matter.first_day)}"
    shared = _shared(candidate, _units(subject.posts, today, today), today, today)
    return f"Serves in {shared} with {subject.name}" if shared else ""


def _shared(candidate: Candidate, units: set[int], first: date, last: date) -> str:
    names = [post.unit for post in candidate.posts if post.unit_id in units and post.touches(first, last)]
    return names[0] if names else ""


def _units(posts: Sequence[Post], first: date, last: date) -> set[int]:
    return {post.unit_id for post in posts if post.unit_id and post.touches(first, last)}


def _junior(candidate: Candidate, subject: SubjectFacts, today: date) -> str:
    own = next((post.rank for post in candidate.posts if post.touches(today, today)), "")
    theirs = next((post.rank for post in subject.posts if post.touches(today, today)), "") or subject.rank
    mine, other = rank_position(own), rank_position(theirs)
    if mine is None or other is None or mine >= other:
        return ""
    return f"Is a {own.lower()}, and {subject.name} is a {theirs.lower()}"


def _matter(case: Case, viewer: User) -> Matter:
    subjects = list(Subject.objects.filter(case=case).identified().select_related("officer"))
    posts = _posts(subject.officer_id for subject in subjects if subject.officer_id)
    first = case.incident_from or case.received_on
    return Matter(
        subjects=[
            SubjectFacts(
                subject.officer_id,
                subject.officer.name,
                subject.unit_at_time_id,
                subject.rank_at_time,
                posts[subject.officer_id],
            )
            for subject in subjects
            if subject.officer_id and subject.officer
        ],
        first_day=first,
        last_day=max(filter(None, (first, case.incident_to)), default=None),
        linked=_subjects_of_linked_cases(case, viewer),
    )


def _subjects_of_linked_cases(case: Case, viewer: User) -> dict[int, str]:
    links = CaseLink.objects.visible_to(viewer).standing().of(case).values_list("case", "other")
    cases = {pk for pair in links for pk in pair} - {case.pk}
    found = Subject.objects.filter(case__in=cases).identified().values_list("officer_id", "case__reference")
    return {officer: reference for officer, reference in found if officer is not None}


def _posts(officer_ids: Iterable[int]) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = defaultdict(list)
    for one in Posting.objects.filter(officer__in=list(officer_ids)).select_related("unit"):
        found[one.officer_id].append(Post(one.unit_id, str(one.unit or ""), one.rank, one.starts_on, one.ends_on))
    return found
