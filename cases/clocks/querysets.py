"""Who may see milestones and clocks: whoever sees the case they belong to."""

from typing import Self

from cases.querysets import ThroughCase


class MilestoneQuerySet(ThroughCase):
    def standing(self) -> Self:
        """Milestones that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)
