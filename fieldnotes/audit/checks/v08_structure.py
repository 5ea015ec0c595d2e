"""V08: the database is ours, complete, and put together as it should be."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.vault.check import Area
from fieldnotes.vault.connection import APPLICATION_ID
from fieldnotes.vault.migrations import ALL

ID = "V08"
TITLE = N_("The database is complete and in order")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("A database cut off at a page, or another database in its place, passes the test of the seals.")
FIX = N_("Make a copy of the folder at once, then restore the newest backup.")
EXPECTED = f"no fault of structure, the pages of the last lock, application_id {APPLICATION_ID:#x}, schema {len(ALL)}"


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    facts = context.owner.database
    identity = f"application_id {facts.application_id:#x}, schema {facts.user_version}"
    pages = f"{facts.page_count} pages, {facts.file_pages} in the file"
    same = facts.page_count == facts.file_pages
    if (facts.application_id, facts.user_version) != (APPLICATION_ID, len(ALL)) or not same:
        return failed(f"{pages}, {identity}", EXPECTED)
    found = context.owner.examine(context.watch)
    if not found.finished:
        return unknown("the database cannot be read to its end", EXPECTED)
    faults, older = found.counts[Area.STRUCTURE], found.counts[Area.STATE]
    measured = f"{faults} faults, {pages}, {identity}"
    if older:
        return failed(f"{measured}; the pages are not those of the last lock", EXPECTED)
    return failed(measured, EXPECTED) if faults else passed(measured, EXPECTED)
