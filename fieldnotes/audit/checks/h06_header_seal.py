"""H06: the header in the folder is the one this vault was opened with, and the database knows it."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "H06"
TITLE = N_("The header is authentic and the newest")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("An old or exchanged header brings back a passphrase that was given up.")
FIX = N_("Make a copy of the folder, then restore the header of the newest backup; change the passphrase.")
EXPECTED = N_("the seal fits; the database knows this header")


def run(context: Context) -> Result:
    owner = context.owner
    if owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    if not owner.header_fits():
        return failed(N_("the header file was altered, exchanged, put back or removed"), EXPECTED)
    return passed(
        Sentence(
            N_("generation {generation}; its seal fits and the database knows it"),
            generation=owner.database.database_generation,
        ),
        EXPECTED,
    )
