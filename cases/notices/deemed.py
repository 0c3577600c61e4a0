"""On which day something sent counts as given. The methods and their rules stand in `service_methods.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from cases.notices.catalogue import Audience
from misconduct.core.working_days import is_working_day

_FILE = Path(__file__).parent / "service_methods.toml"


@dataclass(frozen=True)
class Method:
    """A way to give a notice, under which law and to whom, with the rule for the day it counts from."""

    slug: str
    label: str
    regimes: frozenset[str]
    to: frozenset[str]
    deemed: str
    proof: str
    source: str
    confirm: bool
    hour: time | None = None
    needs: str = ""

    def allows(self, *, regime: str, audience: Audience) -> bool:
        """Whether the law of the case lets a letter to this reader be given so."""
        wider = audience if audience in {Audience.SUBJECT, Audience.PUBLIC} else "others"
        return regime in self.regimes and wider in self.to

    def given_on(self, sent_at: datetime) -> date:
        """The day on which it is taken to be given, in London. Raises KeyError for a rule that is not known."""
        return _RULES[self.deemed](timezone.localtime(sent_at), self.hour)


def methods() -> Mapping[str, Method]:
    """Every method by its slug, in the order of the file."""
    return _methods()


def allowed(*, regime: str, audience: Audience) -> list[Method]:
    """The methods that the law of the case allows for this reader."""
    return [method for method in _methods().values() if method.allows(regime=regime, audience=audience)]


@cache
def _methods() -> Mapping[str, Method]:
    with _FILE.open("rb") as file:
        rows = tomllib.load(file)["method"]
    return {
        row["slug"]: Method(
            **{
                **row,
                "regimes": frozenset(row["regimes"]),
                "to": frozenset(row["to"]),
                "hour": time.fromisoformat(row["hour"]) if "hour" in row else None,
            }
        )
        for row in rows
    }


def _working_day_after(day: date, number: int) -> date:
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def _by_hour(sent: datetime, hour: time | None) -> date:
    in_time = is_working_day(sent.date()) and (hour is None or sent.time() < hour)
    return sent.date() if in_time else _working_day_after(sent.date(), 1)


_RULES = {
    "same_day": lambda sent, hour: sent.date(),
    "same_day_by_hour": _by_hour,
    "next_working_day": lambda sent, hour: _working_day_after(sent.date(), 1),
    "second_working_day": lambda sent, hour: _working_day_after(sent.date(), 2),
}
