"""V13: nothing lies in the vault's folder that a finished change would have removed."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.vault_files import KNOWN_FILES, entries
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.keys.header import FILE_NAME as HEADER
from fieldnotes.vault.keys.header import PREVIOUS_NAME
from fieldnotes.vault.opened import DATABASE

ID = "V13"
TITLE = N_("No journal or half-written file is left in the vault")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_(
    "Left-over journals keep deleted text readable for whoever has the passphrase, and show that a change broke off."
)
FIX = N_("Open and lock the vault once; it finishes or undoes what broke off. Then move any other file elsewhere.")
EXPECTED = N_("only the vault's own files")
_WAL = (f"{DATABASE}-wal", f"{DATABASE}-shm")
_UNFINISHED = (f"{DATABASE}-journal", f"{DATABASE}.new", f"{HEADER}.new", PREVIOUS_NAME)


def run(context: Context) -> Result:
    names = {entry.name for entry in entries(context.path)}
    wal = sorted(names.intersection(_WAL))
    unfinished = sorted(names.intersection(_UNFINISHED))
    others = len(names.difference(KNOWN_FILES, _WAL, _UNFINISHED))
    evidence = [*wal, *unfinished]
    if others:
        evidence.append(Sentence(N_("other entries: {others}"), others=others))
    measured = Sentence(
        N_("{files} left-over files, {others} entries of another kind"), files=len(wal) + len(unfinished), others=others
    )
    if wal:
        return failed(measured, EXPECTED, *evidence)
    return warned(measured, EXPECTED, *evidence) if evidence else passed(measured, EXPECTED)
