"""The notices that can be written, the fields they ask for, and what they call the law: read from the files beside."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models

from cases.clocks.kinds import MilestoneKind
from cases.stages import RecordType
from misconduct.accounts.roles import Permission
from misconduct.core.working_days import is_working_day

FOLDER = Path(__file__).parent
LAW = "law_"
MARKING = "OFFICIAL-SENSITIVE"
ALWAYS = ("signatory", "signatory_role")
_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
_SCHEDULE_3 = {RecordType.COMPLAINT_INSIDE, RecordType.RECORDABLE_CONDUCT, RecordType.DEATH_OR_SERIOUS_INJURY}


class Audience(models.TextChoices):
    """Whom a letter goes to."""

    SUBJECT = "subject", "The subject"
    COMPLAINANT = "complainant", "The complainant or an interested person"
    WITNESS = "witness", "A witness"
    AUTHORITY = "authority", "Whoever made a recommendation"
    LOCAL_POLICING_BODY = "lpb", "The local policing body"
    IOPC = "iopc", "The IOPC"
    COLLEGE = "college", "The College of Policing"
    PUBLIC = "public", "The public"


class Settles(models.TextChoices):
    """What giving a letter is at the same time, so that nobody records it twice. The label ends a sentence."""

    SUSPENSION = "suspension", "that the suspension is confirmed in writing"
    PROCEEDINGS = "proceedings", "that the officer is told of the outcome of the proceedings"


@dataclass(frozen=True)
class MergeField:
    """One thing that is filled in. `source` is typed, case (offered and editable), record or computed (not typed)."""

    key: str
    label: str
    kind: str = "text"
    source: str = "typed"
    help: str = ""
    options: tuple[str, ...] = ()
    is_optional: bool = False


@dataclass(frozen=True)
class Period:
    """How long a recipient has: working days from the first one after the day given, or days from the next day."""

    number: int
    unit: str

    def last_day(self, given_on: date) -> date:
        """The last day on which an answer is in time."""
        if self.unit == "days":
            return given_on + timedelta(days=self.number)
        day, left = given_on, self.number
        while left:
            day += timedelta(days=1)
            left -= is_working_day(day)
        return day


@dataclass(frozen=True)
class Template:
    """One kind of notice. `text` differs by regime only where a file of that name exists."""

    slug: str
    title: str
    to: Audience
    regimes: tuple[str, ...]
    version: int
    source: str
    confirm: bool
    needs: frozenset[str] = frozenset()
    capacities: frozenset[str] = frozenset()
    former: bool | None = None
    record_types: frozenset[str] = frozenset()
    permission: Permission = Permission.NOTICE_ISSUE
    milestone: MilestoneKind | None = None
    settles: Settles | None = None
    notifies: bool = False
    overtakes: bool = False
    last_day: Period | None = None
    receipt: bool = False
    marking: str = MARKING
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, regime: str) -> str:
        """The words of the letter under a regime. Raises KeyError for a regime it is not written for."""
        return self.texts[regime]

    def fingerprint(self, regime: str) -> str:
        """SHA-256 of the words, to prove which text a notice was made from."""
        return hashlib.sha256(self.text(regime).encode()).hexdigest()

    def fields(self, regime: str) -> tuple[MergeField, ...]:
        """What the text asks for, in its order, and who signs. What the law is called is not asked."""
        keys = [*_PLACEHOLDER.findall(self.text(regime)), *(ALWAYS if self.to != Audience.PUBLIC else ())]
        return tuple(merge_fields()[key] for key in dict.fromkeys(keys) if not key.startswith(LAW))

    def asked(self, regime: str) -> tuple[MergeField, ...]:
        """The fields that a person fills in or checks."""
        return tuple(one for one in self.fields(regime) if one.source in {"typed", "case"})


def template(slug: str) -> Template:
    """The template of that name. Raises KeyError."""
    return templates()[slug]


@cache
def templates() -> Mapping[str, Template]:
    """Every template by its slug, in the order of the catalogue."""
    return {row["slug"]: _template(row) for row in _read("catalogue.toml")["notice"]}


@cache
def merge_fields() -> Mapping[str, MergeField]:
    """Every merge field by its key."""
    return {
        key: MergeField(
            key=key,
            label=row["label"],
            kind=row.get("kind", "text"),
            source=row.get("from", "typed"),
            help=row.get("help", ""),
            options=tuple(row.get("options", ())),
            is_optional=row.get("optional", False),
        )
        for key, row in _read("fields.toml").items()
    }


def law(*, regime: str, record_type: str) -> dict[str, str]:
    """What the letters call the law for a kind of case under a regime, by merge field. Raises KeyError."""
    held = _read("law.toml")
    procedure = "complaints" if record_type in _SCHEDULE_3 else "conduct"
    words = held["regime"][regime] | held["procedure"][procedure]
    words["regulations"] = held["regime"][regime][procedure]
    return {f"{LAW}{key}": value for key, value in words.items() if key not in {"source", "confirm"}}


def law_keys() -> frozenset[str]:
    """Every merge field that names the law."""
    return frozenset(law(regime="2020", record_type=RecordType.CONDUCT))


@cache
def _read(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def _template(row: Mapping[str, Any]) -> Template:
    return Template(
        slug=row["slug"],
        title=row["title"],
        to=Audience(row["to"]),
        regimes=tuple(row["regimes"]),
        version=row["version"],
        source=row["source"],
        confirm=row["confirm"],
        needs=frozenset(row.get("needs", ())),
        capacities=frozenset(row.get("capacities", ())),
        former=row.get("former"),
        record_types=frozenset(row.get("record_types", ())),
        permission=Permission(row.get("permission", Permission.NOTICE_ISSUE)),
        milestone=MilestoneKind(row["milestone"]) if "milestone" in row else None,
        settles=Settles(row["settles"]) if "settles" in row else None,
        notifies=row.get("notifies", False),
        overtakes=row.get("overtakes", False),
        last_day=Period(**row["last_day"]) if "last_day" in row else None,
        receipt=row.get("receipt", False),
        marking=row.get("marking", MARKING),
        texts={regime: _text(row["slug"], regime) for regime in row["regimes"]},
    )


def _text(slug: str, regime: str) -> str:
    own = FOLDER / "letters" / f"{slug}.{regime}.txt"
    path = own if own.exists() else FOLDER / "letters" / f"{slug}.txt"
    return path.read_text(encoding="utf-8")
