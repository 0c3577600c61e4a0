"""Finding a deadline again once its case is locked."""

from cases.clocks.models import Clock
from cases.models import Case
from misconduct.core.errors import Refused


def standing(case: Case, clock: Clock) -> Clock:
    """The deadline as it is now. Raises Refused where what it counts from was taken back meanwhile."""
    held: Clock | None = case.clocks.standing().filter(pk=clock.pk).first()
    if held is None:
        raise Refused("This deadline is no longer counted: what it began with was taken back.")
    return held
