"""P10: the operating system still gets repairs."""

from __future__ import annotations

from fieldnotes import clock
from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes import systems
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "P10"
TITLE = N_("The operating system is one that still gets repairs")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("Faults of a system that is no longer repaired are public, and tools to use them are sold.")
FIX = N_("Update the computer, or use another one; ask your security lead.")


def run(context: Context) -> Result:
    table = systems.table()
    expected = Sentence(N_("repaired today, by the table of {day}"), day=table.made_on.isoformat())
    name = systems.name_of(context.machine)
    if name is None:
        return unknown(N_("the system does not tell which it is"), expected)
    ends = table.ends(name)
    if ends is None:
        return unknown(N_("this system is not in the table"), expected)
    measured = Sentence(N_("repaired until {day}"), day=ends.isoformat())
    return passed(measured, expected) if clock.today() <= ends else failed(measured, expected)
