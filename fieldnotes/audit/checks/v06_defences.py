"""V06: the connection refuses what could carry text out of it; each refusal is tried."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "V06"
TITLE = N_("The connection refuses dangerous statements")
SEVERITY = Severity.MEDIUM
MODE = Mode.OWNER
WHY = N_("Attached databases, loaded extensions and changed settings are ways to copy the vault out in the clear.")
FIX = N_("Lock the vault, and install FieldNotes again from a source you trust.")
EXPECTED = N_("ATTACH, load_extension, key and setting changes refused; trusted_schema 0; mmap_size 0")


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    facts = context.owner.database
    tried = {
        "ATTACH": facts.attach_refused,
        "load_extension": facts.load_extension_refused,
        N_("a cipher setting"): facts.rekey_refused,
        N_("a setting"): facts.settings_locked,
        N_("trusted_schema off"): facts.trusted_schema == 0,
        N_("mmap off"): facts.mmap_size == 0,
    }
    open_doors = [name for name, closed in tried.items() if not closed]
    measured = Sentence(N_("{held} of {tried} defences hold"), held=len(tried) - len(open_doors), tried=len(tried))
    return failed(measured, EXPECTED, *open_doors) if open_doors else passed(measured, EXPECTED)
