"""Which heading of a table a unit or a category counts under. Pure functions of a tree {id: parent id}."""

from collections.abc import Mapping

Tree = Mapping[int, int | None]


def headings(tree: Tree, *, chosen: int | None) -> dict[int, int]:
    """Each node by its heading: the child of the chosen node that it lies in, or the top of its tree.

    The chosen node is a heading of its own, for what lies in none of its children. A tree with one top is opened at
    that top: a table with one line says nothing.
    """
    tops = [node for node, parent in tree.items() if parent is None or parent not in tree]
    if chosen is None and len(tops) == 1 and len(tree) > 1:
        chosen = tops[0]
    found = {node: _heading(tree, node, chosen) for node in tree}
    return {node: heading for node, heading in found.items() if heading is not None}


def _heading(tree: Tree, node: int, chosen: int | None) -> int | None:
    """The heading of one node; nothing for a node that lies outside the chosen one."""
    if node == chosen:
        return node
    seen = set()
    while (parent := tree.get(node)) is not None and parent in tree and node not in seen:
        if parent == chosen:
            return node
        seen.add(node)
        node = parent
    return None if chosen is not None else node
