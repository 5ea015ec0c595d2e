"""F03: no other copy of the vault lies beside it."""

from __future__ import annotations

from pathlib import Path

from fieldnotes.audit.check import Result, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes import macos
from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.backup import backup_folder
from fieldnotes.vault.keys import header

ID = "F03"
TITLE = N_("No other copy of the vault lies beside it")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("A copy made by hand keeps old passphrases and everything that was erased since, and no list knows of it.")
FIX = N_(
    "Make backups with the program, which keeps account of them; then remove the copies that lie beside the vault."
)
EXPECTED = N_("no copy and no archive beside it, and none made by Time Machine")
_ARCHIVES = (".7z", ".bak", ".gz", ".old", ".orig", ".rar", ".tar", ".tgz", ".xz", ".zip", ".zst", "~")


def run(context: Context) -> Result:
    vault = context.resolved
    beside = [path for path in vault.parent.iterdir() if path != vault]
    own = header.load(vault).vault_id
    folders = [path for path in beside if path.is_dir() and path.suffix != backup_folder.SUFFIX]
    copies = [path for path in folders if _is_copy(path, own)]
    archives = [path for path in beside if path.name.startswith(vault.stem) and path.name.lower().endswith(_ARCHIVES)]
    copied = macos.is_in_time_machine(vault, context.machine)
    measured = Sentence(
        N_("{copies} copies and {archives} files that are called like one"), copies=len(copies), archives=len(archives)
    )
    if copied is not None:
        told = (
            N_("{measured}; Time Machine copies the folder")
            if copied
            else N_("{measured}; Time Machine leaves out the folder")
        )
        measured = Sentence(told, measured=measured)
    if copies or archives or copied:
        return warned(measured, EXPECTED).at([*copies, *archives])
    return passed(measured, EXPECTED)


def _is_copy(path: Path, own: bytes) -> bool:
    try:
        return header.load(path).vault_id == own
    except (FieldNotesError, OSError):
        return False
