"""Every action names its doer, is atomic, checks the permission and puts one event on record."""

import ast
from functools import cache

import pytest

from tests.architecture import source

FOLDERS = [path for app in source.APPS for path in sorted((source.ROOT / app).rglob("actions"))]
MODULES = [file for folder in FOLDERS for file in sorted(folder.glob("*.py")) if file.stem != "__init__"]
# Steps that several actions share: each is called by an action that checks and records.
HELPERS = {
    "cases/actions/history.py:take_in_cases",
    "cases/contacts/actions/handling.py:start_for",
    "cases/contacts/actions/handling.py:start_handling",
    "cases/clocks/actions/breaches.py:give_reason",
    "cases/clocks/actions/milestones.py:only_from",
    "cases/clocks/actions/milestones.py:reached",
    "cases/actions/rulings.py:put_on_record",
    "cases/actions/links.py:create",
    "cases/actions/links.py:end",
    "cases/actions/logging.py:start_clocks",
    "cases/actions/record_types.py:change",
    "cases/investigations/actions/appointed.py:mark_appointed",
    "cases/actions/subjects.py:create",
    "cases/actions/decisions.py:enter",
    "cases/actions/transitions.py:make",
    "cases/flags/actions/runs.py:finish",
    "cases/triage/actions/forms_of_investigation.py:put",
    "cases/notices/actions/drafts.py:refuse_what_does_not_apply",
    "cases/periods/actions/service.py:note_probation",
    "cases/periods/actions/suspensions.py:close",
    "cases/periods/actions/confirming.py:follow_letters",
    "cases/proceedings/actions/telling.py:follow_letters",
}


def writers(module):
    """The public functions that take a doer."""
    for node in source.tree(module).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if any(argument.arg == "by" for argument in [*node.args.kwonlyargs, *node.args.args]):
            yield node


CASES = [
    pytest.param(module, node, id=f"{source.named(module)}:{node.name}")
    for module in MODULES
    for node in writers(module)
    if f"{source.named(module)}:{node.name}" not in HELPERS
]
VERSIONED = [case for case in CASES if "version" in {argument.arg for argument in case.values[1].args.kwonlyargs}]


def test_there_are_actions():
    assert len(CASES) > 20


@pytest.mark.parametrize(("module", "node"), CASES)
def test_an_action_takes_keywords_only(module, node):
    assert node.args.args == []


@pytest.mark.parametrize(("module", "node"), CASES)
def test_an_action_checks_the_permission_and_records_an_event(module, node):
    called = calls_within(module, node.name)
    assert "require" in called
    assert "record" in called


@pytest.mark.parametrize(("module", "node"), VERSIONED)
def test_an_action_that_compares_the_version_counts_it_up(module, node):
    """Otherwise whoever has an older page open would not be told."""
    assert {node.name, *calls_within(module, node.name)} & counting()


@cache
def counting():
    """Names of the functions that count up a version themselves."""
    return {node.name for module in MODULES for node in source.functions(module) if counts_up(node)}


def counts_up(node):
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and ast.unparse(part.func) == "locking.save":
            return True
        if isinstance(part, ast.AugAssign) and ast.unparse(part.target).endswith(".version"):
            return True
    return False


def calls_within(module, name):
    """Names of what a function calls, itself or through functions of that name in any app's actions."""
    found, waiting, seen = set(), set(calls_of(module).get(name, ())), set()
    while waiting:
        target = waiting.pop()
        found.add(target)
        if target not in seen:
            seen.add(target)
            waiting.update(*(calls_of(other).get(target, ()) for other in MODULES))
    return found


@cache
def calls_of(module):
    """What each function of a module calls, by the function's name. Read once: every action asks."""
    found = {}
    for node in source.functions(module):
        calls = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
        names = {target.id if isinstance(target, ast.Name) else getattr(target, "attr", "") for target in calls}
        found[node.name] = found.get(node.name, set()) | names
    return found
