"""A07: the installed files are those that were published."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.packages import examined
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "A07"
TITLE = N_("The installed packages are unchanged")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Whoever changes a file of the program reads everything with it, and no other check could be believed.")
FIX = N_("Install FieldNotes anew from a source that you trust, and keep the old installation for your security lead.")
EXPECTED = N_("every file of every loaded package has the size and the SHA-256 of its list (RECORD)")


def run(context: Context) -> Result:
    found = examined(context.watch)
    if not found:
        return unknown(N_("no package that is loaded brings a list of its files"), EXPECTED)
    files, changed = sum(one.files for one in found), [one for one in found if one.changed]
    measured = Sentence(
        N_("{files} files of {packages} packages, {changed} differ"),
        files=files,
        packages=len(found),
        changed=sum(one.changed for one in changed),
    )
    if changed:
        return failed(measured, EXPECTED, *(f"{one.name} {one.version}: {one.changed}" for one in changed))
    return passed(measured, EXPECTED, *(f"{one.name} {one.version}" for one in found))
