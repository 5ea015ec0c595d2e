"""P07: the whole computer locks when nobody is there."""

from __future__ import annotations

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.screen_lock import locks_after_s
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity

ID = "P07"
TITLE = N_("The computer locks its screen")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("FieldNotes locks itself, but notes, mail and browser beside it tell as much.")
FIX = N_("Let the computer ask for a password after a few minutes, in the settings of the system.")
MOST_S = 900
EXPECTED = f"a password after at most {MOST_S // 60} minutes without input"


def run(context: Context) -> Result:
    seconds = locks_after_s(context.machine, context.home)
    if seconds is None:
        return unknown("the settings of this desktop are not read", EXPECTED)
    if seconds == 0:
        return warned("never", EXPECTED)
    measured = f"after {seconds} seconds"
    return passed(measured, EXPECTED) if seconds <= MOST_S else warned(measured, EXPECTED)
