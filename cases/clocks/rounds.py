"""From starts, answers and ends to the clocks of one rule about one thing. Days due are worked out elsewhere."""

from dataclasses import replace
from datetime import date, timedelta

from cases.clocks.definitions import Definition
from cases.clocks.kinds import MilestoneKind
from cases.clocks.states import ClockState, Fact
from misconduct.core.months import months_after


def _starts(rule: Definition, facts: list[Fact]) -> list[Fact]:
    found = [fact for fact in facts if fact.kind in rule.starts]
    return found or [fact for fact in facts if fact.kind in rule.falls_back_to]


_START, _ANSWER, _END = range(3)


def one_after_another(rule: Definition, about: str, facts: list[Fact], today: date) -> list[ClockState]:
    """Clocks of which one begins when the one before is answered or ended."""
    starts = _starts(rule, facts)
    line = _Line(rule, about)
    for part, fact in _in_order(rule, starts[:1] if rule.once else starts, facts):
        (line.start, line.answer, line.end)[part](fact)
    return line.found


class _Line:
    """The clocks of one rule about one thing, in their order: at most the last one runs."""

    def __init__(self, rule: Definition, about: str) -> None:
        self.rule, self.about = rule, about
        self.found: list[ClockState] = []
        self.answered_before: Fact | None = None

    @property
    def running(self) -> ClockState | None:
        last = self.found[-1] if self.found else None
        return last if last and last.satisfied_on is None and last.ended_on is None else None

    def start(self, fact: Fact) -> None:
        if self.running and not self.rule.renews:
            return
        self.end(fact)
        self.found.append(_begun(self.rule, self.about, fact))
        if self.answered_before and not self.rule.restarts:
            self.answer(self.answered_before)
            self.answered_before = None

    def answer(self, fact: Fact) -> None:
        if self.running:
            self.found[-1] = _answered(self.running, fact)
            if fact.kind in self.rule.restarts:
                self.found.append(_begun(self.rule, self.about, fact))
        elif not self.found:
            self.answered_before = fact

    def end(self, fact: Fact) -> None:
        if self.running:
            self.found[-1] = replace(self.running, ended_on=fact.on)


def _in_order(rule: Definition, starts: list[Fact], facts: list[Fact]) -> list[tuple[int, Fact]]:
    """Starts, answers and ends by day. A day aimed at comes before what leads to it."""
    parts = [(_START, fact) for fact in starts]
    parts += [(_ANSWER, fact) for fact in facts if fact.kind in rule.satisfied_by]
    parts += [(_END, fact) for fact in facts if fact.kind in rule.ends]
    aimed = rule.counting.is_aimed_at

    def place(entry: tuple[int, Fact]) -> tuple[date, int, int]:
        part, fact = entry
        return (date.min if aimed and part == _START else fact.on, part, fact.id)

    return sorted(parts, key=place)


def scheduled(rule: Definition, about: str, facts: list[Fact], today: date) -> list[ClockState]:
    """Rounds at fixed distances from the first start, up to the next one that is still to come.

    A round is not needed when the case has come to its end, and was not re-opened, by the day it is due.
    """
    starts = _starts(rule, facts)
    found: list[ClockState] = []
    while starts and rule.length is not None and rule.repeats_every:
        first = starts[0]
        due = months_after(first.on, rule.length + len(found) * rule.repeats_every)
        state = _begun(rule, about, first)
        if found:
            before = months_after(first.on, rule.length + (len(found) - 1) * rule.repeats_every)
            state = replace(state, started_on=before)
        over = _over(rule, facts, by=due)
        answers = (f for f in facts if f.kind in rule.satisfied_by and f.on >= due - timedelta(days=rule.lead_days))
        answer = next((f for f in answers if over is None or f.on <= due), None)
        if answer:
            state = _answered(state, answer)
        elif over or (late_end := _over(rule, facts, by=today)):
            state = replace(state, ended_on=(over or late_end).on)  # type: ignore[union-attr] # one of them is there
        found.append(replace(state, due_on=due, original_due_on=due))
        if due >= today or (over and not _reopened_after(over, facts)):
            return found
    return found


def _over(rule: Definition, facts: list[Fact], *, by: date) -> Fact | None:
    """What had brought it to an end by that day, and had not been undone by a re-opening."""
    ends = [fact for fact in facts if fact.kind in rule.ends and fact.on <= by]
    reopened = [fact for fact in facts if fact.kind == MilestoneKind.REOPENED and fact.on <= by]
    last = max(reopened, key=lambda one: (one.on, one.id), default=None)
    standing = [end for end in ends if last is None or end.kind != MilestoneKind.CLOSED or _is_after(end, last)]
    return standing[0] if standing else None


def _is_after(one: Fact, other: Fact) -> bool:
    return (one.on, one.id) > (other.on, other.id)


def _reopened_after(end: Fact, facts: list[Fact]) -> bool:
    is_closing = end.kind == MilestoneKind.CLOSED
    return is_closing and any(fact.kind == MilestoneKind.REOPENED and _is_after(fact, end) for fact in facts)


def _begun(rule: Definition, about: str, fact: Fact) -> ClockState:
    return ClockState(slug=rule.slug, about=about, started_on=fact.on, started_by=fact.id, nature=rule.nature)


def _answered(state: ClockState, fact: Fact) -> ClockState:
    return replace(state, satisfied_on=fact.on, satisfied_by=fact.id)
