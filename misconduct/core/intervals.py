"""How sure a rate is. Pure functions of counts."""

import math
from dataclasses import dataclass

Z_95 = 1.959963984540054
SMALLEST_DENOMINATOR = 5


@dataclass(frozen=True)
class Interval:
    """Two shares of one between which the true share lies, 95 times in 100."""

    low: float
    high: float


def wilson(count: int, total: int, *, z: float = Z_95) -> Interval | None:
    """The Wilson score interval of a share; nothing where there is no denominator.

    Unlike the textbook interval it stays between 0 and 1 and holds for small counts (Wilson 1927).
    Raises ValueError for a count outside 0 to total.
    """
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is not a share.")
    if total == 0:
        return None
    share = count / total
    middle = share + z * z / (2 * total)
    reach = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return Interval(max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale))


@dataclass(frozen=True)
class Rate:
    """A share with what it is a share of. It is withheld where so few people would tell more about them than of it."""

    count: int
    total: int

    @property
    def is_withheld(self) -> bool:
        """Whether the denominator is too small to show a rate for."""
        return self.total < SMALLEST_DENOMINATOR

    @property
    def share(self) -> float | None:
        """The share of one, or nothing where it is withheld."""
        return None if self.is_withheld else self.count / self.total

    @property
    def interval(self) -> Interval | None:
        """The 95% Wilson interval, or nothing where the rate is withheld."""
        return None if self.is_withheld else wilson(self.count, self.total)
