"""Where every clock of a case stands: worked out from its milestones alone, the same each time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from cases.clocks.counting import Pause, due_on, earliest_on, moved_on, paused_days
from cases.clocks.definitions import About, Definition
from cases.clocks.kinds import MilestoneKind
from cases.clocks.rounds import one_after_another, scheduled
from cases.clocks.states import ClockState, Fact, Granted


def pauses_of(facts: Iterable[Fact]) -> tuple[Pause, ...]:
    """When the case was suspended for criminal proceedings, and when it was resumed."""
    found: list[Pause] = []
    for fact in sorted(facts, key=lambda one: (one.on, one.id)):
        is_open = bool(found) and found[-1].until is None
        if fact.kind == MilestoneKind.SUSPENDED and not is_open:
            found.append(Pause(fact.on))
        elif fact.kind == MilestoneKind.RESUMED and is_open:
            found[-1] = Pause(found[-1].since, fact.on)
    return tuple(found)


def clocks_of(
    milestones: Iterable[Fact],
    pauses: Iterable[Pause],
    extensions: Iterable[Granted],
    definitions: Iterable[Definition],
    today: date,
) -> list[ClockState]:
    """Every clock that these milestones of one case have started, under these definitions."""
    facts = sorted(milestones, key=lambda one: (one.on, one.id))
    held = tuple(pauses)
    granted = {(one.slug, one.about, one.started_on): one for one in sorted(extensions, key=lambda one: one.granted_on)}
    found = (state for rule in definitions for state in _of_rule(rule, facts, held, today))
    return [_dated(rule, state, held, granted, today) for rule, state in found]


def _of_rule(
    rule: Definition, facts: list[Fact], pauses: tuple[Pause, ...], today: date
) -> Iterator[tuple[Definition, ClockState]]:
    """Of several that begin on one day, as with two interviews on it, the last: they have the same last day."""
    rounds = scheduled if rule.repeats_every else one_after_another
    for about, own in _groups(rule, facts).items():
        each_once = {state.started_on: state for state in rounds(rule, about, own, today)}
        for state in each_once.values():
            yield rule, state


def _groups(rule: Definition, facts: list[Fact]) -> dict[str, list[Fact]]:
    """The facts that matter to each thing the clock is counted for. Those of the whole case matter to all."""
    if rule.about == About.CASE:
        return {"": facts}
    kinds = {rule.for_each} if rule.for_each else {*rule.starts, *rule.falls_back_to}
    abouts = dict.fromkeys(
        fact.about for fact in facts if fact.kind in kinds and (not rule.only or fact.sort in rule.only)
    )
    return {about: [fact for fact in facts if fact.about == about or _is_general(rule, fact)] for about in abouts}


def _is_general(rule: Definition, fact: Fact) -> bool:
    """Whether a fact of the whole case concerns each clock: it may start or end one, but not answer it."""
    return fact.about == "" and fact.kind not in rule.satisfied_by


def _dated(
    rule: Definition,
    state: ClockState,
    pauses: tuple[Pause, ...],
    granted: Mapping[tuple[str, str, date], Granted],
    today: date,
) -> ClockState:
    """The clock with its days. Pauses count only while it ran."""
    if rule.repeats_every:
        return state
    finished = state.satisfied_on or state.ended_on
    held = tuple(one for one in pauses if finished is None or one.since < finished) if rule.pauses else ()
    original = due_on(rule, state.started_on, today=today)
    due = due_on(rule, state.started_on, pauses=held, today=today)
    extension = granted.get((state.slug, state.about, state.started_on))
    if extension and due:
        due = max(due, moved_on(rule, extension.until, granted_on=extension.granted_on, pauses=held, today=today))
    open_pause = next((one for one in held if one.until is None and not finished), None)
    is_stopped = open_pause and (due is None or due >= open_pause.since)
    return replace(
        state,
        due_on=due,
        original_due_on=original,
        earliest_on=earliest_on(rule, state.started_on, pauses=held, today=today),
        extended_to=extension.until if extension else None,
        paused_days=paused_days(state.started_on, min(finished or today, today), pauses=held, today=today),
        paused_since=open_pause.since if open_pause and is_stopped else None,
    )
