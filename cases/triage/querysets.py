"""Who may see what triage recorded: whoever sees the case."""

from typing import Self

from cases.querysets import ThroughCase


class InForceQuerySet(ThroughCase):
    def in_force(self) -> Self:
        """Those that no later one has superseded."""
        return self.filter(superseded_at__isnull=True)


class ReferralQuerySet(ThroughCase):
    def standing(self) -> Self:
        """Referrals to be made or made; not those taken back before they were sent."""
        return self.filter(cancelled_at__isnull=True)

    def to_send(self) -> Self:
        return self.standing().filter(sent_on__isnull=True)

    def unanswered(self) -> Self:
        """Sent, and the IOPC has not decided yet."""
        return self.standing().filter(sent_on__isnull=False, determined_on__isnull=True)
