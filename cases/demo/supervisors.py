"""Who supervises whom in the invented force, and which of them signs in as a line manager."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q

from misconduct.accounts.models import User
from officers.models import Officer, Posting

_LADDER = ("Constable", "Sergeant", "Inspector", "Chief Inspector", "Superintendent")
_USUAL_TEAM = 12


def name_supervisors(postings: Sequence[Posting]) -> None:
    """Put each posting under somebody of the next rank in the same unit at that time, whoever has the fewest people.

    A posting of today goes under somebody who is there today. Without any chance: the rest of the force stays as it is
    drawn.
    """
    in_charge: dict[tuple[int | None, int], list[Posting]] = defaultdict(list)
    for posting in postings:
        in_charge[posting.unit_id, _level(posting)].append(posting)
    people: Counter[int] = Counter()
    for posting in postings:
        above = [
            one
            for one in in_charge[posting.unit_id, _level(posting) + 1]
            if one.officer_id != posting.officer_id and _overlap(one, posting)
        ]
        above = [one for one in above if posting.ends_on is not None or one.ends_on is None]
        if above:
            posting.supervisor_id = min((one.officer_id for one in above), key=lambda pk: (people[pk], pk))
            people[posting.supervisor_id] += 1


def tie_line_manager(user: User, today: date) -> None:
    """Let the person who signs in as a line manager be the supervisor of a usual team with the most matters."""
    runs = Q(postings_supervised__ends_on=None) | Q(postings_supervised__ends_on__gt=today)
    serving = Officer.objects.filter(left_on=None, account=None, kind=Officer.Kind.OFFICER)
    led = serving.annotate(
        people=Count("postings_supervised__officer", filter=runs, distinct=True),
        matters=Count("postings_supervised__officer__subjects", filter=runs, distinct=True),
    )
    chosen = led.filter(people__gt=0, people__lte=_USUAL_TEAM).order_by("-matters", "pk").first()
    if chosen is not None:
        chosen.account = user
        chosen.save(update_fields=["account"])
        user.first_name, user.last_name = chosen.forenames, chosen.surname
        user.save(update_fields=["first_name", "last_name"])


def _level(posting: Posting) -> int:
    """Where the rank stands; staff, specials and volunteers answer to a sergeant, as constables do."""
    return _LADDER.index(posting.rank) if posting.rank in _LADDER else 0


def _overlap(one: Posting, other: Posting) -> bool:
    starts = max(one.starts_on or date.min, other.starts_on or date.min)
    return starts < min(one.ends_on or date.max, other.ends_on or date.max)
