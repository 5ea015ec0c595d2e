"""V04: sorting and searching write no temporary file."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "V04"
TITLE = N_("Temporary data stays in memory")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("SQLCipher does not encrypt temporary files: a large search would write testimonies to the disk in the clear.")
FIX = N_("Lock the vault, and install FieldNotes again; then search the temporary folder (T01).")
EXPECTED = N_("temp_store 2, compiled with TEMP_STORE=2 or 3")


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    facts = context.owner.database
    measured = Sentence(
        N_("temp_store {temp_store}, compiled with {compiled}"),
        temp_store=facts.temp_store,
        compiled=facts.compiled_temp_store or N_("no TEMP_STORE"),
    )
    sound = facts.temp_store == 2 and facts.compiled_temp_store in {"TEMP_STORE=2", "TEMP_STORE=3"}
    return passed(measured, EXPECTED) if sound else failed(measured, EXPECTED)
