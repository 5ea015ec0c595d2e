"""V07: the seal of every page fits."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.check import Area

ID = "V07"
TITLE = N_("No page of the database was changed or damaged")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("A page whose seal does not fit was altered, or the disk is failing; more will be lost.")
FIX = N_("Make a copy of the folder at once, then restore the newest backup on another disk.")
EXPECTED = N_("no page whose seal does not fit")


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    found = context.owner.examine(context.watch)
    if not found.finished:
        return failed(N_("the database cannot be read to its end"), EXPECTED)
    broken = found.counts[Area.PAGE]
    measured = Sentence(N_("{broken} broken of {pages} pages"), broken=broken, pages=context.owner.database.page_count)
    return failed(measured, EXPECTED) if broken else passed(measured, EXPECTED)
