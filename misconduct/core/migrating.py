"""Migrating without rendering models anew for what changes none of their fields.

Each index, constraint or trigger that a migration adds makes Django build the model and all that are related to it
once more. That is half the time of a migration from nothing, and all that changes is a list in the model's options.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


@contextmanager
def without_needless_rendering() -> Iterator[None]:
    """Inside it, added indexes, constraints and triggers are noted in the options of the models as they stand."""
    project_state: Any = ProjectState
    trigger: Any = AddTrigger
    append_option, add_trigger = project_state._append_option, trigger.state_forwards
    project_state._append_option, trigger.state_forwards = _append_option, _add_trigger
    try:
        yield
    finally:
        project_state._append_option, trigger.state_forwards = append_option, add_trigger


def _append_option(state: Any, app_label: str, model_name: str, option_name: str, added: Any) -> None:
    options = state.models[app_label, model_name].options
    options[option_name] = [*options[option_name], added]
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option_name, list(options[option_name]))


def _add_trigger(operation: AddTrigger, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, operation.model_name].options
    options["triggers"] = [*options.get("triggers", []), operation.trigger]
