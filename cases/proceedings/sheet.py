"""What the page of proceedings shows, put together in a fixed number of queries for each part."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models import Case
from cases.proceedings import facts
from cases.proceedings.actions.steps import STEPS
from cases.proceedings.appeal_windows import Window
from cases.proceedings.models import ListReturn, Proceeding, ProceedingSubject, Publication, Step
from cases.proceedings.panels import Seat
from cases.proceedings.progress import Progress
from cases.proceedings.timetable import Step as Due
from cases.proceedings.timetable import needing_attention


@dataclass(frozen=True)
class Line:
    """Proceedings as one line of a list, with the step that is due first."""

    proceeding: Proceeding
    progress: Progress
    people: str
    due: Due | None


@dataclass(frozen=True)
class Person:
    """One person the proceedings are against: their answers, and how their time for an appeal stands."""

    person: ProceedingSubject
    responses: list[Any]
    window: Window


@dataclass(frozen=True)
class PublicationPart:
    """One thing that may be published, with the decision in force."""

    kind: Publication.Kind
    current: Publication | None


def lines(case: Case, *, today: date) -> list[Line]:
    """Every proceeding of a case."""
    return [
        Line(
            proceeding=one,
            progress=facts.progress_of(one),
            people=", ".join(str(person.subject) for person in one.subjects.all()),
            due=next(iter(needing_attention(facts.steps_of(one, today=today))), None) if not one.stopped_on else None,
        )
        for one in case.proceedings.select_related("case").prefetch_related("subjects__subject__officer")
    ]


def people(proceeding: Proceeding, *, today: date) -> list[Person]:
    """Everybody the proceedings are against."""
    rows = proceeding.responses.prefetch_related("pleas__pair__pair__allegation")
    responses = list(rows)
    return [
        Person(
            person=person,
            responses=[one for one in responses if one.subject_id == person.subject_id],
            window=facts.appeal_window(person, today=today),
        )
        for person in proceeding.subjects.select_related("subject__officer", "proceeding")
    ]


def rulings(proceeding: Proceeding) -> list[tuple[Any, str, str]]:
    """Each allegation before the panel with its finding and its outcome in force; empty words where none is."""
    pairs = facts.pairs_of(proceeding).prefetch_related("decisions__value", "outcomes__value")
    return [
        (
            pair,
            next((str(one) for one in pair.decisions.all() if one.kind == "finding" and not one.superseded_at), ""),
            next((str(one) for one in pair.outcomes.all() if not one.superseded_at), ""),
        )
        for pair in pairs
    ]


def publications(proceeding: Proceeding) -> list[PublicationPart]:
    """What may be published of a hearing; nothing of a meeting."""
    if proceeding.is_meeting:
        return []
    current = {one.kind: one for one in proceeding.publications.filter(superseded_at__isnull=True)}
    return [PublicationPart(kind, current.get(kind)) for kind in Publication.Kind]


def steps_to_record(proceeding: Proceeding) -> list[Step.Kind]:
    """Steps of these proceedings that are not recorded yet."""
    done = set(proceeding.steps.standing().values_list("kind", flat=True))
    if facts.told_on(proceeding):
        done.add(Step.Kind.OUTCOME_NOTIFIED.value)
    return [kind for kind, kinds in STEPS.items() if proceeding.kind in kinds and kind not in done]


def open_seats(proceeding: Proceeding) -> list[Seat]:
    """Seats of the panel that nobody holds yet and somebody may."""
    held = list(proceeding.panel.serving().values_list("capacity", flat=True))
    return [seat for seat in facts.seats_of(proceeding) if held.count(seat.capacity) < seat.at_most]


def list_entries(case: Case) -> list[ListReturn]:
    """What the College was told about the people of a case, the newest first."""
    return list(ListReturn.objects.filter(subject__case=case).select_related("subject__officer"))
