"""P08: no program of this user keeps what is copied."""

from __future__ import annotations

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes import windows
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.programs import known, running
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "P08"
TITLE = N_("No program keeps a history of the clipboard")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_(
    "Copied text is marked as secret and cleared after seconds, but a history may ignore the mark and keep it on disk."
)
FIX = N_("Switch the clipboard history off, or have it ignore passwords, before anything is copied.")
EXPECTED = N_("no known clipboard manager is running, and the history of Windows is off")

_MANAGERS = frozenset(
    {
        *("clipcatd", "clipit", "clipman", "clipmenud", "clipse", "cliphist", "copyq", "diodon", "gpaste-daemon"),
        *("copyclip", "ditto", "flycut", "maccy", "paste"),
        *("greenclip", "klipper", "parcellite", "qlipper", "ringboard", "wl-clip-persist", "xfce4-clipman"),
    }
)


def run(context: Context) -> Result:
    if context.machine.system == windows.SYSTEM:
        return _of_windows(context.machine)
    programs = running(context.machine)
    if programs is None:
        return unknown(N_("running programs are not listed on this system"), EXPECTED)
    found = known(_MANAGERS, programs)
    measured = Sentence(N_("{found} of the {known} known ones"), found=len(found), known=len(_MANAGERS))
    # Which of them heeds the mark depends on its version and settings; one built into a desktop is not seen.
    return warned(measured, EXPECTED, *found) if found else passed(measured, EXPECTED)


def _of_windows(machine: Machine) -> Result:
    if machine.registry_value(windows.CLIPBOARD_ALLOWED) == 0:
        return passed(N_("the history is forbidden by a policy of the system"), EXPECTED)
    found = [machine.registry_value(path) for path in windows.CLIPBOARD]
    programs = running(machine)
    if programs is None:
        return unknown(N_("the registry and the programs cannot be read"), EXPECTED)
    managers = known(_MANAGERS, programs)
    measured = Sentence(
        N_("history {history}, cloud {cloud}, {managers} known programs"),
        history=_word(found[0]),
        cloud=_word(found[1]),
        managers=len(managers),
    )
    return warned(measured, EXPECTED, *managers) if 1 in found or managers else passed(measured, EXPECTED)


def _word(value: object) -> str:
    return N_("on") if value == 1 else N_("off")
