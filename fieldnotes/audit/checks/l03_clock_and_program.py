"""L03: neither the clock nor the program went backwards while the ledger was written."""

from __future__ import annotations

from datetime import timedelta

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import LEDGER_CLOSED, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "L03"
TITLE = N_("Clock and program only went forward")
SEVERITY = Severity.MEDIUM
MODE = Mode.LEDGER
WHY = N_("A clock that was set back hides when something happened; an older program may have known fewer protections.")
FIX = N_("Look into the ledger at these places. Set the clock right; install the newest FieldNotes.")
STEP = timedelta(minutes=5)
EXPECTED = N_("no step back of the clock over 5 minutes, no older program after a newer one")


def run(context: Context) -> Result:
    if context.history is None:
        return unknown(LEDGER_CLOSED, EXPECTED)
    steps, older = context.history.steps_back(STEP), context.history.older_programs()
    measured = Sentence(N_("{steps} steps back of the clock, {older} times an older program"), steps=steps, older=older)
    return warned(measured, EXPECTED) if steps or older else passed(measured, EXPECTED)
