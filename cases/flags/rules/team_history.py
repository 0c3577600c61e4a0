"""What a rule about a unit reads: its people's matters beside the rate of the whole force. Plain and frozen."""

from dataclasses import dataclass
from typing import ClassVar

from cases.flags.rules.history import About, Matter


@dataclass(frozen=True)
class TeamHistory:
    """One unit at the start of a day, over the months of the rule.

    `people` are those posted to it and in post. A matter belongs to the unit in which its person was at the time.
    `force_cases` and `force_people` count the same for every unit together; a case counts once for each of its people.
    """

    ABOUT: ClassVar[About] = About.UNIT

    unit_id: int
    people: int = 0
    matters: tuple[Matter, ...] = ()
    force_people: int = 0
    force_cases: int = 0

    @property
    def about_id(self) -> int:
        return self.unit_id

    @property
    def expected(self) -> float:
        """The matters that as many people have anywhere in the force."""
        return self.force_cases * self.people / self.force_people if self.force_people else 0.0
