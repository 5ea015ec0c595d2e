"""The ledger of an open vault as its owner uses it: checkpoints for others, the auditor, branches, notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fieldnotes.crypto import capsule
from fieldnotes.vault import ledger, ledger_frames, ledger_settling
from fieldnotes.vault.ledger_state import State
from fieldnotes.vault.notices import Notice
from fieldnotes.vault.opened import Opened, change_header


class Log:
    """What an owner can do with the ledger besides reading it."""

    def __init__(self, opened: Callable[[], Opened], put: Callable[[Opened], None]) -> None:
        self._opened, self._put = opened, put

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the opening found that must be told."""
        return self._opened().notices

    @property
    def auditor(self) -> str:
        """The recipient (age1pq…) who may read the ledger; empty for nobody."""
        return self._opened().header.auditor

    def checkpoint(self) -> str:
        """A signed note of how far the ledger goes, in the file and on the disk."""
        store = self._opened().store
        return ledger_frames.add_checkpoint(store)

    def set_auditor(self, recipient: str) -> None:
        """Let `recipient` (age1pq…) read the ledger from now on; "" lets nobody. Earlier entries stay as they are.

        Raises:
            BadRecipient: not a post-quantum recipient; nothing was changed.
        """
        opened = self._opened()
        key = capsule.key_id(recipient).hex() if recipient else "none"
        if recipient != opened.header.auditor:
            opened = change_header(opened, replace(opened.header, auditor=recipient))
            self._put(opened)
        store = opened.store
        with store.transaction():
            state = State.load(store.connection)
            assert state is not None
            ledger_frames.begin_epoch(store, state, auditor=recipient)
            ledger.append(store, "auditor", key=key)
            ledger_frames.add_checkpoint(store)


def branch(opened: Opened, reason: str) -> Opened:
    """Say that this vault goes on from a copy, with a new epoch: a restored backup. `reason` is a code.

    What the opening found of a file that is naturally older is then told no more.
    """
    ledger_settling.branch(opened.store, reason, auditor=opened.header.auditor)
    return replace(opened, notices=())
