"""What every new decision does with the one it takes the place of."""

from typing import Any, TypeVar

from django.utils import timezone

D = TypeVar("D")


def superseded(earlier: D | None) -> D | None:
    """The same row, no longer in force from now on; nothing where there was none.

    Call with the case locked, so that nobody else does the same at once.
    """
    row: Any = earlier
    if row:
        row.superseded_at = timezone.now()
        row.save(update_fields=["superseded_at"])
    return earlier
