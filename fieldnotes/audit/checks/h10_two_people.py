"""H10: nobody but the owner opens the vault alone, where the policy wants two people for it."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots.slots import PublicSlot

ID = "H10"
TITLE = N_("Nobody outside opens the vault alone")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Whoever can force one keeper of such a key has everything in every copy of the vault.")
FIX = N_("Remove the slot of each such key: slot list, slot remove. This version has no slot that needs two.")
EXPECTED = N_("no slot that one key outside opens by itself")


def run(context: Context) -> Result:
    if not context.policy.two_person:
        return not_applicable(N_("no policy asks for two people"), EXPECTED)
    keys = {slot.recipient.hex() for slot in header.load(context.path).slots if isinstance(slot, PublicSlot)}
    measured = Sentence(N_("{keys} keys outside open it, each alone"), keys=len(keys))
    return (
        failed(measured, EXPECTED, *(Sentence(N_("key {key}"), key=key) for key in sorted(keys)))
        if keys
        else passed(measured, EXPECTED)
    )
