"""Writes the planned history into the database in bulk, as an import of it would."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from cases import stages
from cases.demo.endings import Codes, Ending, category_of, ending_of, load_codes
from cases.demo.names import PLACES
from cases.demo.people import Member
from cases.demo.plan import PlannedAllegation, PlannedCase
from cases.models import (
    Allegation,
    AllegationSubject,
    Assignment,
    Case,
    Code,
    CodeList,
    Decision,
    Outcome,
    ReferenceCounter,
    Subject,
)
from cases.regimes import regime_on
from cases.ruling_rules.warnings import last_day
from cases.stages import RecordType, Stage
from misconduct.accounts.models import User
from misconduct.accounts.roles import RoleName
from officers.models import Officer, Posting, Unit

_PUBLIC_CHANNELS = ("phone", "email", "web-form", "web-form", "letter", "front-counter", "representative")
_INTERNAL_CHANNELS = ("line-manager", "line-manager", "colleague", "confidential-line", "counter-corruption", "audit")
_BATCH = 2000


@dataclass
class History:
    """Rows waiting to be written, in the order in which they need each other."""

    cases: list[Case] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    allegations: list[Allegation] = field(default_factory=list)
    pairs: list[AllegationSubject] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def save(self) -> None:
        tables: tuple[tuple[type[Model], list], ...] = (
            (Case, self.cases),
            (Assignment, self.assignments),
            (Subject, self.subjects),
            (Allegation, self.allegations),
            (AllegationSubject, self.pairs),
            (Decision, self.decisions),
            (Outcome, self.outcomes),
        )
        for model, rows in tables:
            model._default_manager.bulk_create(rows, batch_size=_BATCH)


class Writer:
    """Turns planned cases into rows. Whoever is dismissed has no later case, and leaves."""

    def __init__(self, random: Random, staff: dict[str, list[User]], units: list[Unit], today: date) -> None:
        self.random, self.staff, self.units, self.today = random, staff, units, today
        self.codes: Codes = load_codes()
        self.numbers: Counter[tuple[str, int]] = Counter()
        self.dismissed: dict[int, date] = {}
        self.history = History()

    def write(self, planned: list[PlannedCase]) -> None:
        for case in planned:
            still_there = [member for member in case.members if not self._is_gone(member, case.received_on)]
            if still_there or not case.members:
                case.members = still_there
                self._case(case)
        self.history.save()
        self._count_references()
        self._let_go()

    def _is_gone(self, member: Member, on: date) -> bool:
        return self.dismissed.get(member.officer.pk, date.max) <= on

    def _case(self, planned: PlannedCase) -> None:
        is_closed = planned.ends_on <= self.today
        worker = self.random.choice(self.staff[RoleName.INVESTIGATOR])
        case = self._row(planned, is_closed, worker)
        self.history.cases.append(case)
        if case.investigator is not None:
            self.history.assignments.append(
                Assignment(
                    case=case,
                    investigator=case.investigator,
                    assigned_by=self.staff[RoleName.MANAGER][0],
                    assigned_at=_at(planned.received_on + timedelta(days=min(4, planned.days))),
                    reason="Next in turn",
                    ended_at=_at(planned.ends_on) if is_closed else None,
                )
            )
        subjects = self._subjects(planned, case)
        for number, allegation in enumerate(planned.allegations, 1):
            self._allegation(planned, case, number, allegation, subjects, is_closed=is_closed)

    def _row(self, planned: PlannedCase, is_closed: bool, worker: User) -> Case:
        kind = planned.allegations[0].kind
        incident = planned.received_on - timedelta(days=int(self.random.expovariate(1 / 9)))
        stage = Stage.CLOSED if is_closed else self._stage(planned)
        channels = _PUBLIC_CHANNELS if planned.is_public else _INTERNAL_CHANNELS
        place = self.random.choice(PLACES)
        posting = planned.members[0].posting_on(planned.received_on) if planned.members else None
        return Case(
            reference=self._reference(planned),
            record_type=planned.record_type,
            stage=stage,
            received_on=planned.received_on,
            channel=self.codes[CodeList.CHANNEL, "local", self.random.choice(channels)],
            incident_from=incident,
            incident_to=incident,
            place=place,
            unit=posting.unit if posting else self.random.choice(self.units),
            summary=f"{kind.text} It happened at {place}.",
            investigator=None if stage in {Stage.RECEIVED, Stage.TRIAGE} else worker,
            is_sealed=not planned.is_public and not is_closed and self.random.random() < 0.04,
            logged_by=self.random.choice(self.staff[RoleName.CASEWORKER]),
            logged_at=_at(planned.received_on + timedelta(days=self.random.choice((0, 0, 1, 1, 2, 5)))),
            closed_on=planned.ends_on if is_closed else None,
            closed_by=self.staff[RoleName.MANAGER][0] if is_closed else None,
            ending=_ended(planned) if is_closed else "",
            regime=regime_on(planned.received_on),
        )

    def _reference(self, planned: PlannedCase) -> str:
        key = (planned.record_type.value, planned.received_on.year)
        self.numbers[key] += 1
        return f"{settings.FORCE_PREFIX}/{key[0]}/{key[1]}/{self.numbers[key]:05d}"

    def _stage(self, planned: PlannedCase) -> Stage:
        """Where an open case stands: the further, the longer it has been open. Not all are investigated."""
        passed = (self.today - planned.received_on).days
        for until, stage in ((5, Stage.RECEIVED), (14, Stage.TRIAGE), (45, Stage.ASSESSMENT)):
            if passed < until:
                return stage
        if planned.record_type == RecordType.COMPLAINT_OUTSIDE:
            return Stage.ASSESSMENT
        share = passed / planned.days
        if share > 0.9:
            return Stage.DECISION
        return Stage.REPORT if share > 0.8 else Stage.INVESTIGATION

    def _subjects(self, planned: PlannedCase, case: Case) -> list[Subject]:
        found = [self._subject(planned, case, member) for member in planned.members]
        if not found and planned.is_organisational:
            found = [Subject(case=case, kind=Subject.Kind.ORGANISATIONAL)]
        elif not found:
            known = self.random.choice(
                ("in uniform, tall, beard", "in plain clothes", "spoke on the phone, gave no name")
            )
            found = [Subject(case=case, kind=Subject.Kind.UNIDENTIFIED, description=f"An officer {known}.")]
        self.history.subjects += found
        return found

    def _subject(self, planned: PlannedCase, case: Case, member: Member) -> Subject:
        posting = member.posting_on(planned.received_on)
        return Subject(
            case=case,
            kind=Subject.Kind.IDENTIFIED,
            officer=member.officer,
            capacity=member.officer.kind,
            rank_at_time=posting.rank if posting else "",
            unit_at_time=posting.unit if posting else None,
            is_off_duty=self.random.random() < (0.04 if planned.is_public else 0.2),
        )

    def _allegation(
        self,
        planned: PlannedCase,
        case: Case,
        number: int,
        made: PlannedAllegation,
        subjects: list[Subject],
        *,
        is_closed: bool,
    ) -> None:
        allegation = Allegation(
            case=case,
            number=number,
            category=category_of(planned, made, self.codes),
            standard=self.codes[CodeList.STANDARD, "standards", made.kind.standard],
            description=made.kind.text,
        )
        self.history.allegations.append(allegation)
        for subject in subjects:
            pair = AllegationSubject(
                allegation=allegation, subject=subject, finalised_on=planned.ends_on if is_closed else None
            )
            self.history.pairs.append(pair)
            if is_closed:
                self._end(planned, pair, ending_of(self.random, planned, made))

    def _end(self, planned: PlannedCase, pair: AllegationSubject, ending: Ending) -> None:
        officer = pair.subject.officer
        if ending.is_dismissal and officer is None:
            return
        if ending.is_dismissal and officer is not None:
            self.dismissed[officer.pk] = planned.ends_on
        common = {
            "pair": pair,
            "decided_on": planned.ends_on,
            "decided_by": self.staff[RoleName.MANAGER][-1],
            "authority": "The appropriate authority",
            "regime": regime_on(planned.ends_on),
            "recorded_at": _at(planned.ends_on),
        }
        self.history.decisions += [
            Decision(kind=kind, value=self._code(CodeList(kind), value), reasons="As set out in the report.", **common)
            for kind, value in ending.decisions.items()
        ]
        self.history.outcomes.append(
            Outcome(
                value=self.codes[CodeList.OUTCOME, ending.scheme, ending.outcome],
                reasons="As set out in the report.",
                live_from=planned.ends_on if ending.months else None,
                live_to=last_day(planned.ends_on, ending.months) if ending.months else None,
                **common,
            )
        )

    def _code(self, code_list: CodeList, code: str) -> Code:
        return self.codes[code_list, "conduct", code]

    def _count_references(self) -> None:
        ReferenceCounter.objects.bulk_create(
            ReferenceCounter(prefix=settings.FORCE_PREFIX, record_type=kind, year=year, last_number=last)
            for (kind, year), last in self.numbers.items()
        )

    def _let_go(self) -> None:
        """Whoever was dismissed left on the day, and their last posting ended."""
        for pk, day in self.dismissed.items():
            Posting.objects.filter(officer=pk, starts_on__gte=day).delete()
            Posting.objects.filter(officer=pk, ends_on__isnull=True).update(ends_on=day)
            Posting.objects.filter(officer=pk, ends_on__gt=day).update(ends_on=day)
            Officer.objects.filter(pk=pk).update(left_on=day)


def _ended(planned: PlannedCase) -> stages.Ending:
    if planned.record_type == RecordType.COMPLAINT_OUTSIDE:
        return stages.Ending.HANDLED_OUTSIDE
    withdrawn = all(made.withdrawn for made in planned.allegations)
    return stages.Ending.WITHDRAWN if withdrawn else stages.Ending.COMPLETED


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 30)))
