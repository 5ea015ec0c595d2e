"""A03: copied text does not stay in the clipboard."""

from __future__ import annotations

from fieldnotes.audit.check import Result, within_seconds
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "A03"
TITLE = N_("Copied text is cleared after seconds")
SEVERITY = Severity.MEDIUM
MODE = Mode.WINDOW
WHY = N_("Every program can read the clipboard, and what is copied here is often a name or a telephone number.")
FIX = N_("Use the newest FieldNotes; a policy of your security lead sets the time.")


def run(context: Context) -> Result:
    limit = context.policy.clipboard_s
    silence = N_("no running window told when it clears the clipboard")
    return within_seconds(
        context.running.clipboard_s, limit, Sentence(N_("after at most {limit} seconds"), limit=limit), silence
    )
