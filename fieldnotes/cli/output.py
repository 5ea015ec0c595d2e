"""What the command line prints: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fieldnotes.cli.hints import hint_of
from fieldnotes.errors import FieldNotesError

PROGRAM = "fieldnotes-cli"


@dataclass(frozen=True, slots=True)
class Reply:
    """A command's answer: one JSON object, and the same for people. `raw` is printed as it is (a card, a report)."""

    data: dict[str, Any]
    lines: Sequence[str] = field(default=())
    raw: str | None = None
    exit_code: int = 0


def say(reply: Reply, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(reply.data, ensure_ascii=False, indent=None))
    elif reply.raw is not None:
        sys.stdout.write(reply.raw if reply.raw.endswith("\n") else reply.raw + "\n")
    else:
        for line in reply.lines:
            print(safe(line))


def fail(error: FieldNotesError) -> int:
    """Sentence and hint on standard error; the error's exit code."""
    print(f"{PROGRAM}: error: {safe(error.sentence_text())}", file=sys.stderr)
    if hint := hint_of(error):
        print(f"hint: {safe(hint)}", file=sys.stderr)
    return error.exit_code


def note(sentence: str) -> None:
    print(safe(sentence), file=sys.stderr)


def safe(text: str) -> str:
    """Control characters and bidirectional overrides cannot reach the terminal (escape sequences, hidden text)."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "\ufffd" for c in text)


def table(rows: Sequence[Sequence[object]], *heading: str) -> list[str]:
    """Columns as wide as their widest cell, under a heading unless there is nothing to head."""
    cells = [[str(cell) for cell in row] for row in ([heading, *rows] if heading and rows else rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))] if cells else []
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
