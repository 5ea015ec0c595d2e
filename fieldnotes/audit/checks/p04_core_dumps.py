"""P04: a crash of this process leaves no memory image."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes import windows
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "P04"
TITLE = N_("A crash leaves no memory image")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("A core dump is a file with everything that was open, and crash reporters send it to others.")
FIX = N_("Start FieldNotes by its own launcher; if this stays, switch off crash reports in the system's settings.")
EXPECTED = N_("core size limit 0 and the process not dumpable; on Windows no local dumps and no error reports")


def run(context: Context) -> Result:
    if context.machine.system == windows.SYSTEM:
        return _of_windows(context.machine)
    limit, dumpable = context.process.core_limit, context.process.dumpable
    if limit is None or dumpable is None:
        return unknown(N_("core dumps are not measured on this system"), EXPECTED)
    pattern = context.machine.line("proc/sys/kernel/core_pattern")
    piped = pattern is None or pattern.startswith("|")
    handler = N_("a program") if piped else N_("a file")
    measured = Sentence(
        N_("core size limit {limit}, dumpable {dumpable}, dumps go to {handler}"),
        limit=limit,
        dumpable=dumpable,
        handler=handler,
    )
    if dumpable == 0 and limit == "0":
        return passed(measured, EXPECTED)
    # core(5): no limit holds for a pattern that pipes to a program; a process that is not dumpable never dumps.
    if dumpable == 0 or (limit == "0" and not piped):
        return warned(measured, EXPECTED)
    return failed(measured, EXPECTED)


def _of_windows(machine: Machine) -> Result:
    """Local dumps are kept only where somebody asked for them; reports to Microsoft are on until switched off."""
    dumps = sum(machine.registry_value(path) is not None for path in windows.DUMPS)
    reports = not any(machine.registry_value(path) == 1 for path in windows.REPORTS_OFF)
    if machine.registry_value(windows.BUILD) is None:
        return unknown(N_("the registry cannot be read"), EXPECTED)
    measured = Sentence(
        N_("{dumps} places keep local dumps, error reports are {state}"),
        dumps=dumps,
        state=N_("on") if reports else N_("off"),
    )
    if dumps:
        return failed(measured, EXPECTED)
    return warned(measured, EXPECTED) if reports else passed(measured, EXPECTED)
