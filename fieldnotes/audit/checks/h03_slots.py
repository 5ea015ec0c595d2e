"""H03: there are only the ways into the vault that its owner knows of, and one that can be relied on."""

from __future__ import annotations

from collections.abc import Sequence

from fieldnotes.audit.check import Result, failed, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.info import slot_info
from fieldnotes.vault.keys import header
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.slots.slots import AWAY, MASTER, SEALED, CodeSlot, Factor, PassphraseSlot, PublicSlot, Slot

ID = "H03"
TITLE = N_("There are only the expected ways to open the vault")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Every slot is another way in. One that nobody remembers may belong to somebody else.")
FIX = N_("Ask who made each slot; remove those that nobody answers for.")
EXPECTED = N_(
    "one passphrase for the vault and one for the sealed compartment, at most a recovery code "
    "besides; each with a way that needs no keyring; no slot of another kind"
)


def run(context: Context) -> Result:
    found = header.load(context.path)
    others = sum(slot["type"] != AWAY for slot in found.foreign_slots)
    measured = Sentence(
        N_("vault {vault}, sealed compartment {sealed}, of another kind {others}"),
        vault=len(found.slots_for(MASTER)),
        sealed=len(found.slots_for(SEALED)),
        others=others,
    )
    evidence = [_told(slot) for slot in found.slots]
    if others or not _can_be_opened(found):
        return failed(measured, EXPECTED, *evidence)
    if any(_more_than_one(found.slots_for(opens)) for opens in (MASTER, SEALED)) or _organisations(found, context):
        return warned(measured, EXPECTED, *evidence)
    untold = _untold(found, context)
    if untold:
        return warned(
            measured,
            EXPECTED,
            *evidence,
            *(Sentence(N_("slot {number} is not in the ledger"), number=number) for number in untold),
        )
    return passed(measured, EXPECTED, *evidence)


def _untold(found: Header, context: Context) -> list[int]:
    """Slots that the ledger does not know of, where all of it can be read."""
    history = context.history
    if history is None or history.missing:
        return []
    return [slot.id for slot in found.slots if slot.id not in history.slots]


def _can_be_opened(found: Header) -> bool:
    """Each compartment has a lasting way, except SEALED while its key is kept elsewhere."""
    sealed = found.slots_for(SEALED)
    return _lasting(found.slots_for(MASTER)) and (_lasting(sealed) if sealed else bool(found.seal))


def _lasting(slots: Sequence[Slot]) -> bool:
    return any(
        isinstance(slot, CodeSlot) or (isinstance(slot, PassphraseSlot) and Factor.KEYRING not in slot.factors)
        for slot in slots
    )


def _more_than_one(slots: Sequence[Slot]) -> bool:
    return sum(isinstance(slot, PassphraseSlot) for slot in slots) > 1


def _organisations(found: Header, context: Context) -> bool:
    """Somebody else can open the vault, and no policy asks for it."""
    return context.policy.org_slot != "required" and any(isinstance(slot, PublicSlot) for slot in found.slots)


def _told(slot: Slot) -> str:
    info = slot_info(slot)
    way = f"{info.type} {' + '.join(info.factors) or info.recipient}".rstrip()
    return Sentence(N_("slot {id} ({opens}): {way}"), id=info.id, opens=info.opens, way=way)
