"""The numbers that a rule version carries, checked once when they are read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from misconduct.core.errors import Refused


@dataclass(frozen=True)
class Parameters:
    """`threshold` different cases within `window_months` calendar months; a flag is to be reviewed in `review_days`."""

    threshold: int
    window_months: int
    in_post_only: bool = False
    review_days: int = 14

    LIMITS = {"threshold": (1, 1000), "window_months": (1, 1200), "review_days": (0, 366)}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """Parameters of a rule version. Raises Refused for a name or a value that makes no sense."""
        names = [one.name for one in fields(cls)]
        for name in stored:
            if name not in names:
                raise Refused(f"There is no parameter “{name}”. Use {', '.join(names)}.")
        values: dict[str, Any] = {name: cls._value(name, value) for name, value in stored.items()}
        return cls(**values)

    @classmethod
    def _value(cls, name: str, value: Any) -> int | bool:
        if name == "in_post_only":
            return _yes_or_no(name, value)
        low, high = cls.LIMITS[name]
        try:
            number = int(str(value))
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise Refused(f"{name} must be a whole number from {low} to {high}, not “{value}”.")
        return number

    def changed(self, changes: Mapping[str, str]) -> Self:
        """The same parameters with some replaced by what somebody typed."""
        return self.read({**asdict(self), **changes})


def _yes_or_no(name: str, value: Any) -> bool:
    answers = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    try:
        return answers[str(value).strip().lower()]
    except KeyError:
        raise Refused(f"{name} must be 1 or 0, not “{value}”.") from None
