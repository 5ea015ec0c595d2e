"""H06: the header in the folder is the one this vault was opened with, and the database knows it."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity

ID = "H06"
TITLE = N_("The header is authentic and the newest")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("An old or exchanged header brings back a passphrase that was given up.")
FIX = N_("Make a copy of the folder, then restore the header of the newest backup; change the passphrase.")
EXPECTED = "the seal fits; the database knows this header"


def run(context: Context) -> Result:
    owner = context.owner
    if owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    damage = owner.header_damage()
    if damage:
        return failed(damage, EXPECTED)
    return passed(f"generation {owner.database.database_generation}; its seal fits and the database knows it", EXPECTED)
