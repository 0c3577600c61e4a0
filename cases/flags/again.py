"""Applying the rule of a flag again, as it was, to what is known of the same months now."""

from dataclasses import replace
from typing import Any

from cases.flags import rules
from cases.flags.models import Flag
from cases.flags.rules.frozen import history_from_json
from cases.flags.rules.history import About, Hit, OfficerHistory

# What a person is set beside stays as it was: that others changed since is no news about them.
_AS_IT_WAS = ("peers", "protected_since")


def again(flag: Flag, history: OfficerHistory) -> Hit | None:
    """What the rule finds within the window and the scope of the flag; nothing where it would not fire."""
    parameters = rules.read(flag.rule.slug, flag.parameters)
    kept = history_from_json(About.OFFICER, history.officer_id, flag.circumstances, ())
    unchanged: dict[str, Any] = {name: getattr(kept, name) for name in _AS_IT_WAS if name in flag.circumstances}
    hits = rules.apply(flag.rule.slug, replace(history, **unchanged), as_at=flag.window_to, parameters=parameters)
    return next((hit for hit in hits if hit.scope_key == flag.scope), None)
