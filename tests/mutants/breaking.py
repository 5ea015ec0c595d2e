"""The ways to break a piece of Python: another answer, another comparison, the other branch, a number beside it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_ANSWERS = {"passed": "failed", "failed": "passed", "warned": "passed", "unknown": "passed", "not_applicable": "passed"}
_TOLD = frozenset({"measured", "expected", "evidence"})
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module's source with one thing broken. `what` says what and where."""

    what: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every way to break the functions and methods of a module. Texts, annotations and other constants stay."""
    tree = ast.parse(source)
    inside = [node for one in tree.body if isinstance(one, ast.ClassDef) for node in one.body]
    functions = [node for node in (*tree.body, *inside) if isinstance(node, ast.FunctionDef)]
    for function in [node for node in functions if not _makes_words(node)]:
        for node in _outside_texts(function):
            for what in _ways(node):
                yield Mutant(f"line {getattr(node, 'lineno', 0)}: {what}", _broken(tree, node, what))


def _outside_texts(top: ast.AST) -> Iterator[ast.AST]:
    """Nodes that decide something: what only makes up the wording of a text is left out."""
    yield top
    for child in ast.iter_child_nodes(top):
        if not _is_wording(child) and not _is_told(child):
            yield from _outside_texts(child)


def _is_wording(node: ast.AST) -> bool:
    is_sentence = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Sentence"
    return is_sentence or isinstance(node, ast.JoinedStr)


def _makes_words(function: ast.FunctionDef) -> bool:
    return isinstance(function.returns, ast.Name) and function.returns.id in {"str", "Sentence"}


def _is_told(node: ast.AST) -> bool:
    """An assignment of what a report tells beside the verdict."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return any(isinstance(target, ast.Name) and target.id in _TOLD for target in targets)


def _ways(node: ast.AST) -> list[str]:
    """Names of what can be done to one node."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ANSWERS:
        return [f"{node.func.id} becomes {_ANSWERS[node.func.id]}"]
    if isinstance(node, ast.If | ast.IfExp):
        return ["the other branch"]
    if isinstance(node, ast.Compare):
        return [f"{type(node.ops[0]).__name__} becomes {_COMPARISONS[type(node.ops[0])].__name__}"]
    if isinstance(node, ast.BoolOp):
        return ["and becomes or" if isinstance(node.op, ast.And) else "or becomes and"]
    return []


def _broken(tree: ast.Module, node: ast.AST, what: str) -> str:
    """The whole module with `node` changed."""
    position = next(number for number, one in enumerate(ast.walk(tree)) if one is node)
    changed = copy.deepcopy(tree)
    target = next(one for number, one in enumerate(ast.walk(changed)) if number == position)
    if isinstance(target, ast.Call) and isinstance(target.func, ast.Name):
        target.func.id = what.rpartition(" ")[2]
    elif isinstance(target, ast.If | ast.IfExp):
        target.test = ast.UnaryOp(ast.Not(), target.test)
    elif isinstance(target, ast.Compare):
        target.ops[0] = _COMPARISONS[type(target.ops[0])]()
    elif isinstance(target, ast.BoolOp):
        target.op = ast.Or() if isinstance(target.op, ast.And) else ast.And()
    return ast.unparse(ast.fix_missing_locations(changed))
