"""Which functions a function reaches: those that it names, of its own module or imported, and those that they name."""

import ast
from functools import cache

from tests.architecture import source

Function = tuple[str, str]


def reached(file: str, name: str) -> set[Function]:
    """Every function reached from one, as its file and its name; that one itself is not among them unless named."""
    found: set[Function] = set()
    waiting = set(_named_by(file, name))
    while waiting:
        function = waiting.pop()
        if function not in found:
            found.add(function)
            waiting |= _named_by(*function)
    return found


@cache
def _named_by(file: str, name: str) -> frozenset[Function]:
    """What one function names, each with the file that it is in. Of a file that is not ours, nothing."""
    if not (source.ROOT / file).exists():
        return frozenset()
    imported = _imports_of(file)
    found = set()
    for node in (node for function in _functions_of(file).get(name, ()) for node in ast.walk(function)):
        if isinstance(node, ast.Name) and node.id not in imported:
            found.add((file, node.id))
        elif isinstance(node, ast.Name):
            module, _, original = imported[node.id].rpartition(".")
            found.add((f"{module.replace('.', '/')}.py", original))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imported:
            found.add((f"{imported[node.value.id].replace('.', '/')}.py", node.attr))
    return frozenset(found)


@cache
def _functions_of(file: str) -> dict[str, list[ast.FunctionDef]]:
    found: dict[str, list[ast.FunctionDef]] = {}
    for function in source.functions(source.ROOT / file):
        found.setdefault(function.name, []).append(function)
    return found


@cache
def _imports_of(file: str) -> dict[str, str]:
    """What a module imports, by the name it uses."""
    imports = (node for node in ast.walk(source.tree(source.ROOT / file)) if isinstance(node, ast.ImportFrom))
    return {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in imports for alias in node.names}
