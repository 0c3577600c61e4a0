"""Reading the histories of a batch of people in a fixed number of queries, however many people and matters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, Subquery

from cases.flags.facts.asked import Asked
from cases.flags.facts.behaviours import families_of, family
from cases.flags.facts.circumstances import Circumstances, circumstances_of
from cases.flags.facts.people import PeopleOfCase, people_of
from cases.flags.facts.prior_forces import prior_forces_of
from cases.flags.facts.rulings import Ruled, rulings_of, standing
from cases.flags.facts.sources import source_of
from cases.flags.rules.history import FINALISED, RECEIVED, Category, Matter, OfficerHistory, Result
from cases.models import AllegationSubject, CodeList, RecordTypeChange, SeverityAssessment, Subject, Withdrawal
from officers.models import Officer

QUERIES = 10


@dataclass
class _Alleged:
    """What is alleged in one case against one person."""

    categories: set[Category] = field(default_factory=set)
    families: set[Category] = field(default_factory=set)
    finalised_on: date | None = None


@dataclass(frozen=True)
class RecordedMatter:
    """A matter with the days on which what is known of it became known."""

    matter: Matter
    ruled: tuple[Ruled, ...]
    withdrawn_on: date | None

    def as_known(self, before: date) -> Matter:
        """The matter by what had been decided before a day."""
        stood = standing(self.ruled, known_before=before)
        result = stood.result
        if result is Result.UNDECIDED and self.withdrawn_on is not None and self.withdrawn_on < before:
            result = Result.WITHDRAWN
        if result is Result.UNDECIDED and stood.severity is None:
            return self.matter
        return replace(self.matter, result=result, severity=stood.severity)


@dataclass(frozen=True)
class RecordedHistory:
    """Everything recorded about one person, from which each day's knowledge can be told."""

    history: OfficerHistory
    matters: tuple[RecordedMatter, ...]

    def as_known(self, before: date) -> OfficerHistory:
        """The history by what had been decided before a day."""
        return replace(self.history, matters=tuple(matter.as_known(before) for matter in self.matters))


def histories_of(officer_ids: Iterable[int], *, known_before: date) -> list[OfficerHistory]:
    """One history a person, in the order of their ids, with what had been decided before the day. `QUERIES` queries."""
    return [recorded.as_known(known_before) for recorded in recorded_histories(officer_ids)]


def recorded_histories(officer_ids: Iterable[int]) -> list[RecordedHistory]:
    """One record a person, in the order of their ids. `QUERIES` queries.

    Only identified subjects count: nobody yet identified and the organisation belong to no person.
    Closed, withdrawn and unproven matters are all there, as whole records say more than proven ones.
    """
    ids = list(officer_ids)
    officers = Officer.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "appointed_on", "left_on")
    matters = _matters_by_officer(Asked.people(ids))
    circumstances = circumstances_of(ids)
    prior_forces = prior_forces_of(ids)
    nothing = Circumstances()
    return [
        RecordedHistory(
            OfficerHistory(
                pk,
                appointed_on,
                left_on,
                warnings=tuple(circumstances.get(pk, nothing).warnings),
                probation_ends_on=circumstances.get(pk, nothing).probation_ends_on,
                prior_forces=prior_forces.get(pk, ()),
            ),
            tuple(matters.get(pk, ())),
        )
        for pk, appointed_on, left_on in officers
    ]


def matters_of(subject_ids: Sequence[int], *, known_before: date) -> list[Matter]:
    """These matters alone, with what had been decided before the day."""
    found = _matters_by_officer(Asked.matters(subject_ids))
    return [recorded.as_known(known_before) for of_one in found.values() for recorded in of_one]


def _matters_by_officer(asked: Asked) -> dict[int, list[RecordedMatter]]:
    alleged = _alleged(asked)
    _add_factors(alleged, asked)
    ruled = rulings_of(asked)
    rows = list(_subjects(asked))
    people = people_of({row["case_id"] for row in rows})
    found: dict[int, list[RecordedMatter]] = defaultdict(list)
    for row in rows:
        matter = _matter(row, alleged.get(row["pk"], _Alleged()), people.get(row["case_id"], PeopleOfCase()))
        recorded = RecordedMatter(matter, tuple(ruled.get(row["pk"], ())), row["withdrawn_on"])
        found[row["officer_id"]].append(recorded)
    return found


def _subjects(asked: Asked) -> Iterable[dict[str, Any]]:
    """The subjects with what the rules need of their cases, in the order of their ids."""
    withdrawn = Withdrawal.objects.filter(case=OuterRef("case"), is_carried_on=False).order_by("decided_on")
    first_type = RecordTypeChange.objects.filter(case=OuterRef("case")).order_by("recorded_at", "pk")
    named = Subject.objects.exclude(kind=Subject.Kind.ORGANISATIONAL).filter(case=OuterRef("case")).order_by()
    notified = Q(notices__tells_severity=True, notices__services__withdrawn_at=None)
    return (
        Subject.objects.identified()
        .counted_once()
        .filter(**asked.at())
        .order_by("pk")
        .annotate(
            withdrawn_on=Subquery(withdrawn.values("decided_on")[:1]),
            first_type=Subquery(first_type.values("from_type")[:1]),
            notified_on=Min("notices__services__given_on", filter=notified),
            received_on=F("case__received_on"),
            closed_on=F("case__closed_on"),
            record_type=F("case__record_type"),
            channel=F("case__channel__code"),
            named=Subquery(named.values("case").annotate(people=Count("pk")).values("people")),
        )
        .values(
            *("pk", "officer_id", "case_id", "unit_at_time_id", "is_off_duty", "received_on", "closed_on"),
            *("withdrawn_on", "first_type", "notified_on", "record_type", "channel", "named"),
        )
    )


def _matter(row: dict[str, Any], alleged: _Alleged, people: PeopleOfCase) -> Matter:
    dated_on, dated_by = row["received_on"], RECEIVED
    if dated_on is None:
        dated_on, dated_by = alleged.finalised_on, FINALISED if alleged.finalised_on else ""
    return Matter(
        subject_id=row["pk"],
        case_id=row["case_id"],
        dated_on=dated_on,
        dated_by=dated_by,
        categories=frozenset(alleged.categories),
        families=frozenset(alleged.families),
        source=source_of(row["first_type"] or row["record_type"], row["channel"], alleged.families),
        closed_on=row["closed_on"],
        unit_id=row["unit_at_time_id"],
        is_off_duty=row["is_off_duty"],
        notified_on=row["notified_on"],
        complainants=frozenset(people.complainants),
        vulnerable=_vulnerable(row["case_id"], alleged, people),
        named=row["named"],
    )


def _vulnerable(case_id: int, alleged: _Alleged, people: PeopleOfCase) -> frozenset[str]:
    """The vulnerable people harmed; where only a factor says that there is one, somebody of this case."""
    if people.vulnerable or family("vulnerable") not in alleged.families:
        return frozenset(people.vulnerable)
    return frozenset({f"case {case_id}"})


def _alleged(asked: Asked) -> dict[int, _Alleged]:
    """For each subject the categories alleged, and the first day on which an allegation was finalised."""
    rows = (
        AllegationSubject.objects.filter(**asked.at("subject__"))
        .order_by()
        .values_list(
            "subject_id",
            "allegation__category__scheme",
            "allegation__category__code",
            "allegation__category__label",
        )
        .annotate(first=Min("finalised_on"))
    )
    found: dict[int, _Alleged] = defaultdict(_Alleged)
    known: dict[tuple[str, str], Category] = {}
    for subject_id, scheme, code, label, first in rows:
        alleged = found[subject_id]
        if code is not None:
            alleged.categories.add(known.setdefault((scheme, code), Category(f"{scheme}/{code}", label)))
            alleged.families |= families_of(CodeList.CATEGORY, scheme, code)
        if first is not None:
            alleged.finalised_on = min(first, alleged.finalised_on or first)
    return found


def _add_factors(alleged: dict[int, _Alleged], asked: Asked) -> None:
    """The families that only a factor tells of: one of an allegation, or of the worksheet of the severity in force."""
    allegations = AllegationSubject.objects.filter(**asked.at("subject__"), allegation__factors__isnull=False)
    worksheets = SeverityAssessment.objects.filter(
        **asked.at("decision__pair__subject__"),
        decision__superseded_at__isnull=True,
        factors__isnull=False,
    )
    code = ("code_list", "scheme", "code")
    told = allegations.order_by().values_list("subject_id", *(f"allegation__factors__{name}" for name in code))
    ticked = worksheets.order_by().values_list("decision__pair__subject_id", *(f"factors__{name}" for name in code))
    for subject_id, *named in told.union(ticked):
        alleged[subject_id].families |= families_of(*named)
