"""Applying the rule of a flag again, as it was, to what is known of the same months now."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cases.flags import rules
from cases.flags.case_histories import cases_of
from cases.flags.findings import up_to_today
from cases.flags.histories import histories_of
from cases.flags.models import Flag
from cases.flags.rules.frozen import history_from_json, matter_from_json
from cases.flags.rules.history import History, Hit
from cases.flags.team_histories import matters_alone

# What somebody or something is set beside stays as it was: that others changed since is no news about them.
_AS_IT_WAS = ("peers", "protected_since", "people", "days", "force_days", "force_cases")


def again(flag: Flag, history: History) -> Hit | None:
    """What the rule finds within the window and the scope of the flag; nothing where it would not fire."""
    slug = flag.rule.slug
    kept = history_from_json(rules.about(slug), history.about_id, flag.circumstances, ())
    unchanged: dict[str, Any] = {name: getattr(kept, name) for name in _AS_IT_WAS if name in flag.circumstances}
    looked_at: History = replace(history, **unchanged)  # type: ignore[type-var] # every history is a dataclass
    hits = rules.apply(slug, looked_at, as_at=flag.window_to, parameters=rules.read(slug, flag.parameters))
    return next((hit for hit in hits if hit.scope_key == flag.scope), None)


def from_frozen(flag: Flag) -> Hit | None:
    """What the rule of a flag finds in nothing but what the flag kept of its matters and circumstances."""
    slug = flag.rule.slug
    matters = [
        matter_from_json(one.facts, subject_id=one.subject_id, dated_on=one.dated_on, dated_by=one.dated_by)
        for one in flag.matters.all()
    ]
    history = history_from_json(rules.about(slug), flag.about_id, flag.circumstances, matters)
    hits = rules.apply(slug, history, as_at=flag.window_to, parameters=rules.read(slug, flag.parameters))
    return next((hit for hit in hits if hit.scope_key == flag.scope), None)


def histories_now(flags: Iterable[Flag]) -> dict[int, History]:
    """What is known today of whoever or whatever each flag is about, by the ids of flags.

    A fixed number of queries for all the people and all the cases, and for each unit.
    """
    flags = list(flags)
    people: dict[int, History] = {
        one.officer_id: one
        for one in histories_of({flag.officer_id for flag in flags if flag.officer_id}, known_before=up_to_today())
    }
    cases: dict[int, History] = {one.case_id: one for one in cases_of({flag.case_id for flag in flags if flag.case_id})}
    found = {flag.pk: people[flag.officer_id] for flag in flags if flag.officer_id}
    found |= {flag.pk: cases[flag.case_id] for flag in flags if flag.case_id}
    return found | {flag.pk: _team(flag, flag.unit_id) for flag in flags if flag.unit_id}


def _team(flag: Flag, unit_id: int) -> History:
    """The unit of a flag over the months of the flag. What it is set beside the flag has kept."""
    months = rules.read(flag.rule.slug, flag.parameters).window_months
    return matters_alone(unit_id, as_at=flag.window_to, months=months)
