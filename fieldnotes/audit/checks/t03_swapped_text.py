"""T03: the swap area of the disk holds no protected text."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.audit.leftovers import Limits
from fieldnotes.audit.places import swap_areas, temporary_folder
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "T03"
TITLE = N_("No protected text lies in swap")
SEVERITY = Severity.HIGH
MODE = Mode.OWNER
WHY = N_(
    "What was open in memory is written to swap when memory runs short, and stays there after the program has ended."
)
FIX = N_("Switch swap off, or put it on an encrypted disk; start the computer anew, then audit again.")
EXPECTED = N_("no piece of protected text in any swap area")

LIMITS = Limits(file_bytes=1 << 30, seconds=4.0, packed_bytes=0)


def run(context: Context) -> Result:
    if not context.machine.is_linux:
        return unknown(N_("swap areas cannot be read on this system"), EXPECTED)
    areas = swap_areas(context.machine)
    if not areas:
        return not_applicable(N_("no swap area on a disk"), EXPECTED)
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    found = context.owner.leftovers(
        areas, canary=temporary_folder(context.process.environment), limits=LIMITS, watch=context.watch
    )
    if found is None:
        return not_applicable(N_("no protected text is open that is long enough to look for"), EXPECTED)
    if found.hits:
        return failed(N_("protected text lies in swap"), EXPECTED)
    if found.skipped or not found.canary_found:
        return unknown(
            Sentence(
                N_("{skipped} of {areas} areas could not be read; only an administrator can"),
                skipped=found.skipped,
                areas=len(areas),
            ),
            EXPECTED,
        )
    return passed(
        Sentence(N_("{areas} areas read, {pieces} pieces looked for"), areas=len(areas), pieces=found.pieces), EXPECTED
    )
