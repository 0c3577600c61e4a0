"""The invented force: its units, its people with their postings, and those who sign in."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from django.contrib.auth.hashers import make_password

from cases.demo.names import AREAS, COMMANDS, ETHNICITIES, FORENAMES, STATIONS, SURNAMES
from cases.demo.supervisors import name_supervisors
from misconduct.accounts.demo_sign_ins import DEMO_SIGN_INS
from misconduct.accounts.models import User
from misconduct.accounts.roles import RoleName
from officers.models import Officer, OfficerAlias, Posting, Unit

PEOPLE = 3000
_KINDS = ((Officer.Kind.OFFICER, 0.66), (Officer.Kind.STAFF, 0.24), (Officer.Kind.SPECIAL, 0.07))
_RANKS = (("Constable", 0.78), ("Sergeant", 0.14), ("Inspector", 0.055), ("Chief Inspector", 0.017))
_CASEWORKERS = (("Priya", "Larkfield"), ("Owen", "Dunstanford"))
_INVESTIGATORS = (
    ("Farah", "Goldthorpe"),
    ("Marcus", "Wetherell"),
    ("Helen", "Quarmby"),
    ("Declan", "Starkweather"),
    ("Ruth", "Cottingham"),
    ("Imran", "Oakeshott"),
)
# The last of them decides on cases, so that others can review the flags that count those.
_MANAGERS = (("Nadia", "Fernleigh"), ("Gareth", "Aldermoor"))


@dataclass(frozen=True)
class Member:
    """Somebody of the force with the facts that shape their history."""

    officer: Officer
    unit: Unit
    busyness: float
    career: tuple[Posting, ...] = ()

    def posting_on(self, day: date) -> Posting | None:
        """Where the person served on a day; the first posting for a day before it, the last for a day after it."""
        started = [posting for posting in self.career if posting.starts_on is None or posting.starts_on <= day]
        known = started or list(self.career[:1])
        return known[-1] if known else None


def make_staff(password: str) -> dict[str, list[User]]:
    """The people of professional standards, by role; the first of each is the one that signs in to look around."""
    staff = {name: [_sign_in(name, known)] for _, name, known in DEMO_SIGN_INS}
    further = ((RoleName.CASEWORKER, _CASEWORKERS), (RoleName.INVESTIGATOR, _INVESTIGATORS))
    for role, names in (*further, (RoleName.MANAGER, _MANAGERS)):
        staff[role] += [_person(f"{first}.{last}".lower(), first, last, role, password) for first, last in names]
    return staff


def _sign_in(username: str, password: str) -> User:
    first, last = {
        "caseworker": ("Casey", "Millbank"),
        "investigator": ("Ines", "Hathersage"),
        "manager": ("Morgan", "Weatherby"),
        "auditor": ("Audrey", "Stonehouse"),
        "administrator": ("Adrian", "Penrose"),
        "line_manager": ("Lena", "Marchbanks"),
    }[username]
    return _person(username, first, last, RoleName(username), password)


def _person(username: str, first: str, last: str, role: RoleName, password: str) -> User:
    return User.objects.create(
        username=username,
        password=_hashed(password),
        first_name=first,
        last_name=last,
        email=f"{username}@wessexvale.example",
        role=role,
        is_force_wide=role not in {RoleName.ADMINISTRATOR, RoleName.LINE_MANAGER},
    )


@cache
def _hashed(password: str) -> str:
    """Hashing is slow on purpose, and everybody here has the same password."""
    return make_password(password)


def make_units() -> list[Unit]:
    """A force of five areas with five stations each, and nine commands. Gives the units that people serve in."""
    force = Unit.objects.create(code="WV", name="Wessex Vale Police")
    units = []
    for number, area in enumerate(AREAS, 1):
        parent = Unit.objects.create(code=f"A{number}", name=f"{area} Area", parent=force)
        stations = [
            Unit(code=f"A{number}{place[0]}{index}", name=f"{area} {place}", parent=parent)
            for index, place in enumerate(STATIONS)
        ]
        units += Unit.objects.bulk_create(stations)
    return units + Unit.objects.bulk_create(
        Unit(code=f"C{number}", name=command, parent=force) for number, command in enumerate(COMMANDS, 1)
    )


def make_people(random: Random, units: list[Unit], today: date) -> list[Member]:
    """Some 3,000 people, four in five of them serving, with one to four postings each."""
    officers = Officer.objects.bulk_create((_officer(random, n, today) for n in range(PEOPLE)), batch_size=1000)
    postings: list[Posting] = []
    members = []
    for officer in officers:
        career = _career(random, officer, units, today)
        postings += career
        last = career[-1]
        members.append(Member(officer, last.unit or units[0], random.gammavariate(1.3, 1 / 1.3), tuple(career)))
    name_supervisors(postings)
    Posting.objects.bulk_create(postings, batch_size=2000)
    _aliases(random, officers)
    return members


def _officer(random: Random, number: int, today: date) -> Officer:
    sex = "Female" if random.random() < 0.36 else "Male"
    kind = _chosen(random, _KINDS, Officer.Kind.VOLUNTEER)
    appointed = today - timedelta(days=int(random.triangular(60, 30 * 365, 9 * 365)))
    left = None
    if random.random() < 0.2:
        left = appointed + timedelta(days=int(random.uniform(0.2, 1) * max((today - appointed).days - 30, 30)))
        left = left if left <= today else None
    return Officer(
        number=f"{'V' if kind == Officer.Kind.VOLUNTEER else ''}{10240 + number * 7 % 89000}",
        surname=random.choice(SURNAMES),
        forenames=random.choice(FORENAMES[sex]),
        kind=kind,
        sex=sex,
        ethnicity=_chosen(random, ETHNICITIES, ""),
        birth_year=appointed.year - random.randint(19, 38),
        appointed_on=appointed,
        left_on=left,
    )


def _career(random: Random, officer: Officer, units: list[Unit], today: date) -> list[Posting]:
    start, end = officer.appointed_on or today, officer.left_on
    days = ((end or today) - start).days
    moves = sorted(random.sample(range(1, days), min(random.choice((0, 1, 1, 2, 3)), days - 1))) if days > 400 else []
    starts = [start, *(start + timedelta(days=move) for move in moves)]
    ends = [*starts[1:], end]
    top = _chosen(random, _RANKS, "Superintendent")
    ladder = [rank for rank, _ in _RANKS]
    ranks = [
        _grade(officer.kind, ladder[0] if top not in ladder or index < len(starts) - 1 else top)
        for index in range(len(starts))
    ]
    if top not in ladder:
        ranks[-1] = _grade(officer.kind, top)
    return [
        Posting(officer=officer, unit=random.choice(units), rank=rank, starts_on=first, ends_on=last)
        for rank, first, last in zip(ranks, starts, ends, strict=True)
    ]


def _grade(kind: str, rank: str) -> str:
    names = {
        Officer.Kind.STAFF: "Staff",
        Officer.Kind.SPECIAL: f"Special {rank}",
        Officer.Kind.VOLUNTEER: "Volunteer",
    }
    return names.get(Officer.Kind(kind), rank)


def _aliases(random: Random, officers: list[Officer]) -> None:
    former = [
        OfficerAlias(
            officer=officer,
            kind=OfficerAlias.Kind.NAME,
            value=f"{officer.forenames} {random.choice(SURNAMES)}",
            note="Former name",
        )
        for officer in random.sample(officers, len(officers) // 20)
    ]
    collars = [
        OfficerAlias(
            officer=officer,
            kind=OfficerAlias.Kind.NUMBER,
            value=f"{random.choice('ABCDEF')}{random.randint(100, 999)}",
            note="Former collar number",
        )
        for officer in random.sample(officers, len(officers) // 8)
    ]
    OfficerAlias.objects.bulk_create(former + collars)


def _chosen(random: Random, shares: tuple[tuple[str, float], ...], otherwise: str) -> str:
    drawn = random.random()
    for value, share in shares:
        drawn -= share
        if drawn < 0:
            return value
    return otherwise
