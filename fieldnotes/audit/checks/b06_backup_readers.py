"""B06: the keys that the policy names open every backup."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown, warned
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.crypto import capsule
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
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
    expected = Sentence(N_("every backup opens for {keys} keys of the policy"), keys=len(wanted))
    if not wanted:
        return not_applicable(N_("no policy names keys for backups"), N_("every backup opens for the policy's keys"))
    if context.owner is None:
        return unknown(OWNER_ABSENT, expected)
    present = [one for one in context.owner.backups if one.state is State.PRESENT]
    if not present:
        return unknown(N_("no backup is here"), expected)
    lacking = [bool(wanted - _keys(one)) for one in present]
    measured = Sentence(N_("{lacking} of {backups} do not"), lacking=sum(lacking), backups=len(present))
    if lacking[0]:
        return failed(Sentence(N_("{measured}, the newest among them"), measured=measured), expected)
    return warned(measured, expected) if any(lacking) else passed(measured, expected)


def _keys(backup: Backup) -> set[bytes]:
    """Ids of the keys outside that open a backup, by its header."""
    return {slot.recipient for slot in header.load(backup.path).slots_for(MASTER) if isinstance(slot, PublicSlot)}
