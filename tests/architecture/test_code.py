"""Rules of the house that a reader would otherwise have to remember."""

import ast
import re
import subprocess
import sys

from tests.architecture import source


def test_imports_go_down_the_line_only():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_import_stands_inside_a_function():
    found = [
        f"{source.named(path)}:{inner.lineno}"
        for path in source.app_files()
        for node in source.functions(path)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_every_function_of_the_application_is_typed():
    bare = [
        f"{source.named(path)}:{node.lineno} {node.name}"
        for path in source.app_files()
        for node in source.functions(path)
        if node.returns is None
    ]
    assert bare == []


def test_no_module_has_a_name_that_says_nothing():
    vague = {"utils", "helpers", "misc", "common", "manager", "tools"}
    assert [source.named(path) for path in source.app_files() if path.stem in vague] == []


def test_the_stage_of_a_case_is_set_in_one_file_only():
    """An import takes cases over as they stand (it names the column as data), and the demonstration invents history."""
    setters = {source.named(path) for path in source.app_files() if any(map(_sets_stage, ast.walk(source.tree(path))))}
    assert setters == {"cases/actions/transitions.py", "cases/demo/history.py"}


def _sets_stage(node):
    """An assignment to `.stage`, or a row written with one; a question for one (`filter(stage=…)`) is none."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(target, ast.Attribute) and target.attr == "stage" for target in targets)
    if not isinstance(node, ast.Call):
        return False
    called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    writes = called in {"Case", "create", "update", "get_or_create", "update_or_create", "setattr"}
    return writes and any(keyword.arg == "stage" for keyword in node.keywords)


def test_model_signals_carry_no_rules():
    names = re.compile(r"\b(pre_save|post_save|pre_delete|post_delete|m2m_changed)\b")
    assert [source.named(path) for path in source.app_files() if names.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_in_the_application_prints():
    assert [
        f"{source.named(path)}:{node.lineno}"
        for path in source.app_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and source.named(path) not in {"misconduct/local_server.py", "misconduct/local_services.py"}
    ] == []
