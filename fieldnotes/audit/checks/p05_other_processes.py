"""P05: other programs of the same user cannot read this one's memory."""

from __future__ import annotations

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "P05"
TITLE = N_("Other programs cannot read this one's memory")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("Any program that runs as the same user could otherwise attach to the open vault and read its keys.")
FIX = N_("Start FieldNotes by its own launcher; as administrator: sysctl kernel.yama.ptrace_scope=1.")
EXPECTED = N_("the process is closed to others (dumpable 0), or ptrace_scope is 1 or more")


def run(context: Context) -> Result:
    if not context.machine.is_linux:
        return unknown(N_("not measured on this system"), EXPECTED)
    dumpable, scope = context.process.dumpable, context.machine.line("proc/sys/kernel/yama/ptrace_scope")
    measured = Sentence(
        N_("dumpable {dumpable}, ptrace_scope {scope}"),
        dumpable=N_("not known") if dumpable is None else dumpable,
        scope=scope or N_("not known"),
    )
    if dumpable == 0 or (scope is not None and scope.isdecimal() and int(scope) >= 1):
        return passed(measured, EXPECTED)
    return unknown(measured, EXPECTED) if dumpable is None and scope is None else warned(measured, EXPECTED)
