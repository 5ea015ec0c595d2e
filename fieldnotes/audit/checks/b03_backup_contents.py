"""B03: no backup holds, or opens, more than the vault does."""

from __future__ import annotations

from fieldnotes.audit.check import Result, passed, unknown, warned
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.backup.backups import State

ID = "B03"
TITLE = N_("Backups hold no more than the vault")
SEVERITY = Severity.MEDIUM
MODE = Mode.OWNER
WHY = N_("A record that was purged lives on in older backups, and a passphrase that was given away still opens them.")
FIX = N_("Make a new backup, then destroy the older ones that fieldnotes-cli backup list names.")
EXPECTED = N_("0 backups with purged records, erased levels or replaced passphrases")


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    kept = [backup for backup in context.owner.backups if backup.state is not State.REMOVED]
    more = sum(bool(backup.purged or backup.levels) for backup in kept)
    old = sum(bool(backup.old_slots) for backup in kept)
    measured = Sentence(
        N_("{more} of {backups} hold what is gone from the vault, {old} open by a way that was replaced"),
        more=more,
        backups=len(kept),
        old=old,
    )
    return warned(measured, EXPECTED) if more or old else passed(measured, EXPECTED)
