"""A04: the memory that this process frees is overwritten."""

from __future__ import annotations

from fieldnotes import process
from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity

ID = "A04"
TITLE = N_("Freed memory is overwritten")
SEVERITY = Severity.LOW
MODE = Mode.EXTERNAL
WHY = N_(
    "After a lock, copies of texts and of the passphrase would stay in memory until something else needs the room."
)
FIX = N_("Start FieldNotes by its own launcher, fieldnotes or fieldnotes-cli.")
EXPECTED = N_("the memory mode of the launcher")
_LIBRARY = "libc.so.6"


def run(context: Context) -> Result:
    libraries = context.process.libraries
    if not context.machine.is_linux or libraries is None:
        return unknown(N_("this system has no such mode"), EXPECTED)
    if _LIBRARY not in libraries:
        return unknown(N_("another C library than glibc"), EXPECTED)
    if process.overwrites_memory(context.process.environment):
        return passed(N_("on"), EXPECTED)
    return failed(N_("off"), EXPECTED)
