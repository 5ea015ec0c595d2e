"""P08: no program of this user keeps what is copied."""

from __future__ import annotations

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.programs import running
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Severity

ID = "P08"
TITLE = N_("No program keeps a history of the clipboard")
SEVERITY = Severity.MEDIUM
WHY = N_(
    "Copied text is marked as secret and cleared after seconds, but a history may ignore the mark and keep it on disk."
)
FIX = N_("Switch the clipboard history off, or have it ignore passwords, before anything is copied.")
EXPECTED = "no known clipboard manager is running"

_MANAGERS = frozenset(
    {
        *("clipcatd", "clipit", "clipman", "clipmenud", "clipse", "cliphist", "copyq", "diodon", "gpaste-daemon"),
        *("greenclip", "klipper", "parcellite", "qlipper", "ringboard", "wl-clip-persist", "xfce4-clipman"),
    }
)
_LONGEST = 15
"""Bytes of a program's name that the kernel keeps (proc_pid_comm(5))."""


def run(context: Context) -> Result:
    programs = running(context.machine) if context.machine.is_linux else None
    if programs is None:
        return unknown("running programs are not listed on this system", EXPECTED)
    found = sorted(name for name in _MANAGERS if name[:_LONGEST] in programs)
    measured = f"{len(found)} of the {len(_MANAGERS)} known ones"
    # Which of them heeds the mark depends on its version and settings; one built into a desktop is not seen.
    return warned(measured, EXPECTED, *found) if found else passed(measured, EXPECTED)
