"""What triage asks, read from the files beside this one: a question that the law changes is changed in its file.

A line marked `confirm: yes` rests on memory of the law and waits for the force's solicitor.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Question:
    """One yes or no question of a list. `because` says why a yes counts, in the middle of a sentence."""

    code: str
    text: str
    because: str
    source: str
    is_confirmed: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Determination:
    """What the IOPC may decide on a referral, and the form of investigation that follows; none when referred back."""

    code: str
    label: str
    hint: str
    form: str
    source: str
    is_confirmed: bool
    valid_from: date | None
    valid_to: date | None


def schedule_3_triggers(on: date | None) -> tuple[Question, ...]:
    """What puts a complaint inside Schedule 3, the weightiest first: that is the reason counted in statistics."""
    return tuple(one for one in _questions("schedule_3_triggers") if _is_in_force(one, on))


def referral_criteria(on: date | None) -> tuple[Question, ...]:
    """What makes a referral to the IOPC mandatory (domain notes §2.3)."""
    return tuple(one for one in _questions("referral_criteria") if _is_in_force(one, on))


def determinations(on: date | None) -> tuple[Determination, ...]:
    """What the IOPC may decide on a referral made under the law of that day."""
    return tuple(one for one in _determinations() if _is_in_force(one, on))


def determination(code: str) -> Determination:
    """The determination of that code; KeyError when there is none."""
    return {one.code: one for one in _determinations()}[code]


def because_of(codes: set[str] | frozenset[str]) -> list[str]:
    """Why these triggers count, in words, the weightiest first."""
    return [one.because for one in _questions("schedule_3_triggers") if one.code in codes]


def criteria_in_words(codes: set[str] | frozenset[str]) -> list[str]:
    """The referral criteria of these codes as they are asked."""
    return [one.text for one in _questions("referral_criteria") if one.code in codes]


def _is_in_force(one: Question | Determination, on: date | None) -> bool:
    day = max(on or date.max, _FIRST_DAY)
    return (one.valid_from is None or one.valid_from <= day) and (one.valid_to is None or day < one.valid_to)


# Whatever came in earlier and is triaged in this system is triaged under the law that began on this day.
_FIRST_DAY = date(2020, 2, 1)


@cache
def _questions(name: str) -> tuple[Question, ...]:
    return tuple(
        Question(
            code=line["code"],
            text=line["question"],
            because=line.get("because", ""),
            source=line["source"],
            is_confirmed=line["confirm"] != "yes",
            valid_from=_date(line["valid_from"]),
            valid_to=_date(line["valid_to"]),
        )
        for line in _lines(name)
    )


@cache
def _determinations() -> tuple[Determination, ...]:
    return tuple(
        Determination(
            code=line["code"],
            label=line["label"],
            hint=line["hint"],
            form=line["form"],
            source=line["source"],
            is_confirmed=line["confirm"] != "yes",
            valid_from=_date(line["valid_from"]),
            valid_to=_date(line["valid_to"]),
        )
        for line in _lines("determinations")
    )


def _lines(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
