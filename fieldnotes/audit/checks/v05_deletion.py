"""V05: what is deleted is overwritten, and what is saved is on the disk."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity

ID = "V05"
TITLE = N_("Deleted text is overwritten, saved text is safe")
SEVERITY = Severity.HIGH
MODE = Mode.OWNER
WHY = N_("Otherwise deleted text stays readable for whoever has the passphrase, or saved text is lost in a power cut.")
FIX = N_("Lock the vault and open it again with this version of FieldNotes.")
EXPECTED = "secure_delete 1, journal_mode delete, synchronous 3"


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    facts = context.owner.database
    measured = (
        f"secure_delete {facts.secure_delete}, journal_mode {facts.journal_mode}, synchronous {facts.synchronous}"
    )
    found = (facts.secure_delete, facts.journal_mode, facts.synchronous)
    return passed(measured, EXPECTED) if found == (1, "delete", 3) else failed(measured, EXPECTED)
