"""Setting points beside the work: where twice as many cases come in, half of somebody's points count. Pure.

Points for each case that the work brings are the same for a busy beat and a quiet one of the same rate, so the queue
goes by them (docs/score.md).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any, TypeVar

Key = TypeVar("Key")
# A mean of fewer people, or of fewer cases between them, hangs on chance.
FEWEST_PEOPLE, FEWEST_CASES = 50, 20
IN_FULL = 100


@dataclass(frozen=True)
class SameWork:
    """The people of one rank and command and the cases between them, beside everybody in post and theirs."""

    label: str
    people: int
    cases: int
    everyone: int
    cases_of_everyone: int

    @property
    def usual(self) -> float:
        """The cases of one of these people, on average."""
        return self.cases / self.people

    @property
    def usual_of_everyone(self) -> float:
        """The cases of one person in the force, on average."""
        return self.cases_of_everyone / self.everyone

    @property
    def percent(self) -> int:
        """Of a hundred points how many count: what is usual in the force by what is usual here, rounded, at least 1."""
        above, below = self.cases_of_everyone * self.people * IN_FULL, self.everyone * self.cases
        return max(1, (2 * above + below) // (2 * below))

    def stored(self) -> list[Any]:
        """As JSON."""
        return list(astuple(self))


def works_of(cases: Mapping[Key | None, Sequence[int]], label: Callable[[Key], str]) -> dict[Key, SameWork]:
    """The works that are large enough to set somebody beside, from the cases of each person in post.

    Those whose work is not known stand under None and count among everyone.
    """
    everyone, total = sum(map(len, cases.values())), sum(map(sum, cases.values()))
    return {
        key: SameWork(label(key), len(of_people), sum(of_people), everyone, total)
        for key, of_people in cases.items()
        if key is not None and len(of_people) >= FEWEST_PEOPLE and sum(of_people) >= FEWEST_CASES
    }
