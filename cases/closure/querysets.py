"""Who may see how a case is to be kept: whoever sees the case."""

from typing import Self

from cases.querysets import ThroughCase


class ClosureQuerySet(ThroughCase):
    def standing(self) -> Self:
        """The preparation in force; an earlier one was replaced, or fell when the case was opened again."""
        return self.filter(replaced_at__isnull=True)
