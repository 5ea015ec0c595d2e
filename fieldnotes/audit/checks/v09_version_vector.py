"""V09: everything is in the version that the ledger tells of, and the database in the state that the last lock left."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown, warned
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.check import Area
from fieldnotes.vault.notices import NoticeKind

ID = "V09"
TITLE = N_("Nothing was put back to an older state")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("An old page or an old copy of the database passes every seal: a withdrawn consent would be valid again.")
FIX = N_("Make a copy of the folder at once and compare it with the newest backup. Look into the ledger for alarms.")
EXPECTED = N_("every version is the one that the ledger tells of")
_ALARMS = (NoticeKind.DATABASE_OLDER.value, NoticeKind.PAGES_OLDER.value)


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    found = context.owner.examine(context.watch)
    if not found.finished:
        return unknown(N_("the database cannot be read to its end"), EXPECTED)
    older, state = found.counts[Area.VERSION], found.counts[Area.STATE]
    measured = Sentence(N_("{older} values in another state"), older=older)
    if older or state:
        return failed(
            Sentence(N_("{measured}; the database as a whole is older"), measured=measured) if state else measured,
            EXPECTED,
        )
    past = context.owner.history.alarms(*_ALARMS)
    if past:
        return warned(
            Sentence(N_("{measured}; {past} times before, the database was put back"), measured=measured, past=past),
            EXPECTED,
        )
    return passed(measured, EXPECTED)
