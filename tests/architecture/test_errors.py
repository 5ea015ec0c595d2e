"""The error tree keeps its promises: unique codes, templates that can be filled, a page that lists all of them."""

from __future__ import annotations

import ast
import os
import string
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from fieldnotes import errors
from tests.architecture.checkout import ROOT, calls_in, named, parsed, product_files


def tree(base: type[errors.FieldNotesError]) -> list[type[errors.FieldNotesError]]:
    children = [error for child in base.__subclasses__() for error in tree(child)]
    return [base, *children] if "code" in vars(base) else children


ERRORS = sorted(
    (e for e in tree(errors.FieldNotesError) if e.__module__.startswith(errors.__name__ + ".")),
    key=lambda e: e.exit_code,
)
BY_NAME = {error.__name__: error for error in ERRORS}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def needed(error: type[errors.FieldNotesError]) -> set[str]:
    return placeholders(error.sentence) | placeholders(error.hint)


def test_there_are_errors() -> None:
    assert len(ERRORS) > 30


@pytest.mark.parametrize("attribute", ["code", "exit_code", "sentence"])
def test_no_two_errors_share_it(attribute: str) -> None:
    counted = Counter(getattr(error, attribute) for error in ERRORS)

    assert [value for value, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_the_exit_code_leaves_room_for_shell_parser_and_audit(error: type[errors.FieldNotesError]) -> None:
    assert error is errors.FieldNotesError or 7 <= error.exit_code <= 125


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_its_templates_can_be_filled(error: type[errors.FieldNotesError]) -> None:
    assert all(name.isidentifier() for name in needed(error))

    made = error(**dict.fromkeys(needed(error), "7"))

    assert made.sentence_text()
    assert made.hint_text()
    assert "{" not in made.sentence_text() + made.hint_text()


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_its_repr_tells_the_code_and_no_parameter(error: type[errors.FieldNotesError]) -> None:
    made = error(**dict.fromkeys(needed(error), "Mehriban Çinarlı"))

    assert "Mehriban" not in repr(made)


@pytest.mark.parametrize("path", product_files(), ids=named)
def test_whoever_makes_an_error_gives_it_every_placeholder(path: Path) -> None:
    for call in calls_in(parsed(path)):
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name not in BY_NAME or any(keyword.arg is None for keyword in call.keywords):
            continue
        given = {keyword.arg for keyword in call.keywords}
        assert needed(BY_NAME[name]) <= given, f"line {call.lineno}: {name}"


def test_the_documentation_lists_every_error() -> None:
    command = [sys.executable, str(ROOT / "packaging" / "error_docs.py"), "--check"]
    result = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)

    assert result.returncode == 0, "run: .venv/bin/python packaging/error_docs.py"
