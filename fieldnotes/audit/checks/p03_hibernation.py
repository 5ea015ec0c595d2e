"""P03: the memory image of a hibernating computer is encrypted, or never written."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.memory import hibernation, swap_covers
from fieldnotes.audit.probes.storage import Cover
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence, listed

ID = "P03"
TITLE = N_("Hibernation is off or encrypted")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Hibernation writes the whole memory, with every open text and key, to the disk.")
FIX = N_("Switch hibernation off, or keep the swap that holds its image on an encrypted disk.")
EXPECTED = N_("no hibernation, or an encrypted place for its image")


def run(context: Context) -> Result:
    found = hibernation(context.machine)
    if found is None:
        return unknown(N_("the system does not tell whether it hibernates"), EXPECTED)
    if not found.offered:
        return passed(N_("the system offers no hibernation"), EXPECTED)
    # The image goes to a swap area; with none set for waking, the system may still choose any of them.
    targets: set[Cover] = {cover for cover in swap_covers(context.machine) or () if cover is not Cover.MEMORY}
    if found.resume is not None:
        targets.add(found.resume)
    measured = Sentence(
        N_("offered; its image would be {where}"),
        where=listed(sorted(targets)) or N_("nowhere, as there is no swap on a disk"),
    )
    if Cover.PLAIN in targets:
        return failed(measured, EXPECTED)
    return unknown(measured, EXPECTED) if Cover.UNKNOWN in targets else passed(measured, EXPECTED)
