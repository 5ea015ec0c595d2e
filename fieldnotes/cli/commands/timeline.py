"""timeline of a case or person, and the graph of relations around a person."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened_with_names_if_possible
from fieldnotes.services import graph, timeline
from fieldnotes.services.graph import Graph
from fieldnotes.services.timeline import Item

_UNDATED = "without a date"


def register(top: Subparsers) -> None:
    made = arguments.command(top, "timeline", _timeline, "what happened when, as exactly as it is known")
    arguments.vault(made, sealed=True)
    of = made.add_mutually_exclusive_group(required=True)
    of.add_argument("--case", metavar="CODE")
    of.add_argument("--person", metavar="CODE")
    around = arguments.command(top, "graph", _graph, "the relations around a person, by codes")
    arguments.vault(around, sealed=True)
    around.add_argument("person", metavar="PERSON")
    around.add_argument("--depth", type=int, choices=range(1, graph.DEEPEST + 1), default=graph.DEEPEST)


def _timeline(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        found = timeline.of_case(session, args.case) if args.case else timeline.of_person(session, args.person)
    groups = timeline.grouped(found)
    lines = []
    for group in groups:
        lines.append(group.heading or _UNDATED)
        lines += [
            f"  {str(item.dated) or '-':<22} {item.level.letter} {item.what:<8} {item.code}  {item.label}"
            for item in group.items
        ]
    data = {"groups": [{"heading": group.heading, "items": [_told(item) for item in group.items]} for group in groups]}
    return Reply(data, lines or ["Nothing is dated yet."])


def _told(item: Item) -> dict[str, Any]:
    return {
        "what": item.what.value,
        "detail": item.detail,
        "code": item.code,
        "label": item.label,
        "level": item.level.name,
        "dated": str(item.dated),
        "precision": item.dated.precision.value,
        "start": item.start.isoformat() if item.start else None,
        "end": item.end.isoformat() if item.end else None,
    }


def _graph(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        found = graph.around(session, args.person, depth=args.depth)
    lines = [
        f"{'  ' * node.depth}{node.code}  {node.role}  {node.protected.name}"
        + (f"  {node.status}" if node.status else "")
        for node in found.nodes
    ]
    lines += [f"{edge.a} is {edge.kind} of {edge.b}" for edge in found.edges]
    if found.left_out:
        lines.append(f"{found.left_out} more are not shown.")
    return Reply(_drawn(found), lines)


def _drawn(found: Graph) -> dict[str, Any]:
    nodes = [
        {
            "code": node.code,
            "type": node.type.value,
            "role": node.role.value,
            "level": node.level.name,
            "protected": node.protected.name,
            "status": node.status.value if node.status else None,
            "depth": node.depth,
            "x": node.x,
            "y": node.y,
        }
        for node in found.nodes
    ]
    edges = [{"a": edge.a, "b": edge.b, "as": edge.kind.value, "kinship": edge.is_kinship} for edge in found.edges]
    return {"nodes": nodes, "edges": edges, "left_out": found.left_out}
