"""What a line manager may know of the people they supervise: counts, categories, and what is live. Never a case.

The safest reading of need-to-know (docs/adr/0019): only matters that the person was told of, of which nobody needs
protection. Each rule leaves a matter out without a trace, so that the card says nothing of what it does not show.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Milestone
from cases.contacts.models import Party, Role
from cases.models import AllegationSubject, Case, Outcome, Subject
from cases.notices.models import Withholding
from cases.periods.models import Period
from cases.periods.rules import live_until
from cases.periods.warnings import career_breaks
from misconduct.accounts.models import User
from misconduct.core.months import months_before
from officers.models import Officer

WINDOWS = (12, 24, 60)
NO_CATEGORY = "Not categorised"
# Ways in which somebody reports who may be a colleague in the same team.
_PROTECTED_CHANNELS = ("confidential-line", "counter-corruption", "colleague")
_TOLD = (MilestoneKind.NOTICE_SERVED, MilestoneKind.OUTCOME_NOTIFIED)
_RESTRICTIONS = (Period.Kind.SUSPENSION, Period.Kind.RESTRICTION)


@dataclass(frozen=True)
class Live:
    """A warning or a restriction of today, with its last day. Without one it runs on."""

    label: str
    until: date | None


@dataclass(frozen=True)
class CategoryCount:
    """One category of allegations: matters with it in each window, in the order of `WINDOWS`."""

    label: str
    counts: tuple[int, ...]


@dataclass
class Card:
    """One person of a team."""

    officer: Officer
    totals: tuple[int, ...] = tuple(0 for _ in WINDOWS)
    categories: list[CategoryCount] = field(default_factory=list)
    live: list[Live] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show of the person."""
        return not self.categories and not self.live


def cards(manager: User, *, today: date) -> list[Card]:
    """One card for each person whom this line manager supervises on the day. A fixed number of queries."""
    team = list(Officer.objects.supervised_by(manager, today).with_latest_posting())
    found = {officer.pk: Card(officer) for officer in team}
    matters = _matters(found, manager, today)
    live = _live(found, manager, today)
    for card in found.values():
        _count(card, matters.get(card.officer.pk, []), today)
        card.live = sorted(live.get(card.officer.pk, []), key=lambda one: (one.until or date.max, one.label))
    return list(found.values())


def _count(card: Card, matters: Sequence[tuple[date, set[str]]], today: date) -> None:
    """Each matter counts once in the total, and once in each of its categories."""
    firsts = [months_before(today, window) for window in WINDOWS]
    card.totals = tuple(sum(first <= day <= today for day, _ in matters) for first in firsts)
    labels = sorted({label for day, held in matters for label in held if firsts[-1] <= day <= today})
    card.categories = [
        CategoryCount(
            label, tuple(sum(first <= day <= today and label in held for day, held in matters) for first in firsts)
        )
        for label in labels
    ]


def _matters(officers: Iterable[int], manager: User, today: date) -> dict[int, list[tuple[date, set[str]]]]:
    """The day and the categories of each matter that may be counted, by person."""
    subjects = Subject.objects.filter(officer__in=officers).counted_once().filter(_was_told("case", "pk"))
    told = _showable(subjects, manager, case="case").annotate(dated_on=Coalesce("case__received_on", "case__closed_on"))
    rows = told.filter(dated_on__gte=months_before(today, WINDOWS[-1])).order_by("pk")
    found: dict[int, dict[int, tuple[date, set[str]]]] = {}
    for pk, officer, day in rows.values_list("pk", "officer", "dated_on"):
        found.setdefault(officer, {})[pk] = (day, set())
    by_subject = {pk: held for matters in found.values() for pk, (_, held) in matters.items()}
    pairs = AllegationSubject.objects.filter(subject__in=list(by_subject)).order_by("pk")
    for pair in pairs.select_related("allegation__category"):
        label = str(pair.allegation.category or pair.allegation.category_as_recorded or NO_CATEGORY)
        by_subject[pair.subject_id].add(label)
    return {officer: list(matters.values()) for officer, matters in found.items()}


def _live(officers: Iterable[int], manager: User, today: date) -> dict[int, list[Live]]:
    """Warnings and restrictions that run today, of cases that may be told of."""
    ids = list(officers)
    found: dict[int, list[Live]] = {}
    periods = Period.objects.of_kind(*_RESTRICTIONS).running(today).filter(officer__in=ids)
    told = Q(told_on__isnull=False) | Q(kind=Period.Kind.RESTRICTION)
    for period in _showable(periods, manager, case="case").filter(told):
        found.setdefault(period.officer_id, []).append(Live(period.get_kind_display(), period.ends_on))
    breaks = career_breaks(ids)
    given = Outcome.objects.in_force().filter(pair__subject__officer__in=ids, live_from__lte=today)
    warnings = _showable(given, manager, case="pair__allegation__case")
    for outcome in warnings.select_related("value", "pair__subject"):
        officer = outcome.pair.subject.officer_id or 0
        if outcome.live_from is None or outcome.live_to is None:
            continue
        until = live_until(outcome.live_from, outcome.live_to, breaks.get(officer, []))
        if until is None or until >= today:
            found.setdefault(officer, []).append(Live(str(outcome.value), until))
    return found


def _showable(rows: QuerySet, manager: User, *, case: str) -> QuerySet:
    """Those of cases that need no protection: not sealed, from no confidential source, nothing withheld from anybody.

    And never one about the manager, or one that the manager is asked about.
    """
    cases = Case.objects.order_by()
    protected = Q(roles__contains=[Role.REPORTER]) | Q(is_confidential=True)
    hidden = cases.filter(
        Q(is_sealed=True)
        | Q(channel__code__in=_PROTECTED_CHANNELS)
        | Q(Exists(Party.objects.filter(protected, case=OuterRef("pk"))))
        | Q(Exists(Withholding.objects.filter(case=OuterRef("pk"), ended_at=None)))
        | Q(Exists(Subject.objects.filter(case=OuterRef("pk"), officer__account=manager)))
    )
    return rows.exclude(**{f"{case}__in": hidden.values("pk")})


def _was_told(case: str, subject: str) -> Q:
    """Whether the person was told: a notice or the outcome was given; or it was over before it came to this system.

    A matter that was worked here has milestones. One that came with history has none, and counts once it is closed
    with an outcome.
    """
    of_person = Milestone.objects.standing().filter(
        kind__in=_TOLD, case=OuterRef(case), about=Concat(Value("cases.subject:"), Cast(OuterRef(subject), TextField()))
    )
    worked_here = Milestone.objects.filter(case=OuterRef(case))
    ended = Outcome.objects.in_force().filter(pair__subject=OuterRef(subject))
    return Q(Exists(of_person)) | Q(~Exists(worked_here), Exists(ended), **{f"{case}__closed_on__isnull": False})
