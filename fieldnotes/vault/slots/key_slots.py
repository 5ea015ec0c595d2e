"""The key slots of an open vault: what they say, and every change of them, each noted in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection

from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.progress import Watch
from fieldnotes.vault import rules
from fieldnotes.vault.info import SlotInfo, slot_info
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.slots import slot_changes, slot_renewal
from fieldnotes.vault.slots.slot_renewal import SlotChange
from fieldnotes.vault.slots.slots import MASTER, SEALED, Credentials


class KeySlots:
    """What an owner can do with the ways in. Errors are those of `slot_changes`, `slot_renewal` and `rules`."""

    def __init__(self, opened: Callable[[], Opened], put: Callable[[Opened], None]) -> None:
        self._opened, self._put = opened, put

    def all(self) -> tuple[SlotInfo, ...]:
        return tuple(slot_info(slot) for slot in self._opened().header.slots)

    def prove(self, credentials: Credentials, opens: str = MASTER) -> None:
        """Re-authenticate: raises WrongPassphrase or WrongSealedPassphrase, and changes nothing."""
        slot_changes.proved(self._opened().header, credentials, opens).wipe()

    def upgrade_due(self, target: KdfParams) -> tuple[SlotInfo, ...]:
        """Passphrase slots that are cheaper to guess than a new one would be."""
        return tuple(slot_info(slot) for slot in slot_changes.upgrade_due(self._opened().header, target))

    def change_passphrase(
        self,
        old: Credentials,
        new: Secret,
        *,
        opens: str,
        params: KdfParams,
        strength: int,
        exchange_keys: bool = False,
        watch: Watch | None = None,
    ) -> SlotChange:
        """`strength`: as many dice words are as hard to guess as `new`, for the policy and the ledger."""
        rules.check_strength(self._opened().header, strength)
        opened, change = slot_renewal.change_passphrase(
            *(self._opened(), old, new),
            opens=opens,
            params=params,
            exchange_keys=exchange_keys,
            watch=watch or Watch(),
        )
        return self._done(opened, "passphrase-changed", change, strength=strength, new_keys=int(exchange_keys))

    def add_passphrase(self, new: Credentials, *, opens: str, params: KdfParams, strength: int) -> SlotChange:
        rules.check_strength(self._opened().header, strength)
        opened, change = slot_renewal.add_passphrase(self._opened(), new, opens=opens, params=params)
        return self._done(opened, "passphrase-added", change, strength=strength)

    def add_organisation(self, recipient: str, compartments: Collection[str]) -> SlotChange:
        rules.check_organisation(self._opened().header, recipient)
        opened, change = slot_renewal.add_organisation(self._opened(), recipient, compartments)
        return self._done(opened, "organisation-added", change)

    def keep_code(self, code: Secret) -> SlotChange:
        opened, change = slot_renewal.keep_code(self._opened(), code)
        return self._done(opened, "recovery-code-made", change)

    def recover(self, by: Credentials, new: Secret, new_sealed: Secret, params: KdfParams, strength: int) -> SlotChange:
        rules.check_strength(self._opened().header, strength)
        opened, change = slot_renewal.recover(self._opened(), by, new, new_sealed, params)
        way = "code" if by.code is not None else "organisation"
        return self._done(opened, "recovered", change, by=way, strength=strength)

    def upgrade(self, present: Credentials, params: KdfParams) -> SlotChange:
        opened, change = slot_renewal.upgrade(self._opened(), present, params)
        return self._done(opened, "slots-upgraded", change) if change.written else change

    def remove(self, slot_id: int) -> SlotChange:
        before = self._opened()
        gone = slot_changes.slot(before.header, slot_id)
        rules.check_removal(before.header, slot_id)
        change = SlotChange(removed=(slot_id,), sealed=gone.opens == SEALED)
        return self._done(slot_changes.put(before, remove={slot_id}), "slot-removed", change)

    def _done(self, opened: Opened, event: str, change: SlotChange, **facts: str | int) -> SlotChange:
        """Go on with the changed vault and write down which slots it was."""
        self._put(opened)
        told = {"written": change.written, "removed": change.removed}
        slots = {name: " ".join(map(str, numbers)) for name, numbers in told.items() if numbers}
        slot_changes.note(opened, event, **slots, **facts)
        return change
