"""Who plays in the cases that are shown, and the days and codes they are told with."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from cases.demo.endings import Codes, load_codes
from cases.demo.people import Member
from cases.demo.showcase import clock
from cases.models import Code, CodeList
from misconduct.accounts.models import User
from misconduct.accounts.roles import RoleName
from officers.models import Officer

_CONDUCT = Q(subjects__case__record_type__in=("CM", "RCM"))
_YEARS_SERVED = 3


@dataclass
class Cast:
    """Professional standards, constables without a history, and the last day on which anything has happened."""

    staff: dict[str, list[User]]
    members: list[Member]
    today: date
    codes: Codes = field(default_factory=load_codes)

    def __post_init__(self) -> None:
        self._unknown = self._without_history()

    @property
    def caseworker(self) -> User:
        return self.staff[RoleName.CASEWORKER][0]

    @property
    def manager(self) -> User:
        return self.staff[RoleName.MANAGER][0]

    def worker(self, place: int = 0) -> User:
        """An investigator; the first is the one that signs in to look around."""
        return self.staff[RoleName.INVESTIGATOR][place]

    def constable(self) -> Officer:
        """The next constable of some years' service about whom nothing was ever reported."""
        return next(self._unknown)

    def most_reported(self) -> Officer:
        """The serving person with the most conduct matters."""
        serving = Officer.objects.filter(left_on__isnull=True)
        return serving.annotate(matters=Count("subjects", filter=_CONDUCT)).order_by("-matters", "pk")[0]

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def at(self, days_ago: int, hour: int = 10) -> datetime:
        """A time of day so many days ago."""
        return timezone.make_aware(datetime.combine(self.ago(days_ago), time(hour, 20)))

    def then(self, days_ago: int) -> AbstractContextManager[None]:
        """While it lasts, actions are done so many days ago; never before today has begun."""
        return clock.at(self.at(days_ago)) if days_ago > 0 else nullcontext()

    def code(self, code_list: CodeList, code: str) -> Code:
        """The code of the list as it is in force now."""
        scheme = {CodeList.CATEGORY: "iopc-2020", CodeList.OUTCOME: ""}.get(code_list)
        found = [one for (of, known, name), one in self.codes.items() if of == code_list and name == code]
        return next(one for one in found if not scheme or one.scheme == scheme)

    def _without_history(self) -> Iterator[Officer]:
        reported = set(Officer.objects.filter(subjects__isnull=False).values_list("pk", flat=True))
        since = self.today - timedelta(days=365 * _YEARS_SERVED)
        for member in self.members:
            officer, posting = member.officer, member.career[-1]
            is_known = officer.pk in reported or officer.left_on or officer.kind != Officer.Kind.OFFICER
            if not is_known and posting.rank == "Constable" and officer.appointed_on and officer.appointed_on < since:
                yield officer
