"""P07: the whole computer locks when nobody is there."""

from __future__ import annotations

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.screen_lock import locks_after_s
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "P07"
TITLE = N_("The computer locks its screen")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("FieldNotes locks itself, but notes, mail and browser beside it tell as much.")
FIX = N_("Let the computer ask for a password after a few minutes, in the settings of the system.")
MOST_S = 900
EXPECTED = Sentence(N_("a password after at most {minutes} minutes without input"), minutes=MOST_S // 60)


def run(context: Context) -> Result:
    seconds = locks_after_s(context.machine, context.home)
    if seconds is None:
        return unknown(N_("the settings of this desktop are not read"), EXPECTED)
    if seconds == 0:
        return warned(N_("never"), EXPECTED)
    measured = Sentence(N_("after {seconds} seconds"), seconds=seconds)
    return passed(measured, EXPECTED) if seconds <= MOST_S else warned(measured, EXPECTED)
