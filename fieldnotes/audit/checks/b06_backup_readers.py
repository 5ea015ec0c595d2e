"""B06: the keys that the policy names open every backup."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown, warned
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.crypto import capsule
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.vault.backup.backups import Backup, State
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots.slots import MASTER, PublicSlot

ID = "B06"
TITLE = N_("The organisation's keys open the backups")
SEVERITY = Severity.HIGH
MODE = Mode.OWNER
WHY = N_("A backup that only its owner opens is lost with its owner.")
FIX = N_("Add the cards of the missing keys as ways in (slot add), then make a new backup.")


def run(context: Context) -> Result:
    wanted = {capsule.key_id(one) for one in context.policy.backup_recipients}
    expected = f"every backup opens for {len(wanted)} keys of the policy"
    if not wanted:
        return not_applicable("no policy names keys for backups", expected)
    if context.owner is None:
        return unknown(OWNER_ABSENT, expected)
    present = [one for one in context.owner.backups if one.state is State.PRESENT]
    if not present:
        return unknown("no backup is here", expected)
    lacking = [bool(wanted - _keys(one)) for one in present]
    measured = f"{sum(lacking)} of {len(present)} do not"
    if lacking[0]:
        return failed(f"{measured}, the newest among them", expected)
    return warned(measured, expected) if any(lacking) else passed(measured, expected)


def _keys(backup: Backup) -> set[bytes]:
    """Ids of the keys outside that open a backup, by its header."""
    return {slot.recipient for slot in header.load(backup.path).slots_for(MASTER) if isinstance(slot, PublicSlot)}
