"""K03: no key lies in a setting or in the environment, where every program of the user reads it."""

from __future__ import annotations

from pathlib import Path

from fieldnotes.audit.check import Result, failed, passed
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.slots import key_file

ID = "K03"
TITLE = N_("No key lies in settings or in the environment")
SEVERITY = Severity.CRITICAL
MODE = Mode.EXTERNAL
WHY = N_("Settings and environment are read by every program of this user and end up in backups and reports.")
FIX = N_("Remove it, and change what it opens: somebody may have read it.")
EXPECTED = N_("no passphrase, key or identity in environment, settings and shell history")

_MARKS = (b"AGE-SECRET-KEY-1", b"AGE-SECRET-KEY-PQ-1", key_file.FIRST_LINE.encode(), b"# fieldnotes identity")
_NAMES = ("PASS", "SECRET", "RECOVERY", "KEYFILE")
_MOST_BYTES = 4 << 20


def run(context: Context) -> Result:
    environment = context.process.environment
    variables = sum(_is_key(name, value) for name, value in environment.items())
    config = Path(environment.get("XDG_CONFIG_HOME") or context.home / ".config")
    settings = [*sorted((config / "fieldnotes").glob("**/*")), config / "QtProject.conf"]
    histories = [context.home / name for name in (".bash_history", ".zsh_history", ".python_history")]
    files = [path for path in settings if path.is_file() and _holds_a_key(path)]
    typed = [path for path in histories if path.is_file() and _holds_a_key(path)]
    measured = Sentence(
        N_("{variables} variables, {files} settings files, {typed} shell histories with a key"),
        variables=variables,
        files=len(files),
        typed=len(typed),
    )
    if variables or files or typed:
        return failed(measured, EXPECTED).at([*files, *typed])
    return passed(measured, EXPECTED)


def _is_key(name: str, value: str) -> bool:
    """By what it holds, or by a name that only somebody who believes it to be read would choose."""
    ours = name.upper().startswith("FIELDNOTES") and any(word in name.upper() for word in _NAMES)
    return bool(value) and (ours or any(mark.decode() in value.upper() for mark in _MARKS[:2]))


def _holds_a_key(path: Path) -> bool:
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
    return any(mark in data or mark.decode().encode("utf-16-le") in data for mark in _MARKS)
