"""A rule version as people read it: every parameter in words, beside what applies now, and how it was tried."""

from dataclasses import asdict, dataclass
from typing import Any

from cases.flags import rules
from cases.flags.models import Backtest, RuleVersion
from cases.flags.querysets import BacktestQuerySet


@dataclass(frozen=True)
class Line:
    """One parameter: what it is, its value, and the value of the version it is compared with."""

    label: str
    value: str
    before: str

    @property
    def is_changed(self) -> bool:
        """Whether the two differ, where there are two."""
        return bool(self.before) and self.value != self.before


def lines(version: RuleVersion, compared: RuleVersion | None = None) -> list[Line]:
    """Every parameter that means something to the rule, in its order."""
    slug = version.rule.slug
    now = rules.read(slug, version.parameters)
    before = rules.read(slug, compared.parameters) if compared else None
    return [
        Line(
            one.metadata["label"],
            _said(getattr(now, one.name)),
            _said(getattr(before, one.name)) if before else "",
        )
        for one in type(now).used()
    ]


def words(version: RuleVersion) -> str:
    """The rule with the parameters of the version, in words."""
    return rules.in_words(version.rule.slug, rules.read(version.rule.slug, version.parameters))


def backtests_of(version: RuleVersion) -> BacktestQuerySet:
    """The back-tests of its rule with exactly its parameters, those that it does not name at their defaults."""
    parameters = asdict(rules.read(version.rule.slug, version.parameters))
    found: BacktestQuerySet = Backtest.objects.filter(rule=version.rule_id, parameters=parameters)
    return found


def _said(value: Any) -> str:
    return ("Yes" if value else "No") if isinstance(value, bool) else str(value)
