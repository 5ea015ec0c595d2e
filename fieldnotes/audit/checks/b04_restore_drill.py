"""B04: somebody opened a backup with the passphrase typed anew, and not too long ago."""

from __future__ import annotations

from datetime import timedelta

from fieldnotes import clock
from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import LEDGER_CLOSED, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.backup.backups import TESTED

ID = "B04"
TITLE = N_("A backup was opened as after a loss")
SEVERITY = Severity.LOW
MODE = Mode.LEDGER
WHY = N_("A backup whose passphrase nobody remembers is none. The test is the only way to know before it matters.")
FIX = N_("Run: fieldnotes-cli backup test --latest VAULT, and type the passphrase from memory.")

_MONTHS = 6
"""Times the age that is allowed for a backup."""


def run(context: Context) -> Result:
    limit = timedelta(days=_MONTHS * context.policy.backup_age_days)
    expected = Sentence(N_("a test not older than {days} days"), days=limit.days)
    if context.history is None:
        return unknown(LEDGER_CLOSED, expected)
    newest = context.history.newest(TESTED)
    if newest is None:
        return warned(N_("no backup was ever tested"), expected)
    age = clock.now() - newest
    if age < timedelta():
        return unknown(N_("the clock of this computer is behind the ledger"), expected)
    measured = Sentence(N_("the last test was {days} days ago"), days=age.days)
    return passed(measured, expected) if age <= limit else warned(measured, expected)
