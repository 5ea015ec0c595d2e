"""House rules that no linter knows: sizes, markers, comparisons of levels, folders that must not be packages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.checkout import ROOT, calls_in, named, parsed, product_files

MAX_LINES = 400
MARKERS = frozenset({"N_", "tr", "trn"})
MAY_COMPARE_LEVELS = frozenset({"fieldnotes/protection/policy.py", "fieldnotes/model/level.py"})
LEVEL_NAMES = frozenset({"level", "levels", "floor", "floors", "effective"})
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


def levels_in(tree: ast.AST) -> frozenset[str]:
    """Names that a module declares to be levels, as parameters or variables, alone or in a collection."""
    declared = [(node.arg, node.annotation) for node in ast.walk(tree) if isinstance(node, ast.arg)]
    declared += [
        (node.target.id, node.annotation)
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    return frozenset(
        name
        for name, annotation in declared
        if annotation is not None
        and any(isinstance(part, ast.Name) and part.id == "Level" for part in ast.walk(annotation))
    )


def is_level(node: ast.expr, declared: frozenset[str]) -> bool:
    """True for what is a level by its declaration, its name or where it comes from."""
    if isinstance(node, ast.Name):
        return node.id in declared or node.id in LEVEL_NAMES
    if isinstance(node, ast.Attribute):
        return node.attr in LEVEL_NAMES or (isinstance(node.value, ast.Name) and node.value.id == "Level")
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and (node.func.id == "Level" or is_choice_of_levels(node, declared))
    if isinstance(node, ast.Subscript | ast.Starred):
        return is_level(node.value, declared)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(is_level(part, declared) for part in node.elts)
    if isinstance(node, ast.GeneratorExp | ast.ListComp | ast.SetComp):
        return is_level(node.elt, declared)
    return False


def is_choice_of_levels(call: ast.Call, declared: frozenset[str]) -> bool:
    named_so = isinstance(call.func, ast.Name) and call.func.id in ("max", "min")
    return named_so and any(is_level(argument, declared) for argument in call.args)


def level_orderings(tree: ast.AST) -> list[int]:
    """Lines on which levels are compared by order or the higher or lower is chosen."""
    declared = levels_in(tree)
    compared = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and any(isinstance(operator, ORDERINGS) for operator in node.ops)
        and any(is_level(operand, declared) for operand in (node.left, *node.comparators))
    ]
    return compared + [call.lineno for call in calls_in(tree) if is_choice_of_levels(call, declared)]


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
    "line",
    [
        "row.level < other",
        "a <= row.level",
        "Level.SEALED > level",
        "x < entry.level < y",
        "1 >= Level.ROLE",
        "level > 2",
        "max(level, owner.floor)",
        "min((x, case.floor))",
        "max(entry.level for entry in entries)",
        "max(levels)",
        "Level(number) < other",
        "def lowered(old: Level, new: Level) -> bool: return new < old",
        "def lowest(found: list[Level]) -> Level: return min(found)",
        "old: Level | None = None; lowered = old > new",
    ],
)
def test_a_comparison_of_levels_is_noticed(line: str) -> None:
    assert level_orderings(ast.parse(line)) == [1]


@pytest.mark.parametrize("line", ["a < b", "row.level is Level.SEALED", "level in levels", "max(lengths)"])
def test_what_compares_no_levels_by_order_is_let_through(line: str) -> None:
    assert level_orderings(ast.parse(line)) == []


_LAMBDA_ON_DESK = re.compile(r"desk\.\w+\.connect\(\s*lambda")


@pytest.mark.parametrize("path", sorted((ROOT / "ui" / "fieldnotes_ui" / "pages").rglob("*.py")), ids=named)
def test_a_page_gives_the_desk_methods_and_no_lambdas(path: Path) -> None:
    """The desk outlives every page: Qt forgets a method with its object, a lambda is called on what is gone."""
    assert not _LAMBDA_ON_DESK.search(path.read_text(encoding="utf-8"))
