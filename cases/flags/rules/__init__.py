"""The rules, one file each: a pure function of somebody's history, a day and the parameters of a version.

Contract of a rule module: `SLUG`; `PARAMETERS`, the class of its parameters; `rule(history, *, as_at, parameters)`,
which answers with hits; and `in_words(parameters)`, the rule as people read it. A matter counts when it is dated
before the start of `as_at`. What a hit counted and left out is enough to find it again.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import ModuleType
from typing import Any

from cases.flags.rules import cases_in_12_months, cases_in_24_months, same_category_in_24_months
from cases.flags.rules.history import Hit, OfficerHistory
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.selection import by_source, selected, within

_MODULES: dict[str, ModuleType] = {
    module.SLUG: module for module in (cases_in_12_months, cases_in_24_months, same_category_in_24_months)
}


def parameters_class(slug: str) -> type[Parameters]:
    """The class of that rule's parameters. KeyError for an unknown rule."""
    found: type[Parameters] = _MODULES[slug].PARAMETERS
    return found


def read(slug: str, stored: Mapping[str, Any]) -> Parameters:
    """The parameters of a version. Raises Refused for what makes no sense, KeyError for an unknown rule."""
    return parameters_class(slug).read(stored)


def apply(slug: str, history: OfficerHistory, *, as_at: date, parameters: Parameters) -> tuple[Hit, ...]:
    """What the rule of that name finds in a history up to the start of a day. KeyError for an unknown rule."""
    if parameters.in_post_only and not history.is_in_post(as_at):
        return ()
    rule = _MODULES[slug].rule
    looked_at, left_out = selected(history, parameters)
    if parameters.sources_apart:
        parts = tuple(
            within(source, hit)
            for source, part in by_source(looked_at)
            for hit in rule(part, as_at=as_at, parameters=parameters)
        )
    else:
        parts = rule(looked_at, as_at=as_at, parameters=parameters)
    return tuple(replace(hit, left_out=(*hit.left_out, *left_out)) for hit in parts) if left_out else parts


def in_words(slug: str, parameters: Parameters) -> str:
    """The rule with its parameters, for people to read. KeyError for an unknown rule."""
    text: str = _MODULES[slug].in_words(parameters)
    notes = (
        (parameters.sources_apart, "Public complaints and internal matters count apart."),
        (parameters.without_withdrawn, "Withdrawn matters are left out."),
        (parameters.without_no_case, "Matters with no case to answer or not proven are left out."),
        (parameters.without_off_duty, "Matters off duty are left out."),
        (parameters.in_post_only, "Only people in post."),
    )
    return " ".join((text, *(note for applies, note in notes if applies)))
