"""The rules, one file each: a pure function of somebody's history, a day and the parameters of a version.

Contract of a rule module: `SLUG`; `rule(history, *, as_at, parameters)`, which answers with hits; and
`in_words(parameters)`, the rule as people read it. A matter counts when it is dated before the start of `as_at`.
"""

from datetime import date
from types import ModuleType

from cases.flags.rules import cases_in_12_months, cases_in_24_months, same_category_in_24_months
from cases.flags.rules.history import Hit, OfficerHistory
from cases.flags.rules.parameters import Parameters

_MODULES: dict[str, ModuleType] = {
    module.SLUG: module for module in (cases_in_12_months, cases_in_24_months, same_category_in_24_months)
}


def apply(slug: str, history: OfficerHistory, *, as_at: date, parameters: Parameters) -> tuple[Hit, ...]:
    """What the rule of that name finds in a history up to the start of a day. KeyError for an unknown rule."""
    if parameters.in_post_only and not history.is_in_post(as_at):
        return ()
    hits: tuple[Hit, ...] = _MODULES[slug].rule(history, as_at=as_at, parameters=parameters)
    return hits


def in_words(slug: str, parameters: Parameters) -> str:
    """The rule with its parameters, for people to read. KeyError for an unknown rule."""
    text: str = _MODULES[slug].in_words(parameters)
    return f"{text} Only people in post." if parameters.in_post_only else text
