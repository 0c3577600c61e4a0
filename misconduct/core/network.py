"""The geometry of a small network: everyone on a circle, those named most often first, with a line for each pair."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SIZE = 520
_RADIUS = 170
_THICKEST = 8.0


@dataclass(frozen=True)
class Node:
    """One person in their place, and where their label stands."""

    x: float
    y: float
    label: str
    url: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True)
class Edge:
    """A line between two people, the thicker the more they share."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    text: str


@dataclass(frozen=True)
class Network:
    """The drawing. The table beside it holds every figure."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int = SIZE + 240
    height: int = SIZE


def network(
    *, title: str, people: Mapping[int, tuple[str, str]], links: Sequence[tuple[int, int, int, str]]
) -> Network:
    """People by id with their label and address; links as two ids, a weight and what the line says."""
    weights = dict.fromkeys(people, 0)
    for one, other, weight, _ in links:
        weights[one] += weight
        weights[other] += weight
    order = sorted(people, key=lambda person: (-weights[person], person))
    places = {person: 2 * math.pi * index / len(order) - math.pi / 2 for index, person in enumerate(order)}
    nodes = tuple(_node(places[person], *people[person]) for person in order)
    heaviest = max((weight for _, _, weight, _ in links), default=1)
    edges = tuple(
        Edge(*_at(places[one]), *_at(places[other]), round(max(1.0, _THICKEST * weight / heaviest), 1), text)
        for one, other, weight, text in links
    )
    return Network(title, nodes, edges)


def _at(angle: float, radius: float = _RADIUS) -> tuple[float, float]:
    middle_x, middle_y = (SIZE + 240) / 2, SIZE / 2
    return round(middle_x + radius * math.cos(angle), 1), round(middle_y + radius * math.sin(angle), 1)


def _node(angle: float, label: str, url: str) -> Node:
    x, y = _at(angle)
    label_x, label_y = _at(angle, _RADIUS + 16)
    across = math.cos(angle)
    anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
    return Node(x, y, label, url, label_x, label_y, anchor)
