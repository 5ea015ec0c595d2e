"""At a lock: a checkpoint, then, with the database closed and the keys gone, the seal over its pages.

Only the key of that seal outlives the others, for the milliseconds in which the pages are read.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import FieldNotesError
from fieldnotes.vault.ledger import freshness, ledger_frames
from fieldnotes.vault.ledger.frame import Frame, Kind
from fieldnotes.vault.ledger.ledger_file import LedgerFile
from fieldnotes.vault.ledger.ledger_state import State
from fieldnotes.vault.store import Store


@dataclass(frozen=True, slots=True)
class Closing:
    """A lock whose last mark is still to be written."""

    file: LedgerFile
    database: Path
    vault_id: bytes
    state: State
    key: Secret

    def finish(self) -> None:
        """Seal the pages of the closed database. What cannot be written is told at the next unlock."""
        last = self.state.last
        with self.key, suppress(OSError, ValueError):
            pages = freshness.measure(self.database)
            context = close_context(self.vault_id, last.number + 1, last.digest)
            close = self.state.following(Kind.CLOSE, freshness.seal(pages, self.key, context))
            self.file.close_with(self.state, close)


def begin(store: Store) -> Closing | None:
    """Sign how far the ledger goes and write down that a lock began; None when that cannot be written."""
    if store.file is None or store.connection.in_transaction:
        return None
    try:
        store.file.sync_owed = False
        with store.connection.transaction():
            ledger_frames.add_checkpoint(store)
            state = State.load(store.connection)
            assert state is not None
            state = replace(state, closing=True)
            state.save(store.connection)
        store.file.write(store.connection)
    except FieldNotesError:
        return None
    return Closing(store.file, store.connection.path, store.keys.vault_id, state, freshness.key(store.keys.master))


def close_context(vault_id: bytes, number: int, prev: bytes) -> bytes:
    """What a page seal is bound to: the vault and its place in the ledger."""
    return Frame(Kind.CLOSE, number, prev, b"").head() + vault_id
