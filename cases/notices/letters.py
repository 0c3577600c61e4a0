"""From the text of a letter and what is filled in to the blocks of a page. What is filled in stays text, always."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Block:
    """One part of a letter: a "heading", a "paragraph", "bullets", or "facts" with their labels."""

    kind: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Plain lists and words, for the typesetter."""
        return {"kind": self.kind, "lines": list(self.lines), "facts": [list(pair) for pair in self.facts]}


def merge(text: str, values: Mapping[str, str]) -> list[Block]:
    """The blocks of a letter with every field filled in.

    A paragraph, bullet or fact that holds an empty field is left out: the caller has made sure that only what may be
    empty is. Raises KeyError for a field without a value.
    """
    merged = (_merged(part.strip(), values) for part in _BLANK_LINES.split(text.strip()))
    return _without_bare_headings(block for blocks in merged for block in blocks)


def placeholders(text: str) -> list[str]:
    """The merge fields that a text names, each once, in its order."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(text)))


def _merged(part: str, values: Mapping[str, str]) -> Iterator[Block]:
    """One part may be a heading with what follows it on the next lines, or a lead with bullets below."""
    pending: list[str] = []
    kind = ""
    for line in part.splitlines():
        found, words = _kind(line)
        if found != kind or found in {"heading", "paragraph"}:
            yield from _block(kind, pending, values)
            pending = []
        kind = found
        pending.append(words)
    yield from _block(kind, pending, values)


def _kind(line: str) -> tuple[str, str]:
    for sign, kind in (("# ", "heading"), ("- ", "bullets"), ("| ", "facts")):
        if line.startswith(sign):
            return kind, line.removeprefix(sign).strip()
    return "paragraph", line.strip()


def _block(kind: str, lines: list[str], values: Mapping[str, str]) -> Iterator[Block]:
    if kind == "facts":
        split = [[_filled(cell, values) for cell in line.split(" | ", 1)] for line in lines]
        facts = tuple((cells[0] or "", cells[1]) for cells in split if cells[1] is not None)
        if facts:
            yield Block("facts", facts=facts)
        return
    filled = [words for line in lines if (words := _filled(line, values)) is not None]
    if kind == "paragraph":
        for words in filled:
            yield from (Block("paragraph", (one.strip(),)) for one in _BLANK_LINES.split(words) if one.strip())
    elif filled:
        yield Block(kind, tuple(filled))


def _filled(line: str, values: Mapping[str, str]) -> str | None:
    """The line with its fields filled in at once, so that braces in a value are never read; None for an empty field."""
    used = {key: values[key].strip() for key in _PLACEHOLDER.findall(line)}
    if not all(used.values()):
        return None
    return _PLACEHOLDER.sub(lambda found: _fitting(used[found.group(1)], before=line[found.end() :]), line)


def _fitting(value: str, *, before: str) -> str:
    """The value without its full stop where the sentence that it stands in has one of its own."""
    return value.removesuffix(".") if before.startswith(".") else value


def _without_bare_headings(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without a heading below which nothing is left."""
    found = list(blocks)
    following = [*found[1:], Block("heading")]
    return [
        one for one, after in zip(found, following, strict=True) if one.kind != "heading" or after.kind != "heading"
    ]
