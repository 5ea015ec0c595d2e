"""L01: no entry of the ledger was changed, removed, inserted or reordered."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Severity
from fieldnotes.vault.check import Area

ID = "L01"
TITLE = N_("The ledger is unbroken")
SEVERITY = Severity.CRITICAL
WHY = N_("The ledger says what left this vault and when. A broken chain means that somebody rewrote it.")
FIX = N_("Make a copy of the folder and give it to your security lead; compare with the bundles others received.")
EXPECTED = "every entry continues the one before"


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    found = context.owner.examine(context.watch)
    if not found.finished:
        return unknown("the database cannot be read to its end", EXPECTED)
    broken = found.counts[Area.LEDGER]
    return failed("the chain is broken", EXPECTED) if broken else passed("the chain holds", EXPECTED)
