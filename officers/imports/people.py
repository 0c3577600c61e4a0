"""Finding people and units by the reference a file gives, whatever its capitals."""

from dataclasses import dataclass

from misconduct.imports.importer import Change, Row
from misconduct.imports.issues import CAPITALS_DIFFER, Issue
from officers.models import Officer, Unit

PLANNED = 0
"""Stands for the id of something that will be created."""


@dataclass(frozen=True)
class Known:
    """A person or a unit that is held, or will be."""

    pk: int
    name: str


class Directory:
    """Ids by reference, read once and kept up to date by the run that uses it."""

    def __init__(self, held: list[tuple[int, str]]) -> None:
        self._by_folded = {name.casefold(): Known(pk, name) for pk, name in held}

    @classmethod
    def of_officers(cls) -> "Directory":
        """Everyone by number."""
        return cls(list(Officer.objects.values_list("pk", "number")))

    @classmethod
    def of_people(cls) -> "Directory":
        """Everyone by number, and by that of a second record whoever it was found to belong to."""
        second = Officer.objects.filter(merges_absorbed__status="approved")
        found = dict(Officer.objects.values_list("number", "pk"))
        found |= dict(second.values_list("number", "merges_absorbed__kept"))
        return cls([(pk, number) for number, pk in found.items()])

    @classmethod
    def of_units(cls) -> "Directory":
        """Every unit by code."""
        return cls(list(Unit.objects.values_list("pk", "code")))

    def find(self, name: str) -> Known | None:
        """Whoever goes by this reference, capitals aside."""
        return self._by_folded.get(name.casefold())

    def is_one(self, name: str, other: str) -> bool:
        """Whether two references lead to the same, capitals aside."""
        known, also = self.find(name), self.find(other)
        is_held = known is not None and also is not None and known.pk == also.pk != PLANNED
        return is_held or name.casefold() == other.casefold()

    def expect(self, name: str, row: Row, change: Change, column: str) -> bool:
        """Find a reference, or count on its being created; say whether it is new. Other capitals are told."""
        known = self.find(name)
        if known is None:
            self._by_folded[name.casefold()] = Known(PLANNED, name)
            return True
        if known.name != name:
            change.issues.append((row, Issue(CAPITALS_DIFFER, column, f"{name} was taken as {known.name}.")))
        return False

    def learn(self, name: str, pk: int) -> None:
        """Something planned has been created."""
        self._by_folded[name.casefold()] = Known(pk, name)

    def id_of(self, name: str) -> int | None:
        """The id behind a reference; None for a blank one. KeyError when nothing goes by it."""
        return self._by_folded[name.casefold()].pk if name else None
