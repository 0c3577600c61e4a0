"""Whom a reminder goes to: only people with an e-mail address who may see the case."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from cases.clocks.definitions import Remind
from cases.models import Case
from misconduct.accounts.models import User, UserQuerySet
from misconduct.accounts.roles import RoleName


class Recipients:
    """Who can be told about these cases: as many queries as there are managers and investigators, not cases.

    The managers of a case's units are its team; those of the whole force stand for the head of professional standards.
    """

    def __init__(self, cases: Iterable[Case]) -> None:
        self.cases = {case.pk: case for case in cases}
        managers = _reachable().filter(role=RoleName.MANAGER)
        investigators = _reachable().filter(cases_assigned__in=self.cases).distinct()
        self.team = self._by_case(managers.filter(is_force_wide=False))
        self.head = self._by_case(managers.filter(is_force_wide=True))
        self.investigator = self._by_case(investigators, only_own=True)

    def of(self, case_id: int, wanted: Collection[Remind]) -> list[User]:
        """The people of these offices for one case. Where nobody holds them, the managers of the whole force."""
        held = {
            Remind.INVESTIGATOR: self.investigator[case_id],
            Remind.TEAM: self.team[case_id],
            Remind.HEAD: self.head[case_id],
        }
        found = [user for who in wanted for user in held[who]]
        return list(dict.fromkeys(found or (self.head[case_id] if wanted else ())))

    def _by_case(self, users: Iterable[User], *, only_own: bool = False) -> dict[int, list[User]]:
        found: dict[int, list[User]] = defaultdict(list)
        for user in users:
            seen = Case.objects.visible_to(user).filter(pk__in=self.cases)
            if only_own:
                seen = seen.filter(investigator=user)
            for pk in seen.values_list("pk", flat=True):
                found[pk].append(user)
        return found


def _reachable() -> UserQuerySet:
    return User.objects.filter(is_active=True).exclude(email="").order_by("pk")
