"""What a rule about a unit reads: its people's matters beside the rate of the whole force. Plain and frozen."""

from dataclasses import dataclass
from typing import ClassVar

from cases.flags.rules.history import About, Matter
from misconduct.core.months import DAYS_IN_A_YEAR


@dataclass(frozen=True)
class TeamHistory:
    """One unit at the start of a day, over the months of the rule.

    `people` are those posted to it and in post. A matter belongs to the unit in which its person was at the time, and
    `days` are what its people served there in those months, one for each of them and each day: a unit that has grown or
    shrunk is set beside the work that was done. `force_days` and `force_cases` count the same for every unit together;
    a case counts once for each of its people.
    """

    ABOUT: ClassVar[About] = About.UNIT

    unit_id: int
    people: int = 0
    matters: tuple[Matter, ...] = ()
    days: int = 0
    force_days: int = 0
    force_cases: int = 0

    @property
    def about_id(self) -> int:
        return self.unit_id

    @property
    def expected(self) -> float:
        """The matters that come of as many days anywhere in the force."""
        return self.force_cases * self.days / self.force_days if self.force_days else 0.0

    @property
    def years(self) -> float:
        """What its people served there, in person-years."""
        return self.days / DAYS_IN_A_YEAR
