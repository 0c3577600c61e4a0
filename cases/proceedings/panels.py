"""Who must conduct proceedings, by kind and by the law of the day. The rules are the lines of `panel.csv`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cases.proceedings import data_files
from cases.proceedings.models import PanelMember
from misconduct.core.wording import counted


@dataclass(frozen=True)
class Seat:
    """One capacity on a panel: how many hold it, who may, and who appoints them."""

    capacity: PanelMember.Capacity
    at_least: int
    at_most: int
    standings: tuple[str, ...]
    appointed_by: tuple[str, ...]
    must_be_outside_force: bool
    source: str
    is_confirmed: bool


class Sitter(Protocol):
    """What the rules look at in a member of a panel."""

    @property
    def capacity(self) -> str: ...

    @property
    def standing(self) -> str: ...

    @property
    def appointed_by(self) -> str: ...

    @property
    def is_from_this_force(self) -> bool: ...


def seats(kind: str, *, is_senior: bool, on: date) -> list[Seat]:
    """The seats of a panel for proceedings of this kind, under the law of a day."""
    return [
        _read(row)
        for row in data_files.lines("panel")
        if row["kind"] == kind and (row["is_senior"] == "yes") is is_senior and data_files.is_in_force(row, on)
    ]


def missing(found: Iterable[Seat], members: Iterable[Sitter]) -> list[str]:
    """What a panel still lacks, in words: “1 chair”, “2 independent panel members”."""
    held = [member.capacity for member in members]
    return [
        counted(short, str(seat.capacity.label).lower())
        for seat in found
        if (short := seat.at_least - held.count(seat.capacity)) > 0
    ]


def objection_to(seat: Seat | None, member: Sitter, *, held: int) -> tuple[str, str] | None:
    """Why somebody cannot take a seat, as the field at fault and a sentence; nothing where they can.

    `held` is how many already hold such a seat.
    """
    if seat is None:
        return "capacity", "The law in force for these proceedings has no such seat on the panel."
    if held >= seat.at_most:
        return (
            "capacity",
            f"The panel has {counted(held, str(seat.capacity.label).lower())} already. Replace one first.",
        )
    if member.standing not in seat.standings:
        return "standing", f"A {seat.capacity.label.lower()} here must be: {_either(seat.standings)}."
    if member.appointed_by not in seat.appointed_by:
        return "appointed_by", f"This seat is filled by: {_appointers(seat.appointed_by)}."
    if seat.must_be_outside_force and member.is_from_this_force:
        return "is_from_this_force", "Proceedings against a senior officer are chaired from outside the force."
    return None


def needs_delegation(seat: Seat, standing: str) -> bool:
    """Whether somebody of this standing chairs only because the chief officer delegated it to them."""
    chief = PanelMember.Standing.CHIEF_OFFICER
    is_chair = seat.capacity is PanelMember.Capacity.CHAIR
    return is_chair and PanelMember.AppointedBy.CHIEF_OFFICER in seat.appointed_by and standing != chief


def _either(standings: Iterable[str]) -> str:
    return ", or ".join(str(PanelMember.Standing(value).label).lower() for value in standings)


def _appointers(values: Iterable[str]) -> str:
    return " or ".join(str(PanelMember.AppointedBy(value).label) for value in values)


def _read(row: Mapping[str, str]) -> Seat:
    return Seat(
        capacity=PanelMember.Capacity(row["capacity"]),
        at_least=int(row["at_least"]),
        at_most=int(row["at_most"]),
        standings=tuple(row["standings"].split()),
        appointed_by=tuple(row["appointed_by"].split()),
        must_be_outside_force=row["must_be_outside_force"] == "yes",
        source=row["source"],
        is_confirmed=row["confirm"] != "yes",
    )
