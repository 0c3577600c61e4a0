"""A suspension confirmed in writing by its letter: whoever gives the letter records it, and the period takes the day.

`confirmed_on` comes from whoever recorded it by hand, or from the letter; never from both.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Milestone
from cases.models import Case
from cases.periods.actions import checks
from cases.periods.models import Period
from misconduct.accounts.models import User
from misconduct.audit.querysets import key_of
from officers.models import Officer

LETTER = "suspension-imposed"
_KIND = MilestoneKind.SUSPENSION_CONFIRMED


def follow_letters(*, case: Case, officer: Officer, by: User) -> None:
    """Let each suspension of somebody be confirmed on the day its letter was given. One recorded by hand stays.

    A step of the actions that give a letter, take that back, or record when they were told, with the case locked.
    Raises Refused where the person is recorded as told only after that day.
    """
    suspensions = case.periods.select_for_update(of=("self",)).filter(officer=officer, kind=Period.Kind.SUSPENSION)
    periods = list(suspensions.order_by("starts_on", "pk"))
    letters = _letters(case, officer, periods)
    for period in periods:
        if is_confirmed_by_hand(period):
            continue
        on, letter = letters.get(period.pk, (None, None))
        if period.confirmed_on != on:
            period.confirmed_on = on
            checks.saved(period, field="sent_on")
        milestones.only_from(letter, case=case, kind=_KIND, on=on, about=period, by=by)


def is_confirmed_by_hand(period: Period) -> bool:
    """Whether somebody recorded the day at the period itself."""
    return _standing(period).filter(source=key_of(period)).exists()


def letter_of(period: Period) -> Any:
    """The letter that confirmed it, where that is where the day comes from."""
    sources = set(_standing(period).values_list("source", flat=True))
    letters = period.case.notices.filter(template=LETTER) if period.case and sources else ()
    return next((one for one in letters if key_of(one) in sources), None)


def _standing(period: Period) -> Any:
    return Milestone.objects.standing().filter(kind=_KIND, about=key_of(period))


def _letters(case: Case, officer: Officer, periods: list[Period]) -> Mapping[int, tuple[date, Any]]:
    """The letter that was given first for each period: the latest that had begun by then, or the first there is."""
    found: dict[int, tuple[date, Any]] = {}
    for notice in case.notices.filter(template=LETTER, subject__officer=officer).prefetch_related("services"):
        given_on = notice.given_on()
        if not given_on or not periods:
            continue
        period = next((one for one in reversed(periods) if one.starts_on <= given_on), periods[0])
        earlier, _ = found.get(period.pk, (date.max, None))
        if given_on < earlier:
            found[period.pk] = (given_on, notice)
    return found
