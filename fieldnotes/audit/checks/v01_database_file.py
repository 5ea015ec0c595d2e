"""V01: the database file is noise from its first byte to its last."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.vault_files import PAGE, sample
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.vault.opened import DATABASE

ID = "V01"
TITLE = N_("The database file is encrypted")
SEVERITY = Severity.CRITICAL
MODE = Mode.EXTERNAL
WHY = N_("A database that is not encrypted gives every name to whoever copies the folder.")
FIX = N_("Stop using this vault on this computer. Keep a copy, and restore a backup made by FieldNotes.")
EXPECTED = "whole pages of 4096 bytes, none of them regular"


def run(context: Context) -> Result:
    try:
        found = sample(context.path / DATABASE)
    except FileNotFoundError:
        return failed("there is no database file", EXPECTED)
    if found.starts_plain:
        return failed("a plaintext SQLite database", EXPECTED)
    if found.size < PAGE or found.size % PAGE:
        return failed(f"{found.size} bytes, which is not a number of whole pages", EXPECTED)
    measured = f"{found.regular} of {found.pages} sampled pages are regular ({found.size} bytes)"
    return failed(measured, EXPECTED) if found.regular else passed(measured, EXPECTED)
