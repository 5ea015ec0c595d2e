"""The look, measured: text can be read, levels can be told apart by anybody, and every icon exists."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from fieldnotes import resources
from fieldnotes.model.level import Level
from fieldnotes_ui import tokens
from tests.architecture.checkout import ROOT
from tests.ui.colour_science import closest, contrast, search

THEMES = {"light": tokens.LIGHT, "dark": tokens.DARK, "contrast": tokens.CONTRAST}
LEAST_TEXT, LEAST_LINE, LEAST_LEVEL = 4.5, 3.0, 4.6
APART = 40.0
"""Distance between two levels under the worst sight; below about 10 two colours begin to look alike."""


def level_colours(theme: dict[str, str]) -> list[str]:
    return [theme[f"level{level.value}"] for level in Level]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "paper"), tokens.TEXT_PAIRS)
def test_everything_that_is_read_has_contrast(name: str, ink: str, paper: str) -> None:
    assert contrast(THEMES[name][ink], THEMES[name][paper]) >= LEAST_TEXT


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("line", "paper"), tokens.LINE_PAIRS)
def test_outlines_that_mean_something_can_be_seen(name: str, line: str, paper: str) -> None:
    assert contrast(THEMES[name][line], THEMES[name][paper]) >= LEAST_LINE


@pytest.mark.parametrize("name", THEMES)
def test_level_colours_stand_out_from_the_surface_and_carry_their_letter(name: str) -> None:
    theme = THEMES[name]

    for colour in level_colours(theme):
        assert contrast(colour, theme["surface"]) >= LEAST_LEVEL
        assert contrast(theme["on_level"], colour) >= LEAST_LEVEL


@pytest.mark.parametrize("name", THEMES)
def test_levels_are_told_apart_by_every_kind_of_sight(name: str) -> None:
    assert closest(level_colours(THEMES[name])) >= APART


@pytest.mark.parametrize("name", THEMES)
def test_a_search_finds_nothing_much_better_than_the_colours_in_use(name: str) -> None:
    theme = THEMES[name]

    apart, found = search(theme["surface"], theme["on_level"], count=len(Level), least=LEAST_LEVEL, seed=5, tries=4)

    assert closest(level_colours(theme)) >= 0.9 * apart, found


def test_all_themes_name_the_same_tokens() -> None:
    assert tokens.LIGHT.keys() == tokens.DARK.keys() == tokens.CONTRAST.keys()


def test_each_level_has_a_letter_and_a_shape_of_its_own() -> None:
    assert len({level.letter for level in Level}) == len(Level)
    assert len({tokens.SHAPES[level] for level in Level}) == len(Level)


def icons_asked_for() -> set[tuple[str, str]]:
    """(icon, module) of every name that the client gives to theme.icon, or to what draws one."""
    known = {path.stem for path in resources.path("icons").glob("*.svg")}
    asked = set()
    for path in sorted((ROOT / "ui/fieldnotes_ui").rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            asked |= {(name, path.stem) for name in icon_names(call)}
    assert known
    return asked


def icon_names(call: ast.Call) -> list[str]:
    """Names given as literals to `icon(...)`, `tool(...)`, `EmptyState(...)` or as `icon=`."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    values = [keyword.value for keyword in call.keywords if keyword.arg == "icon"]
    if name in ("icon", "tool", "EmptyState") and call.args:
        values.append(call.args[0])
    literals = [node for value in values for node in ast.walk(value) if isinstance(node, ast.Constant)]
    return [node.value for node in literals if isinstance(node.value, str) and node.value]


def test_every_icon_that_is_asked_for_is_shipped() -> None:
    missing = {
        (name, where) for name, where in icons_asked_for() if not Path(resources.path("icons"), f"{name}.svg").exists()
    }

    assert not missing
