"""What has happened in proceedings, read from their milestones and rows."""

from datetime import date
from typing import Any

from cases.clocks.counting import Pause
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Clock, Milestone
from cases.clocks.querysets import ClockQuerySet
from cases.models import AllegationSubject
from cases.proceedings.appeal_windows import Window, window
from cases.proceedings.models import Proceeding, ProceedingSubject
from cases.proceedings.panels import Seat, missing, seats
from cases.proceedings.progress import Progress, Standing, progress
from cases.proceedings.timetable import Granted, Step, timetable
from cases.querysets import PairQuerySet
from misconduct.audit.querysets import key_of

# The letter that tells an officer the outcome: giving it is telling them.
OUTCOME_LETTER = "proceedings-outcome"
STARTED = {
    Proceeding.Kind.MEETING: MilestoneKind.MEETING_HELD,
    Proceeding.Kind.HEARING: MilestoneKind.HEARING_STARTED,
    Proceeding.Kind.ACCELERATED: MilestoneKind.ACCELERATED_HEARING_HELD,
}


def reached(proceeding: Proceeding) -> dict[str, date]:
    """The day of each milestone of the proceedings; of several of a kind, the last."""
    about = key_of(proceeding)
    rows = Milestone.objects.standing().filter(case=proceeding.case_id, about=about).order_by("reached_on")
    return dict(rows.values_list("kind", "reached_on"))


def steps_of(proceeding: Proceeding, *, today: date) -> list[Step]:
    """The timetable of the proceedings as it stands."""
    extended = clocks_of(proceeding).filter(extensions__isnull=False).prefetch_related("extensions")
    return timetable(
        kind=proceeding.kind,
        received_on=proceeding.case.received_on,
        reached=reached(proceeding),
        today=today,
        granted={clock.definition: granted for clock in extended if (granted := _granted(clock))},
        pauses=_pauses(proceeding),
    )


def clocks_of(proceeding: Proceeding) -> ClockQuerySet:
    """The statutory deadlines of the proceedings, as everybody's list has them."""
    clocks: ClockQuerySet = proceeding.case.clocks.standing().filter(about=key_of(proceeding))
    return clocks.order_by("started_on", "pk")


def _granted(clock: Clock) -> Granted | None:
    """The extension that counts, with the day it gives after every pause since."""
    last = max(clock.extensions.all(), key=lambda one: (one.granted_on, one.pk))
    return Granted(clock.due_on, last.granted_by, last.reason) if clock.due_on else None


def _pauses(proceeding: Proceeding) -> list[Pause]:
    """The times for which the case was suspended; of clocks that no suspension stops, the rule takes none."""
    rows = Milestone.objects.standing().filter(
        case=proceeding.case_id, about="", kind__in=(MilestoneKind.SUSPENDED, MilestoneKind.RESUMED)
    )
    found: list[Pause] = []
    for kind, on in rows.order_by("reached_on", "pk").values_list("kind", "reached_on"):
        if kind == MilestoneKind.SUSPENDED:
            found.append(Pause(on))
        elif found and found[-1].until is None:
            found[-1] = Pause(found[-1].since, on)
    return found


def progress_of(proceeding: Proceeding) -> Progress:
    """Where the proceedings stand."""
    last = proceeding.sittings.held().filter(purpose="main").last()
    standing = Standing(
        is_stopped=proceeding.stopped_on is not None,
        is_adjourned=bool(last and last.adjourned_reason),
        has_open_appeal=proceeding.appeals.undetermined().exists(),
        has_decided_appeal=proceeding.appeals.exists(),
    )
    return progress(reached(proceeding).keys(), standing)


def has_started(proceeding: Proceeding) -> bool:
    return STARTED[Proceeding.Kind(proceeding.kind)] in reached(proceeding)


def seats_of(proceeding: Proceeding) -> list[Seat]:
    """The seats of the panel under the law of the day on which the proceedings were opened."""
    return seats(proceeding.kind, is_senior=proceeding.is_senior, on=proceeding.opened_on)


def panel_gaps(proceeding: Proceeding) -> list[str]:
    """What the panel still lacks before it may sit, each in a sentence."""
    members = list(proceeding.panel.serving())
    gaps = [f"The panel still needs {words}." for words in missing(seats_of(proceeding), members)]
    gaps += [f"Ask {one.name} to declare any interest." for one in members if one.has_interest is None]
    open_objections = proceeding.objections.filter(decided_on__isnull=True).count()
    if open_objections:
        gaps.append("Decide the objection to the panel first.")
    upheld = proceeding.objections.filter(is_upheld=True, member__replaced_on__isnull=True)
    gaps += [f"Replace {one.member.name}: the objection was upheld." for one in upheld.select_related("member")]
    untold = proceeding.objections.filter(is_upheld=True, member__replaced_on__isnull=False, renotified_on__isnull=True)
    gaps += [f"Tell the officer who replaces {one.member.name}." for one in untold.select_related("member")]
    return gaps


def pairs_of(proceeding: Proceeding) -> PairQuerySet:
    """The allegations against subjects that the proceedings decide on."""
    pairs: PairQuerySet = AllegationSubject.objects.filter(proceedings__proceeding=proceeding)
    return pairs.select_related("allegation__category", "subject__officer").order_by("allegation__number", "pk")


def without_finding(proceeding: Proceeding) -> PairQuerySet:
    """Those on which no finding is in force."""
    found = AllegationSubject.objects.filter(decisions__kind="finding", decisions__superseded_at__isnull=True)
    return pairs_of(proceeding).exclude(pk__in=found.values("pk"))


def without_outcome(proceeding: Proceeding) -> PairQuerySet:
    """Those on which no outcome is in force."""
    ended = AllegationSubject.objects.filter(outcomes__superseded_at__isnull=True, outcomes__isnull=False)
    return pairs_of(proceeding).exclude(pk__in=ended.values("pk"))


def told_on(proceeding: Proceeding) -> date | None:
    """The day the officers were told of the outcome in writing, from which the time for an appeal runs."""
    return reached(proceeding).get(MilestoneKind.OUTCOME_NOTIFIED)


def told_by_hand(proceeding: Proceeding) -> bool:
    """Whether somebody recorded as a step that the officers were told; otherwise the letters say it."""
    return proceeding.steps.standing().filter(kind="outcome_notified").exists()


def letter_told_by(proceeding: Proceeding) -> Any:
    """The letter with which the last of the officers was told, where the day comes from there."""
    told = Milestone.objects.standing().filter(kind=MilestoneKind.OUTCOME_NOTIFIED, about=key_of(proceeding))
    sources = set(told.values_list("source", flat=True))
    letters = proceeding.case.notices.filter(template=OUTCOME_LETTER) if sources else ()
    return next((one for one in letters if key_of(one) in sources), None)


def appeal_window(person: ProceedingSubject, *, today: date) -> Window:
    """How the time for an appeal about one person stands."""
    proceeding = person.proceeding
    appeals = proceeding.appeals.filter(subject=person.subject_id).values_list("decided_on", flat=True)
    return window(kind=proceeding.kind, told_on=told_on(proceeding), appeals=list(appeals), today=today)
