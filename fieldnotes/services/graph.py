"""The relations around one person as a small drawing: codes, roles and levels, never names, and where each one stands.

The places are computed here and are the same every time: the person in the middle, her relations on a ring around her,
theirs on a second one, each near the one through whom she is reached.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldnotes.model.level import Level
from fieldnotes.model.register import KINSHIP, EntityType, Entry, Relation, RelationKind, Role
from fieldnotes.model.status import State
from fieldnotes.protection import policy
from fieldnotes.services.session import Session

DEEPEST = 2
MOST = 60
"""Nodes of one drawing: with more, nobody could read it. The nearest stay."""
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Node:
    """One entry of the register. `x` and `y` are from -1 to 1, the middle at 0, y downwards."""

    code: str
    type: EntityType
    role: Role
    level: Level
    protected: Level
    """Its level once protection has passed along kinship."""
    status: State | None
    depth: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """`a` is the `kind` of `b`. Along kinship protection passes."""

    a: str
    b: str
    kind: RelationKind

    @property
    def is_kinship(self) -> bool:
        return self.kind in KINSHIP


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes, the middle first, then ring by ring; and every relation between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0
    """So many more there are within the depth."""


def around(session: Session, code: str, *, depth: int = DEEPEST) -> Graph:
    """The relations of an entry up to `depth` steps away, at the most `DEEPEST`.

    Raises:
        NoSuchRecord: there is no such entry.
    """
    vault = session.vault
    vault.entry(code)
    relations = vault.relations()
    entries = {entry.code: entry for entry in vault.entries()}
    found, parents = _near(code, relations, min(depth, DEEPEST))
    shown = found[:MOST]
    levels = policy.inherited_levels(entries.values(), relations)
    states = {person: status.state for person, status in vault.present_statuses().items()}
    places = _places(shown, parents)
    nodes = tuple(_node(entries[one], levels[one], states.get(one), *places[one]) for one in shown)
    drawn = set(shown)
    edges = tuple(Edge(one.a, one.b, one.kind) for one in relations if {one.a, one.b} <= drawn)
    return Graph(nodes, edges, len(found) - len(shown))


def _node(entry: Entry, protected: Level, status: State | None, depth: int, x: float, y: float) -> Node:
    return Node(entry.code, entry.type, entry.role, entry.level, protected, status, depth, x, y)


def _near(code: str, relations: Sequence[Relation], depth: int) -> tuple[list[str], dict[str, str]]:
    """Codes by distance, then by code; and through whom each one is reached first."""
    beside: dict[str, set[str]] = {}
    for relation in relations:
        beside.setdefault(relation.a, set()).add(relation.b)
        beside.setdefault(relation.b, set()).add(relation.a)
    found, parents, ring = [code], dict[str, str](), [code]
    for _ in range(depth):
        following = list[str]()
        for one in ring:
            new = sorted(beside.get(one, set()) - {code} - parents.keys())
            parents |= dict.fromkeys(new, one)
            following += new
        ring = following
        found += ring
    return found, parents


def _places(shown: Sequence[str], parents: Mapping[str, str]) -> dict[str, tuple[int, float, float]]:
    """Depth and place of each: everybody has a sector as wide as the number of those at its outer end."""
    children: dict[str, list[str]] = {}
    for one in shown[1:]:
        children.setdefault(parents[one], []).append(one)
    deepest = 0
    sectors = {shown[0]: (0, 0.0, math.tau)}
    for one in shown:
        depth, start, width = sectors[one]
        deepest = max(deepest, depth)
        weights = [max(1, len(children.get(child, ()))) for child in children.get(one, ())]
        at = start
        for child, weight in zip(children.get(one, ()), weights, strict=True):
            part = width * weight / sum(weights)
            sectors[child] = depth + 1, at, part
            at += part
    return {
        one: (depth, *_point(depth / max(deepest, 1), start + width / 2))
        for one, (depth, start, width) in sectors.items()
    }


def _point(radius: float, angle: float) -> tuple[float, float]:
    """Clockwise from the top."""
    return round(radius * math.sin(angle), _DIGITS), round(-radius * math.cos(angle), _DIGITS)
