"""L02: nobody tried to put another policy in the place of the vault's own."""

from __future__ import annotations

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import LEDGER_CLOSED, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.policies import REFUSED

ID = "L02"
TITLE = N_("Nobody tried to replace the policy")
SEVERITY = Severity.MEDIUM
MODE = Mode.LEDGER
WHY = N_(
    "A policy of another signer asks for less, or seals names for somebody else. It was refused, but somebody tried."
)
FIX = N_("Ask who gave you that file, and tell your security lead by another way than the one it came by.")
EXPECTED = N_("none was refused since the present policy was installed")


def run(context: Context) -> Result:
    if context.history is None:
        return unknown(LEDGER_CLOSED, EXPECTED)
    count = sum(entry.event == REFUSED for entry in context.history.under_policy())
    measured = Sentence(N_("{count} refused"), count=count)
    return warned(measured, EXPECTED) if count else passed(measured, EXPECTED)
