"""Service in other forces and the misconduct history from there. One query."""

from collections import defaultdict
from collections.abc import Collection

from cases.flags.rules.history import PriorForce
from officers.models import PriorService


def prior_forces_of(officer_ids: Collection[int]) -> dict[int, tuple[PriorForce, ...]]:
    """By person, in the order of entry; people without any are absent. What was withdrawn does not count."""
    found: dict[int, list[PriorForce]] = defaultdict(list)
    rows = PriorService.objects.standing().filter(officer__in=officer_ids).order_by("pk")
    for officer_id, force, starts_on, ends_on, received_on, is_adverse in rows.values_list(
        "officer_id", "force", "starts_on", "ends_on", "history_received_on", "is_adverse"
    ):
        found[officer_id].append(PriorForce(force, starts_on, ends_on, received_on, is_adverse))
    return {officer_id: tuple(forces) for officer_id, forces in found.items()}
