"""A02: the sealed compartment closes by itself before the rest does."""

from __future__ import annotations

from fieldnotes.audit.check import Result, within_seconds
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "A02"
TITLE = N_("The sealed compartment closes by itself")
SEVERITY = Severity.HIGH
MODE = Mode.WINDOW
WHY = N_("Whoever takes the computer while real names are open has them, even if the rest was about to lock.")
FIX = N_("Let real names close after the limit or less; a policy of your security lead sets it for everybody.")


def run(context: Context) -> Result:
    limit = context.policy.sealed_idle_s
    expected = Sentence(N_("after at most {limit} seconds without input"), limit=limit)
    return within_seconds(context.running.sealed_idle_s, limit, expected, N_("no running window told when it closes"))
