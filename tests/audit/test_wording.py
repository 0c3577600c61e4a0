"""An auditor reads what was done in words, not in the names that the code gives to events."""

import ast
import re

import pytest

from misconduct.audit.wording import WORDS, words_for
from tests.architecture.source import app_files, tree

EVENT = re.compile(r"[a-z_]+\.[a-z_]+")


def recorded_events() -> set[str]:
    """Every event that the code names where it records one."""
    calls = [
        node.args[0]
        for path in app_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and node.args
    ]
    named = [
        node.value
        for path in app_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign) and [getattr(target, "id", "") for target in node.targets] == ["event"]
    ]
    values = (getattr(node, "value", None) for node in (*calls, *named))
    return {value for value in values if isinstance(value, str) and EVENT.fullmatch(value)}


def test_every_event_has_words():
    assert "case.logged" in recorded_events()
    assert sorted(recorded_events() - set(WORDS)) == []


@pytest.mark.parametrize(("action", "said"), [("case.logged", "Logged a case"), ("new_thing.done", "New thing done")])
def test_an_event_is_read_out(action, said):
    assert words_for(action) == said
