"""Which matters are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Asked:
    """Every matter of some people, or some matters alone; `by` is the field of a subject that tells them."""

    by: str
    ids: Sequence[int]

    @classmethod
    def people(cls, officer_ids: Sequence[int]) -> Self:
        return cls("officer", officer_ids)

    @classmethod
    def matters(cls, subject_ids: Sequence[int]) -> Self:
        return cls("pk", subject_ids)

    def at(self, path: str = "") -> dict[str, Any]:
        """As a filter of rows from which that path leads to the subject."""
        return {f"{path}{self.by}__in": self.ids}
