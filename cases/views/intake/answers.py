"""A draft's answers in words, for lists and for the check at the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from cases.models import CaseDraft, Code, Subject
from cases.similar import Clues
from cases.stages import RecordType
from misconduct.accounts.models import User
from misconduct.core.wording import uk_date
from officers.models import Officer, Unit


@dataclass(frozen=True)
class SubjectAnswer:
    """One subject as answered. `officer` is missing where the person can no longer be chosen."""

    key: str
    kind: str
    label: str
    detail: str = ""
    officer: Officer | None = None


@dataclass(frozen=True)
class AllegationAnswer:
    key: str
    category: str
    against: tuple[str, ...]
    description: str
    standard: str
    factors: tuple[str, ...]


def subjects(draft: CaseDraft, *, viewer: User) -> list[SubjectAnswer]:
    """The subjects in the order they were added. One query."""
    entries = draft.answers.get("subjects", ())
    ids = [entry["officer"] for entry in entries if entry["kind"] == Subject.Kind.IDENTIFIED]
    people = Officer.objects.visible_to(viewer).with_latest_posting().in_bulk(ids) if ids else {}
    return [_subject(entry, people) for entry in entries]


def subject_choices(draft: CaseDraft, *, viewer: User) -> list[tuple[str, str]]:
    """The subjects as options of an allegation; those without a name are told apart by what is known of them."""
    return [(subject.key, _called(subject)) for subject in subjects(draft, viewer=viewer)]


def allegations(draft: CaseDraft, *, viewer: User) -> list[AllegationAnswer]:
    """The allegations in the order they were added. Two queries."""
    entries = draft.answers.get("allegations", ())
    ids = {pk for entry in entries for pk in (entry.get("category"), entry.get("standard"), *entry["factors"]) if pk}
    codes = Code.objects.visible_to(viewer).in_bulk(ids) if ids else {}
    names = dict(subject_choices(draft, viewer=viewer)) if entries else {}
    return [_allegation(entry, codes, names) for entry in entries]


def rows(draft: CaseDraft, *, viewer: User) -> list[dict[str, str]]:
    """The answers to single questions, each with the page that changes it."""
    given = draft.answers
    channel = Code.objects.visible_to(viewer).filter(pk=given.get("channel") or 0).first()
    unit = Unit.objects.visible_to(viewer).filter(pk=given.get("unit") or 0).first()
    ends = given.get("incident_to")
    happened = " to ".join(filter(None, (uk_date(_day(given.get("incident_from"))), uk_date(_day(ends)))))
    facts = (
        ("Kind of record", dict(RecordType.choices).get(given.get("record_type"), "Not answered"), "type"),
        ("How received", str(channel or "Not answered"), "received"),
        ("Received on", uk_date(_day(given.get("received_on"))) or "Not answered", "received"),
        ("When it happened", happened or "Not known", "when-and-where"),
        ("Where it happened", given.get("place") or "Not known", "when-and-where"),
        ("Unit", str(unit or "Not known yet"), "unit"),
        ("What happened", given.get("summary") or "Not answered", "what-happened"),
    )
    return [
        {"label": label, "value": value, "url": reverse("cases:new_question", args=[draft.pk, step]) + "?from=check"}
        for label, value, step in facts
    ]


def clues(draft: CaseDraft) -> Clues:
    """What the answers so far give to look for."""
    entries = draft.answers.get("subjects", ())
    return Clues(
        officer_ids=tuple(entry["officer"] for entry in entries if entry.get("officer")),
        received_on=_day(draft.answers.get("received_on")),
        happened_on=_day(draft.answers.get("incident_from")),
        summary=draft.answers.get("summary", ""),
    )


def _called(subject: SubjectAnswer) -> str:
    if subject.kind != Subject.Kind.UNIDENTIFIED:
        return subject.label
    return f"{subject.label}: {Truncator(subject.detail).chars(60)}"


def _subject(entry: Mapping[str, Any], people: Mapping[int, Any]) -> SubjectAnswer:
    key, kind = entry["key"], entry["kind"]
    if kind == Subject.Kind.UNIDENTIFIED:
        return SubjectAnswer(key, kind, "Somebody not yet identified", entry["description"])
    if kind == Subject.Kind.ORGANISATIONAL:
        return SubjectAnswer(key, kind, "The organisation")
    officer = people.get(entry["officer"])
    if officer is None:
        return SubjectAnswer(key, kind, "Somebody who can no longer be chosen", "Remove them and search again.")
    return SubjectAnswer(key, kind, str(officer), " · ".join(filter(None, (officer.rank, officer.unit_name))), officer)


def _allegation(entry: Mapping[str, Any], codes: Mapping[int, Code], names: Mapping[str, str]) -> AllegationAnswer:
    category, standard = codes.get(entry["category"]), codes.get(entry.get("standard") or 0)
    return AllegationAnswer(
        key=entry["key"],
        category=f"{category.code} {category.label}" if category else "Choose the category again",
        against=tuple(names[key] for key in entry.get("subjects", ()) if key in names),
        description=entry.get("description", ""),
        standard=str(standard or ""),
        factors=tuple(str(codes[pk]) for pk in entry["factors"] if pk in codes),
    )


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
