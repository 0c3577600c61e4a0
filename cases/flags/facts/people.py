"""Who complained and who was harmed, told apart by digests so that no name leaves its record. One query."""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from cases.contacts.models import Party, Role


@dataclass
class PeopleOfCase:
    """Digests of the people of one case."""

    complainants: set[str] = field(default_factory=set)
    vulnerable: set[str] = field(default_factory=set)


def people_of(case_ids: Collection[int]) -> dict[int, PeopleOfCase]:
    """By case. Somebody of the same name in two cases is taken for one person; nameless people are all different."""
    found: dict[int, PeopleOfCase] = defaultdict(PeopleOfCase)
    rows = (
        Party.objects.current()
        .filter(case__in=case_ids)
        .order_by()
        .values_list("case_id", "pk", "name", "roles", "is_child", "is_vulnerable")
    )
    for case_id, pk, name, roles, is_child, is_vulnerable in rows:
        key = _digest(name, pk)
        if Role.COMPLAINANT in roles:
            found[case_id].complainants.add(key)
        if (is_child or is_vulnerable) and (Role.VICTIM in roles or Role.COMPLAINANT in roles):
            found[case_id].vulnerable.add(key)
    return found


def _digest(name: str, pk: int) -> str:
    words = " ".join(name.casefold().split())
    return hashlib.sha256((words or f"party {pk}").encode()).hexdigest()[:16]
