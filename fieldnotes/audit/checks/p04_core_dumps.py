"""P04: a crash of this process leaves no memory image."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Severity

ID = "P04"
TITLE = N_("A crash leaves no memory image")
SEVERITY = Severity.HIGH
WHY = N_("A core dump is a file with everything that was open, and crash reporters send it to others.")
FIX = N_("Start FieldNotes by its own launcher; if this stays, switch off crash reports in the system's settings.")
EXPECTED = "core size limit 0 and the process not dumpable"


def run(context: Context) -> Result:
    limit, dumpable = context.process.core_limit, context.process.dumpable
    if limit is None or dumpable is None:
        return unknown("core dumps are not measured on this system", EXPECTED)
    pattern = context.machine.line("proc/sys/kernel/core_pattern")
    piped = pattern is None or pattern.startswith("|")
    handler = "a program" if piped else "a file"
    measured = f"core size limit {limit}, dumpable {dumpable}, dumps go to {handler}"
    if dumpable == 0 and limit == "0":
        return passed(measured, EXPECTED)
    # core(5): no limit holds for a pattern that pipes to a program; a process that is not dumpable never dumps.
    if dumpable == 0 or (limit == "0" and not piped):
        return warned(measured, EXPECTED)
    return failed(measured, EXPECTED)
