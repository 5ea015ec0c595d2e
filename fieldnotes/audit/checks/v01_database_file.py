"""V01: the database file is noise from its first byte to its last."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.vault_files import PAGE, sample
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.opened import DATABASE

ID = "V01"
TITLE = N_("The database file is encrypted")
SEVERITY = Severity.CRITICAL
MODE = Mode.EXTERNAL
WHY = N_("A database that is not encrypted gives every name to whoever copies the folder.")
FIX = N_("Stop using this vault on this computer. Keep a copy, and restore a backup made by FieldNotes.")
EXPECTED = N_("whole pages of 4096 bytes, none of them regular")


def run(context: Context) -> Result:
    try:
        found = sample(context.path / DATABASE)
    except FileNotFoundError:
        return failed(N_("there is no database file"), EXPECTED)
    if found.starts_plain:
        return failed(N_("a plaintext SQLite database"), EXPECTED)
    if found.size < PAGE or found.size % PAGE:
        return failed(Sentence(N_("{size} bytes, which is not a number of whole pages"), size=found.size), EXPECTED)
    measured = Sentence(
        N_("{regular} of {pages} sampled pages are regular ({size} bytes)"),
        regular=found.regular,
        pages=found.pages,
        size=found.size,
    )
    return failed(measured, EXPECTED) if found.regular else passed(measured, EXPECTED)
