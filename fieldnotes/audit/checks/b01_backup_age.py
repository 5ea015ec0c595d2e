"""B01: there is a backup, it was proven readable, and not long ago."""

from __future__ import annotations

from datetime import timedelta

from fieldnotes import clock
from fieldnotes.audit.check import Result, failed, passed, unknown, warned
from fieldnotes.audit.context import LEDGER_CLOSED, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.backup.backups import VERIFIED

ID = "B01"
TITLE = N_("There is a recent backup that was verified")
SEVERITY = Severity.HIGH
MODE = Mode.LEDGER
WHY = N_("Laptops are seized and disks fail. A testimony that exists once is one accident away from being lost.")
FIX = N_("Make one to another disk: fieldnotes-cli backup make VAULT FOLDER. It is verified when it is made.")


def run(context: Context) -> Result:
    limit = timedelta(days=context.policy.backup_age_days)
    expected = Sentence(N_("a verified backup not older than {days} days"), days=limit.days)
    if context.history is None:
        return unknown(LEDGER_CLOSED, expected)
    newest, began = context.history.newest(VERIFIED), context.history.began
    if began is None:
        return unknown(N_("no entry of the ledger can be read"), expected)
    if clock.now() < (newest or began):
        return unknown(N_("the clock of this computer is behind the ledger"), expected)
    if newest is not None:
        age = clock.now() - newest
        measured = Sentence(N_("the last one was verified {days} days ago"), days=age.days)
        if age <= limit:
            return passed(measured, expected)
        return warned(measured, expected) if age <= 2 * limit else failed(measured, expected)
    age = clock.now() - began
    measured = Sentence(N_("none was ever verified; the vault is {days} days old"), days=age.days)
    return warned(measured, expected) if age <= limit else failed(measured, expected)
