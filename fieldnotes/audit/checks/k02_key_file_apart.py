"""K02: the key file is not where the vault is."""

from __future__ import annotations

from pathlib import Path

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots import key_file
from fieldnotes.vault.slots.slots import Factor, PassphraseSlot

ID = "K02"
TITLE = N_("The key file is kept apart from the vault")
SEVERITY = Severity.MEDIUM
MODE = Mode.EXTERNAL
WHY = N_("Whoever takes the computer takes every file on its disk: a key file there protects against nobody.")
FIX = N_("Move the key file to a stick that you carry apart, delete it here, and keep a second copy elsewhere.")
EXPECTED = N_("on another volume than the vault")


def run(context: Context) -> Result:
    slots = [slot for slot in header.load(context.path).slots if isinstance(slot, PassphraseSlot)]
    if not any(Factor.KEY_FILE in slot.factors for slot in slots):
        return not_applicable(N_("no slot asks for a key file"), EXPECTED)
    if context.key_file is not None:
        if key_file.same_volume(context.key_file, context.path):
            return failed(N_("on the vault's volume"), EXPECTED)
        return passed(N_("on another volume"), EXPECTED)
    folders = (context.resolved, context.resolved.parent)
    beside = sum(_is_key_file(path) for folder in folders for path in folder.iterdir())
    if beside:
        return failed(Sentence(N_("{beside} key files beside the vault"), beside=beside), EXPECTED)
    return unknown(N_("the audit was not told where it is; none lies beside the vault"), EXPECTED)


def _is_key_file(path: Path) -> bool:
    return path.is_file() and key_file.looks_like_one(path)
