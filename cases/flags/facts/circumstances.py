"""What else a rule knows of a person: live warnings, probation, service elsewhere. Three queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.flags.rules.history import LiveWarning
from cases.models import Outcome
from cases.periods.models import Period
from cases.periods.rules import Days, live_until


@dataclass
class Circumstances:
    """Of one person."""

    warnings: list[LiveWarning] = field(default_factory=list)
    probation_ends_on: date | None = None


def circumstances_of(officer_ids: Sequence[int]) -> dict[int, Circumstances]:
    """By person; people without any are absent."""
    found: dict[int, Circumstances] = defaultdict(Circumstances)
    breaks: dict[int, list[Days]] = defaultdict(list)
    periods = Period.objects.filter(
        officer__in=officer_ids, kind__in=(Period.Kind.CAREER_BREAK, Period.Kind.PROBATION)
    ).order_by("starts_on", "pk")
    for officer_id, kind, starts_on, ends_on, confirmed_on in periods.values_list(
        "officer_id", "kind", "starts_on", "ends_on", "confirmed_on"
    ):
        if kind == Period.Kind.CAREER_BREAK:
            breaks[officer_id].append((starts_on, ends_on))
        else:
            found[officer_id].probation_ends_on = confirmed_on or ends_on
    warnings = Outcome.objects.in_force().filter(pair__subject__officer__in=officer_ids, live_from__isnull=False)
    for officer_id, label, live_from, live_to, subject_id in warnings.order_by("live_from", "pk").values_list(
        "pair__subject__officer_id", "value__label", "live_from", "live_to", "pair__subject_id"
    ):
        if live_from and live_to:
            ends_on = live_until(live_from, live_to, breaks[officer_id])
            found[officer_id].warnings.append(LiveWarning(label, live_from, ends_on, subject_id))
    return found
