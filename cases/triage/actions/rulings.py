"""What every decision on a whole case does with the one before it."""

from typing import Any

from django.utils import timezone

from cases.triage.querysets import InForceQuerySet


def superseded(rulings: InForceQuerySet) -> Any:
    """The one in force among these, no longer in force from now on; nothing where there is none."""
    earlier = rulings.in_force().first()
    if earlier:
        earlier.superseded_at = timezone.now()
        earlier.save(update_fields=["superseded_at"])
    return earlier
