"""V08: the database is ours, complete, and put together as it should be."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence, listed
from fieldnotes.vault.check import Area
from fieldnotes.vault.connection import APPLICATION_ID
from fieldnotes.vault.migrations import ALL

ID = "V08"
TITLE = N_("The database is complete and in order")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("A database cut off at a page, or another database in its place, passes the test of the seals.")
FIX = N_("Make a copy of the folder at once, then restore the newest backup.")
EXPECTED = Sentence(
    N_("no fault of structure, the pages of the last lock, application_id {application_id}, schema {schema}"),
    application_id=f"{APPLICATION_ID:#x}",
    schema=len(ALL),
)


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    facts = context.owner.database
    identity = Sentence(
        N_("application_id {application_id}, schema {schema}"),
        application_id=f"{facts.application_id:#x}",
        schema=facts.user_version,
    )
    pages = Sentence(N_("{pages} pages, {stored} in the file"), pages=facts.page_count, stored=facts.file_pages)
    same = facts.page_count == facts.file_pages
    if (facts.application_id, facts.user_version) != (APPLICATION_ID, len(ALL)) or not same:
        return failed(listed((pages, identity)), EXPECTED)
    found = context.owner.examine(context.watch)
    if not found.finished:
        return unknown(N_("the database cannot be read to its end"), EXPECTED)
    faults, older = found.counts[Area.STRUCTURE], found.counts[Area.STATE]
    measured = Sentence(N_("{faults} faults, {pages}, {identity}"), faults=faults, pages=pages, identity=identity)
    if older:
        return failed(Sentence(N_("{measured}; the pages are not those of the last lock"), measured=measured), EXPECTED)
    return failed(measured, EXPECTED) if faults else passed(measured, EXPECTED)
