"""K01: where a slot asks for the computer's keyring, it is one that keeps its secrets encrypted."""

from __future__ import annotations

from fieldnotes.audit.check import Result, not_applicable, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.errors import KeyringUnavailable
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots import os_keyring
from fieldnotes.vault.slots.slots import Factor, PassphraseSlot

ID = "K01"
TITLE = N_("The keyring factor is in a keyring that encrypts")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("Some keyrings keep secrets in a plain file, or nowhere.")
FIX = N_("Unlock the desktop's own keyring, or remove the slot and use a key file instead.")
EXPECTED = N_("one of the five keyrings that FieldNotes loads")


def run(context: Context) -> Result:
    slots = [slot for slot in header.load(context.path).slots if isinstance(slot, PassphraseSlot)]
    if not any(Factor.KEYRING in slot.factors for slot in slots):
        return not_applicable(N_("no slot asks for a keyring"), EXPECTED)
    try:
        path, _ = os_keyring.available()
    except KeyringUnavailable:
        return unknown(N_("no such keyring answers on this computer"), EXPECTED)
    return passed(path, EXPECTED)
