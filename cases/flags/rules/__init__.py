"""The rules, one file each: a pure function of a history, a day and the parameters of a version.

Contract of a rule module: `SLUG`; `PARAMETERS`, the class of its parameters; `rule(history, *, as_at, parameters)`,
which answers with hits; and `in_words(parameters)`, the rule as people read it. A rule about a unit or a case says so
by `ABOUT`; one that reads more of a person than their matters and service names it in `READS`. A matter counts when it
is dated before the start of `as_at`. What a hit counted and left out, with the circumstances read, is enough to find
it again.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import ModuleType
from typing import Any

from cases.flags.rules import (
    case_drift,
    cases_in_12_months,
    cases_in_24_months,
    data_misuse_with_contact,
    ended_without_a_case,
    live_warning,
    notices_served,
    probationer,
    reporter_reprisal,
    rising_severity,
    same_category_in_24_months,
    second_serious_matter,
    several_sources,
    similar_conduct,
    transferee_without_history,
    two_years_among_peers,
    unit_cluster,
    vulnerable_people,
)
from cases.flags.rules.history import About, History, Hit, OfficerHistory
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.selection import by_source, selected, within

_MODULES: dict[str, ModuleType] = {
    module.SLUG: module
    for module in (
        case_drift,
        cases_in_12_months,
        cases_in_24_months,
        data_misuse_with_contact,
        ended_without_a_case,
        live_warning,
        notices_served,
        probationer,
        reporter_reprisal,
        rising_severity,
        same_category_in_24_months,
        second_serious_matter,
        several_sources,
        similar_conduct,
        transferee_without_history,
        two_years_among_peers,
        unit_cluster,
        vulnerable_people,
    )
}
SLUGS = tuple(sorted(_MODULES))


def parameters_class(slug: str) -> type[Parameters]:
    """The class of that rule's parameters. KeyError for an unknown rule."""
    found: type[Parameters] = _MODULES[slug].PARAMETERS
    return found


def about(slug: str) -> About:
    """Whether that rule looks at people, units or cases. KeyError for an unknown rule."""
    found: About = getattr(_MODULES[slug], "ABOUT", About.OFFICER)
    return found


def reads(slug: str) -> frozenset[str]:
    """What that rule reads of a person besides matters and service. KeyError for an unknown rule."""
    found: frozenset[str] = getattr(_MODULES[slug], "READS", frozenset())
    return found


def read(slug: str, stored: Mapping[str, Any]) -> Parameters:
    """The parameters of a version. Raises Refused for what makes no sense, KeyError for an unknown rule."""
    return parameters_class(slug).read(stored)


def apply(slug: str, history: History, *, as_at: date, parameters: Parameters) -> tuple[Hit, ...]:
    """What the rule of that name finds in a history up to the start of a day. KeyError for an unknown rule."""
    if about(slug) is not history.ABOUT:
        return ()
    rule = _MODULES[slug].rule
    if not isinstance(history, OfficerHistory):
        hits: tuple[Hit, ...] = rule(history, as_at=as_at, parameters=parameters)
        return hits
    if parameters.in_post_only and not history.is_in_post(as_at):
        return ()
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
