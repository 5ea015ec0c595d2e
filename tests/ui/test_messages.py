"""What the window says of an error names no command of the command line."""

from __future__ import annotations

import inspect
import re

import pytest

from fieldnotes import errors
from fieldnotes.errors import FieldNotesError
from fieldnotes_ui import messages

_COMMANDS = re.compile(
    r"--\w|fieldnotes-cli|review-hits|passwd|"
    r"\b(travel|backup|vault|slot|ledger|recovery|sealed|person|consent|case|suggest|mosaic|policy|identity) "
    r"(add|edit|list|show|return|leave|check|status|restore|test|make|new|use|unseal|install|set|remove|acknowledge)\b"
)
ALL = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, FieldNotesError)
]  # fmt: skip


@pytest.mark.parametrize("kind", ALL)
def test_no_hint_of_the_window_is_a_command(kind: type[FieldNotesError]) -> None:
    hint = messages.HINTS.get(kind, kind.hint)
    assert not _COMMANDS.search(hint), hint
    assert not _COMMANDS.search(kind.sentence)


@pytest.mark.parametrize("kind", list(messages.HINTS))
def test_a_hint_of_the_window_asks_for_nothing_that_the_error_does_not_know(kind: type[FieldNotesError]) -> None:
    known = set(re.findall(r"\{(\w+)\}", kind.sentence + kind.hint))
    assert set(re.findall(r"\{(\w+)\}", messages.HINTS[kind])) <= known
