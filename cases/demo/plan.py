"""What happened in the invented force, as plain data: who was reported when, for what, and how it ended."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cases.demo.matters import KINDS, Kind
from cases.demo.people import Member
from cases.stages import RecordType

YEARS = 10
_INTERNAL_A_YEAR = 0.034
_PUBLIC_A_YEAR = 0.085
_IN_THE_GROUP = 7
# Casey, October 2022: Black, Asian and mixed officers 81%, 55% and 41% more likely than white to face an allegation.
_LIKELIHOOD = {"Black": 1.81, "Asian": 1.55, "Mixed": 1.41}


@dataclass(frozen=True)
class PlannedAllegation:
    kind: Kind
    has_case_to_answer: bool
    withdrawn: bool = False


@dataclass
class PlannedCase:
    """One case to be made. Without `members` its subject is not identified, or is the organisation."""

    record_type: RecordType
    received_on: date
    days: int
    allegations: list[PlannedAllegation]
    members: list[Member] = field(default_factory=list)
    is_organisational: bool = False

    @property
    def ends_on(self) -> date:
        return self.received_on + timedelta(days=self.days)

    @property
    def is_public(self) -> bool:
        return self.record_type in (RecordType.COMPLAINT_INSIDE, RecordType.COMPLAINT_OUTSIDE)


def plan(random: Random, members: list[Member], today: date) -> list[PlannedCase]:
    """Ten years of cases in order of receipt. Counts a person are over-dispersed: most have none, a few have many."""
    first = date(today.year - YEARS, 1, 1)
    cases = [case for member in members for case in _of_member(random, member, first, today)]
    cases += _persistent(random, members, first, today)
    _share(random, cases, members)
    cases += _without_person(random, len(cases), first, today)
    cases += _named_together(random, members, today)
    return sorted(cases, key=lambda case: case.received_on)


def _of_member(random: Random, member: Member, first: date, today: date) -> Iterator[PlannedCase]:
    officer = member.officer
    start = max(officer.appointed_on or first, first)
    days = ((officer.left_on or today) - start).days
    if days <= 0:
        return
    office = {"Contact Centre": 0.3, "Criminal Justice": 0.3, "Training School": 0.4}.get(member.unit.name, 1.0)
    rate = member.busyness * office * (0.5 if officer.kind == "staff" else 1) * days / 365.25
    internal = rate * _INTERNAL_A_YEAR * _LIKELIHOOD.get(officer.ethnicity, 1)
    for is_public, mean in ((False, internal), (True, rate * _PUBLIC_A_YEAR)):
        for _ in range(_poisson(random, mean)):
            yield _case(random, start + timedelta(days=random.randrange(days)), member, is_public=is_public)


def _persistent(random: Random, members: list[Member], first: date, today: date) -> Iterator[PlannedCase]:
    """A few serving people with six to nineteen cases, one of them with eleven of assault, harassment and fraud."""
    long_served = [
        m for m in members if m.officer.appointed_on and m.officer.appointed_on < first and not m.officer.left_on
    ]
    chosen = random.sample(long_served, 9)
    days = (today - first).days
    for member, count in zip(chosen, (11, 6, 7, 8, 9, 6, 12, 7, 15), strict=True):
        for index in range(count):
            received = first + timedelta(days=int(days * (index + random.random()) / count))
            case = _case(random, min(received, today), member, is_public=random.random() < 0.4)
            if count == 11:
                kind = next(kind for kind in KINDS if kind.code == ("B4", "J2", "G4", "J1")[index % 4])
                case.record_type = RecordType.CONDUCT
                case.allegations = [PlannedAllegation(kind, has_case_to_answer=index in (4, 9))]
            yield case


def _case(random: Random, received: date, member: Member | None, *, is_public: bool) -> PlannedCase:
    if is_public:
        record_type = RecordType.COMPLAINT_INSIDE if random.random() < 0.55 else RecordType.COMPLAINT_OUTSIDE
        days = int(random.lognormvariate(math.log(110), 0.75))
    else:
        record_type = RecordType.RECORDABLE_CONDUCT if random.random() < 0.12 else RecordType.CONDUCT
        days = int(random.lognormvariate(math.log(300), 0.78))
    count = random.choices((1, 2, 3, 4), (50, 28, 14, 8))[0]
    weights = [kind.public if is_public else kind.internal for kind in KINDS]
    allegations = [
        PlannedAllegation(
            kind,
            has_case_to_answer=random.random() < kind.case_to_answer,
            withdrawn=is_public and random.random() < 0.07,
        )
        for kind in random.choices(KINDS, weights, k=count)
    ]
    return PlannedCase(record_type, received, max(days, 3), allegations, [member] if member else [])


def _share(random: Random, cases: list[PlannedCase], members: list[Member]) -> None:
    """A quarter of the cases name a second person of the same unit."""
    by_unit: dict[int, list[Member]] = {}
    for member in members:
        by_unit.setdefault(member.unit.pk, []).append(member)
    for case in cases:
        if random.random() < 0.2:
            other = random.choice(by_unit[case.members[0].unit.pk])
            joined = other.officer.appointed_on and other.officer.appointed_on < case.received_on
            gone = other.officer.left_on and other.officer.left_on < case.received_on
            if other is not case.members[0] and joined and not gone:
                case.members.append(other)


def _named_together(random: Random, members: list[Member], today: date) -> Iterator[PlannedCase]:
    """A shift that keeps being complained about as one, and a messaging group that came to light at once."""
    shift, group = _largest_teams(members, today)[:2]
    by_code = {kind.code: kind for kind in KINDS}
    for days_ago, count in ((620, 3), (410, 4), (250, 2), (95, 4)):
        case = _case(random, today - timedelta(days=days_ago), None, is_public=True)
        case.allegations = [PlannedAllegation(by_code["B4"], has_case_to_answer=False)]
        case.members = shift[:count]
        yield case
    case = _case(random, today - timedelta(days=140), None, is_public=False)
    case.allegations = [PlannedAllegation(by_code["F6"], has_case_to_answer=True)]
    case.members = group[:_IN_THE_GROUP]
    yield case


def _largest_teams(members: list[Member], today: date) -> list[list[Member]]:
    """The people of each unit who served the last three years, the unit with the most first."""
    since = today - timedelta(days=3 * 365)
    by_unit: dict[int, list[Member]] = {}
    for member in members:
        officer = member.officer
        if officer.appointed_on and officer.appointed_on < since and not officer.left_on:
            by_unit.setdefault(member.unit.pk, []).append(member)
    return sorted(by_unit.values(), key=len, reverse=True)


def _without_person(random: Random, known: int, first: date, today: date) -> Iterator[PlannedCase]:
    """About one case in six is about somebody not yet identified, and a few are about the organisation."""
    days = (today - first).days
    for index in range(int(known * 0.19)):
        case = _case(random, first + timedelta(days=random.randrange(days)), None, is_public=random.random() < 0.85)
        case.is_organisational = index % 8 == 0
        yield case


def _poisson(random: Random, mean: float) -> int:
    """A Poisson count by Knuth's product of uniforms; the means here are small."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
