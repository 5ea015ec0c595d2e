"""P06: other programs cannot take pictures of the open window."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes import windows
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "P06"
TITLE = N_("The window is kept out of pictures of the screen")
SEVERITY = Severity.MEDIUM
MODE = Mode.WINDOW
WHY = N_("Screenshots, screen sharing and systems that record what was on the screen keep open testimonies elsewhere.")
FIX = N_(
    "Switch off recording of the screen (on Windows: Recall) in the system's settings; close programs that share it."
)
EXPECTED = N_("the system leaves the window out of pictures, and records none itself")


def run(context: Context) -> Result:
    if context.machine.is_linux:
        return not_applicable(N_("this system has no way to keep a window out of pictures"), EXPECTED)
    hidden, recall = context.running.screen_hidden, _recall_is_off(context.machine)
    measured = Sentence(
        N_("window {window}; recording by the system {recording}"),
        window=_word(hidden, N_("kept out"), N_("seen")),
        recording=_word(recall, N_("off"), N_("not off")),
    )
    if hidden is None:
        return unknown(
            Sentence(
                N_("no running window told; recording by the system {recording}"),
                recording=_word(recall, N_("off"), N_("not off")),
            ),
            EXPECTED,
        )
    if not hidden:
        return failed(measured, EXPECTED)
    return warned(measured, EXPECTED) if recall is False else passed(measured, EXPECTED)


def _recall_is_off(machine: Machine) -> bool | None:
    """Windows only: a policy of the system forbids Recall, or this build is older than it (22H2 and before)."""
    if machine.system != windows.SYSTEM:
        return None
    build = str(machine.registry_value(windows.BUILD) or "")
    if build.isdecimal() and int(build) < windows.FIRST_BUILD_WITH_RECALL:
        return True
    return any(machine.registry_value(path) == 1 for path in windows.RECALL_OFF)


def _word(value: bool | None, yes: str, no: str) -> str:
    return N_("not known") if value is None else yes if value else no
