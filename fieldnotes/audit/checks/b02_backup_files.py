"""B02: what lies where backups were made is encrypted, private and whole."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown, warned
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.audit.probes.vault_files import entries, sample
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.backup.backups import Backup, State
from fieldnotes.vault.opened import DATABASE

ID = "B02"
TITLE = N_("Backups are encrypted and where they should be")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("A copy in the clear makes every other protection worthless. A copy that is gone is none.")
FIX = N_("Remove the copy, make a new one with: fieldnotes-cli backup make. It is encrypted like the vault.")
EXPECTED = N_("every backup is encrypted, private and still there")


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    there = [backup for backup in context.owner.backups if backup.state is State.PRESENT]
    missing = sum(backup.state is State.MISSING for backup in context.owner.backups)
    plain = sum(_is_plain(backup) for backup in there)
    if plain:
        return failed(
            Sentence(N_("{plain} of {backups} do not look encrypted"), plain=plain, backups=len(there)), EXPECTED
        )
    away = sum(backup.state is State.UNREACHABLE for backup in context.owner.backups)
    measured = Sentence(
        N_("{there} are there and encrypted, {missing} gone, {away} on a disk that is not here"),
        there=len(there),
        missing=missing,
        away=away,
    )
    open_to_others = sum(_is_open_to_others(backup) for backup in there)
    if open_to_others:
        return warned(
            Sentence(N_("{backups} can be read by other users of this computer"), backups=open_to_others),
            EXPECTED,
        )
    return warned(measured, EXPECTED) if missing else passed(measured, EXPECTED)


def _is_plain(backup: Backup) -> bool:
    found = sample(backup.path / DATABASE)
    return found.starts_plain or bool(found.regular)


def _is_open_to_others(backup: Backup) -> bool:
    """By the folder's mode; sticks with FAT keep none and show whatever they were mounted with."""
    return any(item.mode & 0o077 for item in entries(backup.path)) and bool(backup.path.stat().st_mode & 0o077)
