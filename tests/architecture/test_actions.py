"""Every action names its doer, is atomic, checks the permission and puts one event on record."""

import ast
from functools import cache

import pytest

from tests.architecture import source
from tests.architecture.calls import reached

FOLDERS = [path for app in source.APPS for path in sorted((source.ROOT / app).rglob("actions"))]
MODULES = [file for folder in FOLDERS for file in sorted(folder.glob("*.py")) if file.stem != "__init__"]
REQUIRE = ("misconduct/accounts/permissions.py", "require")
RECORD = ("misconduct/audit/record.py", "record")
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


def compares_a_version(node):
    """Whether it is told how often a record had been saved when somebody read it; a version of a rule is a record."""
    given = ((argument.arg, argument.annotation) for argument in node.args.kwonlyargs)
    return any(name == "version" and "int" in ast.unparse(annotation) for name, annotation in given)


CASES = [
    pytest.param(module, node, id=f"{source.named(module)}:{node.name}")
    for module in MODULES
    for node in writers(module)
    if f"{source.named(module)}:{node.name}" not in HELPERS
]
VERSIONED = [case for case in CASES if compares_a_version(case.values[1])]


def test_there_are_actions():
    assert len(CASES) > 20


@pytest.mark.parametrize(("module", "node"), CASES)
def test_an_action_takes_keywords_only(module, node):
    assert node.args.args == []


@pytest.mark.parametrize(("module", "node"), CASES)
def test_an_action_checks_the_permission_and_records_an_event(module, node):
    called = reached(source.named(module), node.name)
    assert REQUIRE in called
    assert RECORD in called


@pytest.mark.parametrize(("module", "node"), VERSIONED)
def test_an_action_that_compares_the_version_counts_it_up(module, node):
    """Otherwise whoever has an older page open would not be told."""
    own = (source.named(module), node.name)
    assert {own, *reached(*own)} & counting()


@cache
def counting():
    """The functions that count up a version themselves, each with its file."""
    return {
        (source.named(module), node.name) for module in MODULES for node in source.functions(module) if counts_up(node)
    }


def counts_up(node):
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and ast.unparse(part.func) == "locking.save":
            return True
        if isinstance(part, ast.AugAssign) and ast.unparse(part.target).endswith(".version"):
            return True
    return False
