"""P02: memory that the system writes out is encrypted, or never written."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.memory import swap_covers
from fieldnotes.audit.probes.storage import Cover
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "P02"
TITLE = N_("Swap is off, in memory or encrypted")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("The system writes parts of memory to swap: opened testimonies and keys can stay on the disk for months.")
FIX = N_("Turn swap off, use zram, or put swap on an encrypted disk.")
EXPECTED = N_("no swap area on an unencrypted disk")


def run(context: Context) -> Result:
    covers = swap_covers(context.machine)
    if covers is None:
        return unknown(N_("swap is not measured on this system"), EXPECTED)
    evidence = [
        Sentence("{cover}: {areas}", cover=cover, areas=covers.count(cover)) for cover in Cover if cover in covers
    ]
    measured = Sentence(N_("{covers} swap areas"), covers=len(covers))
    if Cover.PLAIN in covers:
        return failed(measured, EXPECTED, *evidence)
    if Cover.UNKNOWN in covers:
        return unknown(N_("the disk below a swap area cannot be followed"), EXPECTED, *evidence)
    return passed(measured, EXPECTED, *evidence)
