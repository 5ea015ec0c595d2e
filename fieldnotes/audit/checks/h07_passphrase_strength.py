"""H07: the passphrases were hard to guess when they were set, as the program judged them then."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown, warned
from fieldnotes.audit.context import LEDGER_CLOSED, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots.slots import PassphraseSlot

ID = "H07"
TITLE = N_("The passphrase is hard to guess")
SEVERITY = Severity.MEDIUM
MODE = Mode.LEDGER
WHY = N_("The passphrase is what stands between a copied folder and everything in it.")
FIX = N_("Let the program draw one: passwd VAULT --generate. Seven words are beyond guessing.")

_ENOUGH_WORDS = 5
"""Dice words: 55 bits, with memory-hard guessing out of reach of any budget (SECURITY.md 3.1)."""


def run(context: Context) -> Result:
    wanted = context.policy.min_words or _ENOUGH_WORDS
    expected = Sentence(N_("as hard to guess as {words} words drawn by dice"), words=wanted)
    if context.history is None:
        return unknown(LEDGER_CLOSED, expected)
    noted = context.history.passphrase_words
    slots = [slot.id for slot in header.load(context.path).slots if isinstance(slot, PassphraseSlot)]
    judged = [noted[slot] for slot in slots if slot in noted]
    if not judged:
        return unknown(N_("the passphrase was set before it was noted how hard it is to guess"), expected)
    measured = Sentence(
        N_("{judged} of {slots} passphrases judged when set, the weakest worth {words} words"),
        judged=len(judged),
        slots=len(slots),
        words=min(judged),
    )
    if min(judged) >= wanted:
        return passed(measured, expected)
    return failed(measured, expected) if context.policy.min_words else warned(measured, expected)
