"""H04: the organisation can open the vault where the policy asks for it, and nobody else in its name."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots.slots import PublicSlot

ID = "H04"
TITLE = N_("The organisation's way in is as the policy says")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Whoever holds the private key of such a slot opens every copy of the vault without its owner.")
FIX = N_("Compare the key id with your security lead; remove the slot, or add the organisation's own card.")


def run(context: Context) -> Result:
    policy = context.policy
    keys = [slot.recipient.hex() for slot in header.load(context.path).slots if isinstance(slot, PublicSlot)]
    evidence = [Sentence(N_("key {key}"), key=key) for key in dict.fromkeys(keys)]
    expected = {"required": N_("a slot of the organisation's key"), "forbidden": N_("no such slot")}.get(
        policy.org_slot, N_("no such slot, unless its owner made it")
    )
    measured = Sentence(N_("{keys} organisation keys open this vault"), keys=len(evidence))
    strange = [key for key in keys if policy.org_keys and key not in policy.org_keys]
    if strange:
        return failed(
            Sentence(N_("{measured}, {strange} of them not the policy's"), measured=measured, strange=len(strange)),
            expected,
            *evidence,
        )
    if (policy.org_slot == "required" and not keys) or (policy.org_slot == "forbidden" and keys):
        return failed(measured, expected, *evidence)
    if keys and policy.org_slot != "required":
        return warned(measured, expected, *evidence)
    return passed(measured, expected, *evidence)
