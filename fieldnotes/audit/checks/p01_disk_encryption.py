"""P01: the disk below the vault is encrypted as a whole."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.disk import cover_of, layer
from fieldnotes.audit.probes.storage import Cover
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity

ID = "P01"
TITLE = N_("The disk is encrypted")
SEVERITY = Severity.CRITICAL
MODE = Mode.EXTERNAL
WHY = N_("Without it a seized computer gives up traces outside the vault: swap, caches, and remains of deleted files.")
FIX = N_("Set the computer up with full-disk encryption (LUKS, BitLocker, FileVault) and move the vault there.")
EXPECTED = N_("an encrypting layer (dm-crypt, FileVault, BitLocker) on every path from the folder to a disk")


def run(context: Context) -> Result:
    cover = cover_of(context.resolved, context.machine)
    if cover is Cover.ENCRYPTED:
        return passed(layer(context.machine), EXPECTED)
    if cover is Cover.MEMORY:
        return not_applicable(N_("the folder is in memory only"), EXPECTED)
    if cover is Cover.UNKNOWN:
        return unknown(N_("the disk below the folder cannot be followed"), EXPECTED)
    return failed(N_("no encrypting layer of the operating system"), EXPECTED)
