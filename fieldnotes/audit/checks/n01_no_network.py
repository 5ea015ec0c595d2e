"""N01: this process has no way to a network."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "N01"
TITLE = N_("The program has no network connection")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("FieldNotes works without a network. A socket in it means that something else runs inside the program.")
FIX = N_("Lock the vault and close the program. Do not open it again here before your security lead has looked.")
EXPECTED = N_("no network socket, no network library of Qt")
_QT_NETWORK = ("libQt6Network.", "QtNetwork.", "Qt6Network.")


def run(context: Context) -> Result:
    sockets, libraries = context.process.network_sockets, context.process.libraries
    if sockets is None or libraries is None:
        return unknown(N_("sockets and libraries are not measured on this system"), EXPECTED)
    loaded = sorted(name for name in libraries if name.startswith(_QT_NETWORK))
    measured = Sentence(
        N_("{sockets} network sockets, {loaded} network libraries among {mapped} mapped files"),
        sockets=sockets,
        loaded=len(loaded),
        mapped=len(libraries),
    )
    return failed(measured, EXPECTED, *loaded) if sockets or loaded else passed(measured, EXPECTED)
