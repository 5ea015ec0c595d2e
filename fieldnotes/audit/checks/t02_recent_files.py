"""T02: the lists of recent files of other programs do not name the vault."""

from __future__ import annotations

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.places import recent_lists
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "T02"
TITLE = N_("Lists of recent files do not name the vault")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("They tell whoever looks at the computer that there is a vault, where it lies and when it was used.")
FIX = N_("Clear the list of recent files in the file manager, and switch it off in the desktop's privacy settings.")
EXPECTED = N_("not named in any")


def run(context: Context) -> Result:
    if not context.machine.is_linux:
        return unknown(N_("these lists are not read on this system"), EXPECTED)
    name = context.resolved.name.encode()
    lists = [path for path in recent_lists(context.home, context.process.environment) if path.is_file()]
    found = [path for path in lists if any(form in path.read_bytes() for form in (name, _escaped(name)))]
    measured = Sentence(N_("named in {found} of {lists} lists"), found=len(found), lists=len(lists))
    return warned(measured, EXPECTED).at(found) if found else passed(measured, EXPECTED)


def _escaped(name: bytes) -> bytes:
    """As in an address (RFC 3986, section 2.1)."""
    plain = b"-._~"
    return b"".join(
        bytes([byte]) if chr(byte).isascii() and (chr(byte).isalnum() or byte in plain) else b"%%%02X" % byte
        for byte in name
    )
