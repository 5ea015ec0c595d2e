"""H02: guessing passphrases is slow and needs much memory."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.policy.limits import Policy
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots.slots import PassphraseSlot

ID = "H02"
TITLE = N_("Guessing the passphrase is expensive")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Whoever copies the folder can try passphrases on many machines. Each try must cost memory and time.")
FIX = N_("Raise the cost with slot upgrade: the same words are kept, every guess gets dearer.")


def run(context: Context) -> Result:
    policy = context.policy
    expected = Sentence(
        N_("argon2id, at least {memory} MiB, {passes} passes, {lanes} lanes"),
        memory=policy.kdf_memory_mib,
        passes=policy.kdf_iterations,
        lanes=policy.kdf_lanes,
    )
    slots = [slot for slot in header.load(context.path).slots if isinstance(slot, PassphraseSlot)]
    evidence = [
        Sentence(
            N_("slot {id} ({opens}): argon2id, {memory} MiB, {passes} passes, {lanes} lanes"),
            id=slot.id,
            opens=slot.opens,
            memory=slot.params.memory_kib // 1024,
            passes=slot.params.iterations,
            lanes=slot.params.lanes,
        )
        for slot in slots
    ]
    weak = sum(_is_weak(slot, policy) for slot in slots)
    measured = Sentence(N_("{weak} of {slots} passphrase slots below the limit"), weak=weak, slots=len(slots))
    return failed(measured, expected, *evidence) if weak else passed(measured, expected, *evidence)


def _is_weak(slot: PassphraseSlot, policy: Policy) -> bool:
    cost = slot.params
    return (
        cost.memory_kib < policy.kdf_memory_mib * 1024
        or cost.iterations < policy.kdf_iterations
        or cost.lanes < policy.kdf_lanes
    )
