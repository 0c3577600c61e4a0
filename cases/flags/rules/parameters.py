"""What a rule version carries: numbers and switches, checked once when they are read, each with the words for it."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, dataclass, field, fields
from typing import Any, ClassVar, Self

from misconduct.core.errors import Refused

EVER = 1200
SWITCHES = frozenset({"sources_apart", "without_withdrawn", "without_no_case", "without_off_duty"})
_ANSWERS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def number(label: str, low: int, high: int, *, default: Any = MISSING, hint: str = "") -> Any:
    """A whole number of a rule version, from `low` to `high`, with what people read beside it."""
    return field(default=default, metadata={"label": label, "low": low, "high": high, "hint": hint})


def switch(label: str, *, default: bool = False, hint: str = "") -> Any:
    """A yes or no of a rule version, with what people read beside it."""
    return field(default=default, metadata={"label": label, "hint": hint})


@dataclass(frozen=True)
class Parameters:
    """`threshold` different cases within `window_months` calendar months; a flag is to be reviewed in `review_days`.

    The switches say what is left out, and whether public complaints and internal matters count apart. A rule that
    needs more has a class of its own; `UNUSED` names what means nothing to a rule and is not asked for.
    """

    threshold: int = number("How many cases", 1, 1000)
    window_months: int = number("Over how many months", 1, EVER)
    in_post_only: bool = switch("Only people in post")
    review_days: int = number("Days to review a flag", 0, 366, default=14)
    sources_apart: bool = switch(
        "Count public complaints and internal matters apart",
        hint="Together is safer: a pattern in two systems is still a pattern",
    )
    without_withdrawn: bool = switch("Leave out matters that were withdrawn")
    without_no_case: bool = switch("Leave out matters that ended with no case to answer or not proven")
    without_off_duty: bool = switch("Leave out matters off duty")

    UNUSED: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def used(cls) -> tuple[Field[Any], ...]:
        """The fields that mean something to this rule, in their order."""
        return tuple(one for one in fields(cls) if one.name not in cls.UNUSED)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """Parameters of a rule version. Raises Refused for a name or a value that makes no sense."""
        known = {one.name: one for one in fields(cls)}
        values: dict[str, Any] = {}
        for name, value in stored.items():
            if name not in known:
                raise _unknown(name, cls.used())
            values[name] = _value(known[name], value)
            if name in cls.UNUSED and values[name] != known[name].default:
                raise _unknown(name, cls.used())
        return cls(**values)

    def changed(self, changes: Mapping[str, str]) -> Self:
        """The same parameters with some replaced by what somebody typed."""
        return self.read({**asdict(self), **changes})


def _unknown(name: str, used: tuple[Field[Any], ...]) -> Refused:
    return Refused(f"There is no parameter “{name}”. Use {', '.join(one.name for one in used)}.")


def _value(one: Field[Any], value: Any) -> int | bool:
    if "low" not in one.metadata:
        return _yes_or_no(one.name, value)
    low, high = one.metadata["low"], one.metadata["high"]
    try:
        whole = int(str(value))
    except ValueError:
        whole = low - 1
    if not low <= whole <= high:
        raise Refused(f"{one.name} must be a whole number from {low} to {high}, not “{value}”.")
    return whole


def _yes_or_no(name: str, value: Any) -> bool:
    try:
        return _ANSWERS[str(value).strip().lower()]
    except KeyError:
        raise Refused(f"{name} must be 1 or 0, not “{value}”.") from None
