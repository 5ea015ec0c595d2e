"""P09: no program that shows or steers this computer from elsewhere is running."""

from __future__ import annotations

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.programs import known, running
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "P09"
TITLE = N_("No program for remote control is running")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("Such a program shows another person what is on the screen, and may type here.")
FIX = N_("Close it before the vault is opened, unless you know who uses it and why.")
EXPECTED = N_("no known program for remote control or screen sharing is running")

_REMOTE = frozenset(
    {
        *("anydesk", "ammyy", "dwagent", "gnome-remote-desktop-daemon", "krdc", "krfbd", "krfb", "logmein"),
        *("nxserver", "parsec", "rustdesk", "screenconnect.clientservice", "screensharingd", "splashtop"),
        *("sunshine", "supremo", "teamviewer", "teamviewerd", "teamviewer_service", "tightvncserver", "tvnserver"),
        *("vino-server", "vncserver", "wayvnc", "winvnc", "winvnc4", "x0vncserver", "x11vnc", "xrdp", "xrdp-sesman"),
    }
)


def run(context: Context) -> Result:
    programs = running(context.machine)
    if programs is None:
        return unknown(N_("running programs are not listed on this system"), EXPECTED)
    found = known(_REMOTE, programs)
    measured = Sentence(N_("{found} of the {known} known ones"), found=len(found), known=len(_REMOTE))
    return warned(measured, EXPECTED, *found) if found else passed(measured, EXPECTED)
