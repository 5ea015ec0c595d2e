"""House rules that no linter knows: sizes, markers, comparisons of levels, folders that must not be packages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.checkout import ROOT, calls_in, named, parsed, product_files

MAX_LINES = 400
MARKERS = frozenset({"N_", "tr", "trn"})
MAY_COMPARE_LEVELS = frozenset({"fieldnotes/protection/policy.py", "fieldnotes/model/level.py"})
ORDERINGS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def marker_of(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def built_text(node: ast.expr) -> bool:
    """True for text that is put together at run time and so can never match a catalogue."""
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.BinOp) and any(isinstance(part, ast.Constant | ast.JoinedStr) for part in ast.walk(node))
    )


def unmarkable(tree: ast.AST) -> list[int]:
    """Lines on which a marker or a translation is given text built at run time."""
    return [
        call.lineno
        for call in calls_in(tree)
        if marker_of(call) in MARKERS and any(built_text(argument) for argument in call.args[:2])
    ]


def is_level(node: ast.expr) -> bool:
    if not isinstance(node, ast.Attribute):
        return False
    return node.attr == "level" or (isinstance(node.value, ast.Name) and node.value.id == "Level")


def level_orderings(tree: ast.AST) -> list[int]:
    """Lines on which levels are compared by order."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and any(isinstance(operator, ORDERINGS) for operator in node.ops)
        and any(is_level(operand) for operand in (node.left, *node.comparators))
    ]


@pytest.mark.parametrize("path", product_files(), ids=named)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", product_files(), ids=named)
def test_text_for_people_is_never_built_inside_a_marker(path: Path) -> None:
    assert not unmarkable(parsed(path))


@pytest.mark.parametrize("path", product_files(), ids=named)
def test_only_the_policy_knows_which_level_is_higher(path: Path) -> None:
    if named(path) not in MAY_COMPARE_LEVELS:
        assert not level_orderings(parsed(path))


@pytest.mark.parametrize("path", product_files(), ids=named)
def test_nothing_looks_for_its_own_files(path: Path) -> None:
    names = {node.id for node in ast.walk(parsed(path)) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)}

    assert not {"__file__", "_MEIPASS"} & (names | attributes)


@pytest.mark.parametrize("path", product_files(), ids=named)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    if path.name != "__init__.py" or path.read_text(encoding="utf-8").strip():
        assert ast.get_docstring(parsed(path))


@pytest.mark.parametrize("folder", ["packaging", "resources", "tests"])
def test_a_folder_that_would_shadow_a_library_is_not_a_package(folder: str) -> None:
    assert not list((ROOT / folder).rglob("__init__.py"))


@pytest.mark.parametrize(
    "line",
    ["N_(f'{name} is gone')", "tr('a' + name)", "i18n.tr(f'{x}')", "trn('one', f'{n} many', n)"],
)
def test_built_text_is_noticed(line: str) -> None:
    assert unmarkable(ast.parse(line)) == [1]


@pytest.mark.parametrize(
    "line", ["row.level < other", "a <= row.level", "Level.SEALED > level", "x < entry.level < y", "1 >= Level.ROLE"]
)
def test_a_comparison_of_levels_is_noticed(line: str) -> None:
    assert level_orderings(ast.parse(line)) == [1]
