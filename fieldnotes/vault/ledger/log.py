"""The ledger of an open vault as its owner uses it: checkpoints for others, the auditor, branches, notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fieldnotes.crypto import capsule
from fieldnotes.vault.ledger import ledger, ledger_frames, ledger_settling
from fieldnotes.vault.ledger.ledger_state import State
from fieldnotes.vault.notices import Notice, NoticeKind
from fieldnotes.vault.opened import Opened, change_header
from fieldnotes.vault.store import Store

_READ = "alarm-read"


class Log:
    """What an owner can do with the ledger besides reading it."""

    def __init__(self, opened: Callable[[], Opened], put: Callable[[Opened], None]) -> None:
        self._opened, self._put = opened, put

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the opening found that must be told."""
        return self._opened().notices

    @property
    def unread(self) -> tuple[Notice, ...]:
        """What this opening or an earlier one found and nobody said to have read: the newest of each kind."""
        found = {notice.kind: notice for notice in _unread(self._opened().store)}
        return tuple((found | {notice.kind: notice for notice in self.notices}).values())

    def acknowledge(self, notice: Notice) -> None:
        """Somebody read it: it is told no more, unless it happens again. The ledger keeps both."""
        opened = self._opened()
        _acknowledge(opened.store, notice.kind)
        self._put(replace(opened, notices=tuple(one for one in opened.notices if one.kind is not notice.kind)))

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
    for notice in _unread(opened.store):
        _acknowledge(opened.store, notice.kind)
    return replace(opened, notices=())


def _unread(store: Store) -> list[Notice]:
    """The alarms in the ledger that were not acknowledged since, oldest first."""
    found: dict[NoticeKind, Notice] = {}
    for entry in ledger.all_of(store):
        kind = str(entry.facts.get("what", ""))
        if entry.event == ledger_settling.ALARM and kind in set(NoticeKind):
            found[NoticeKind(kind)] = Notice(NoticeKind(kind), int(entry.facts.get("events", 0)))
        elif entry.event == _READ and kind in set(NoticeKind):
            found.pop(NoticeKind(kind), None)
    return list(found.values())


def _acknowledge(store: Store, kind: NoticeKind) -> None:
    ledger.append(store, _READ, what=kind.value)
