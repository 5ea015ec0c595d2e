"""A06: everything that is loaded into the process comes from the program or the system."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "A06"
TITLE = N_("Loaded code comes from the program and the system only")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("A library that was put into a folder of the user runs inside the program and sees everything that is open.")
FIX = N_("Find out who put the files there. Do not open the vault on this computer before.")
EXPECTED = N_("every executable file in memory lies in a folder of the program or of the system")


def run(context: Context) -> Result:
    mapped = context.process.mapped
    if mapped is None:
        return unknown(N_("what is mapped into memory is not listed on this system"), EXPECTED)
    foreign = [path for path in mapped if not any(path.is_relative_to(home) for home in context.process.code_homes)]
    gone = sum(path.name.endswith(" (deleted)") for path in foreign)
    measured = Sentence(N_("{foreign} of {mapped} files lie elsewhere"), foreign=len(foreign), mapped=len(mapped))
    if gone:
        measured = Sentence(N_("{measured}, {gone} of them deleted since"), measured=measured, gone=gone)
    return failed(measured, EXPECTED) if foreign else passed(measured, EXPECTED)
