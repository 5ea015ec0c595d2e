"""V10: every stored text opens under the key of its level, and is the one that was stored there."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.check import Area

ID = "V10"
TITLE = N_("Every stored text is unaltered")
SEVERITY = Severity.HIGH
MODE = Mode.OWNER
WHY = N_("A text that does not fit its seal was exchanged or damaged, and what it says can no longer be relied upon.")
FIX = N_("Run: fieldnotes-cli vault check. It names the records; restore them from a backup.")
EXPECTED = N_("every sealed value opens, SEALED ones included")


def run(context: Context) -> Result:
    owner = context.owner
    if owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    found = owner.examine(context.watch)
    if not found.finished:
        return unknown(N_("the database cannot be read to its end"), EXPECTED)
    broken = found.counts[Area.SEAL]
    if broken:
        return failed(Sentence(N_("{values} values do not open"), values=broken), EXPECTED)
    if owner.sealed_values and not owner.sealed_is_open:
        return unknown(
            Sentence(N_("all other values open; {values} SEALED ones were closed"), values=owner.sealed_values),
            EXPECTED,
        )
    return passed(Sentence(N_("{values} values do not open"), values=0), EXPECTED)
