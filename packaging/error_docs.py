"""Writes docs/errors.md from the error tree; with --check, says whether it is up to date instead."""

from __future__ import annotations

import sys
from pathlib import Path

from fieldnotes import errors

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "errors.md"

HEAD = """\
# Errors and exit codes

Made from `fieldnotes/errors/` by `packaging/error_docs.py`; do not edit by hand.

A failing command prints `fieldnotes-cli: error:` and a sentence, then `hint:` and what can be done, both on standard
error, and ends with the exit code. With `--json` the code (the second column) is what scripts should look at. Words in
braces stand for a file name, a code or a number: never for a name from the register, a passage or a passphrase.

| exit | code | error | sentence | hint |
| ---: | --- | --- | --- | --- |
| 0 | | | Done. | |
"""

TAIL = """\

Exit codes 0 to 9 belong to the command line itself: 2 is one that cannot be understood, and `audit` ends with a code
of its own below 10 for what it found, as its `--help` says. Codes from 10 on are for the person to put right, from 40
on they are about a file or the computer, and from 90 on our own mistakes.
"""


def tree(base: type[errors.FieldNotesError] = errors.FieldNotesError) -> list[type[errors.FieldNotesError]]:
    """Every error that has a code of its own, by exit code."""
    found = [base] if "code" in vars(base) else []
    for child in base.__subclasses__():
        found.extend(tree(child))
    return sorted(found, key=lambda error: error.exit_code)


def document() -> str:
    rows = [
        f"| {error.exit_code} | `{error.code}` | {error.__name__} | {_cell(error.sentence)} | {_cell(error.hint)} |\n"
        for error in tree()
    ]
    return HEAD + "".join(rows) + TAIL


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        return 0 if current == document() else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
