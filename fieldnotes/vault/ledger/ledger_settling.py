"""At an unlock: compare the ledger's file with what the database knows of it, tell what does not fit, go on from there.

Nothing found here keeps a vault shut. The file is never rewritten where it was safely on the disk: one that does not
fit is kept beside a new one, one that goes further than the database is continued.
"""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import BinaryIO

from fieldnotes import __version__
from fieldnotes.errors import CannotWrite, DiskFull
from fieldnotes.files import translated
from fieldnotes.vault.ledger import frame, freshness, ledger, ledger_frames
from fieldnotes.vault.ledger.frame import BLOCK, Frame, FrameBroken, Kind
from fieldnotes.vault.ledger.ledger_closing import close_context
from fieldnotes.vault.ledger.ledger_file import FILE_NAME, LedgerFile
from fieldnotes.vault.ledger.ledger_state import State
from fieldnotes.vault.notices import Notice, NoticeKind
from fieldnotes.vault.store import Store

ALARM = "alarm"
"""The event of a notice."""

PROGRAM = "program"
"""In `meta`: the version of the program that opened the vault last."""

_NEW_FILE = frozenset({NoticeKind.FILE_MISSING, NoticeKind.FILE_CHANGED})


@dataclass(frozen=True, slots=True)
class Findings:
    """What the file is, compared with `state`, the database's knowledge of it (None: there was no file yet)."""

    state: State | None
    notice: Notice | None = None
    beyond: tuple[Frame, ...] = ()
    """The frames that follow the last one that the database knows: a close frame after a clean lock."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        return () if self.notice is None else (self.notice,)


def examine(folder: Path, store: Store) -> Findings:
    """Read the file and, after a clean lock, the ends of all pages. Nothing is written."""
    state, path = State.load(store.connection), folder / FILE_NAME
    there = path.exists() or path.is_symlink()
    if state is None:
        return Findings(None, Notice(NoticeKind.FILE_CHANGED) if there else None)
    if not there:
        return Findings(state, Notice(NoticeKind.FILE_MISSING) if state.kept.number else None)
    if path.is_symlink() or not path.is_file():
        return Findings(state, Notice(NoticeKind.FILE_CHANGED))
    try:
        with path.open("rb") as file:
            if not _holds_what_was_kept(file, state):
                return Findings(state, Notice(NoticeKind.FILE_CHANGED))
            return _beyond(file, state, store, path.stat().st_size - state.last.end)
    except OSError:
        return Findings(state, Notice(NoticeKind.FILE_UNREADABLE))


def settle(store: Store, found: Findings, *, auditor: str) -> None:
    """Bring file and database together and write down what was found.

    Raises:
        DiskFull, CannotWrite: nothing was settled; the next unlock finds the same again.
    """
    assert store.file is not None
    kind = found.notice.kind if found.notice is not None else None
    if found.state is None or kind in _NEW_FILE:
        _begin_file(store, found.state, store.file, auditor)
    elif kind is NoticeKind.DATABASE_OLDER:
        _continue_file(store, found, store.file, auditor)
    else:
        _adopt(store, found, store.file)
    with store.transaction():
        state = State.load(store.connection)
        assert state is not None
        if state.auditor != auditor:
            ledger_frames.begin_epoch(store, state, auditor=auditor)
        _note_program(store)
        if found.notice is not None:
            ledger.append(store, ALARM, what=found.notice.kind.value, events=found.notice.count)


def _note_program(store: Store) -> None:
    """Which program wrote what follows, where it is another one than before."""
    if store.meta(PROGRAM) != __version__:
        store.set_meta(PROGRAM, __version__)
        ledger.append(store, "program", version=__version__)


def settle_if_possible(store: Store, found: Findings, *, auditor: str) -> None:
    """As `settle`; a full disk or a folder that cannot be written keeps nobody from reading what is there.

    A file that the disk refuses to read today may be whole: it stays in its place, and the next unlock looks again.
    """
    assert store.file is not None
    if found.notice is not None and found.notice.kind is NoticeKind.FILE_UNREADABLE:
        return
    try:
        settle(store, found, auditor=auditor)
    except (DiskFull, CannotWrite):
        state = State.load(store.connection)  # a commit that reported an error may have happened all the same
        close = found.beyond[0] if found.beyond and found.beyond[0].kind is Kind.CLOSE else None
        if state is not None and close is not None and state.last.number < close.number:
            with suppress(OSError):  # the seal over the pages must not outlive the first change of them
                store.file.cut_to(state.last.end)


def branch(store: Store, reason: str, *, auditor: str) -> None:
    """Begin a new epoch because the vault goes on from a copy, and write down why (a code, no free text)."""
    with store.transaction():
        state = State.load(store.connection)
        assert state is not None
        ledger_frames.begin_epoch(store, state, auditor=auditor)
        ledger.append(store, "branched", reason=reason)
        ledger_frames.add_checkpoint(store)


def _holds_what_was_kept(file: BinaryIO, state: State) -> bool:
    kept = state.kept
    if not kept.number:
        return True
    file.seek(kept.start)
    return hashlib.sha256(file.read(kept.end - kept.start)).digest() == kept.digest


def _beyond(file: BinaryIO, state: State, store: Store, extra: int) -> Findings:
    file.seek(state.last.end)
    frames: list[Frame] = []
    torn = False
    try:
        frames.extend(frame.walk(file, after=state.last.number, prev=state.last.digest))
    except FrameBroken:
        file.seek(state.last.end)
        frames, torn = _whole(file, state), True
    if not frames and torn and not (state.closing and extra <= BLOCK):
        return Findings(state, Notice(NoticeKind.FILE_CHANGED))
    if not frames:
        return Findings(state, Notice(NoticeKind.CLOSE_MISSING) if state.closing else None)
    if not _epochs_follow(frames, state):
        return Findings(state, Notice(NoticeKind.FILE_CHANGED))
    if len(frames) == 1 and frames[0].kind is Kind.CLOSE and not torn:
        fresh = _fits_pages(frames[0], store)
        return Findings(state, None if fresh else Notice(NoticeKind.PAGES_OLDER), tuple(frames))
    events = sum(one.kind is Kind.ENTRY for one in frames)
    return Findings(state, Notice(NoticeKind.DATABASE_OLDER, events), tuple(frames))


def _epochs_follow(frames: list[Frame], state: State) -> bool:
    """Whether each epoch has the number after the one before, as every program of ours counts.

    Going on from a number that somebody else chose could leave no next one.
    """
    epoch = state.epoch
    for one in frames:
        if one.kind is Kind.EPOCH:
            epoch += 1
            if _epoch_number(one) != epoch:
                return False
    return True


def _whole(file: BinaryIO, state: State) -> list[Frame]:
    """The frames before the broken one."""
    frames: list[Frame] = []
    with suppress(FrameBroken):
        for found in frame.walk(file, after=state.last.number, prev=state.last.digest):
            frames.append(found)  # noqa: PERF402 - what came before the broken one is wanted
    return frames


def _fits_pages(close: Frame, store: Store) -> bool:
    try:
        pages = freshness.measure(store.connection.path)
    except (OSError, ValueError):
        return False
    with freshness.key(store.keys.master) as secret:
        expected = freshness.seal(pages, secret, close_context(store.keys.vault_id, close.number, close.prev))
    return hmac.compare_digest(expected, close.payload)


def _begin_file(store: Store, state: State | None, file: LedgerFile, auditor: str) -> None:
    if file.path.exists() or file.path.is_symlink():
        file.set_aside()
    with store.transaction():
        entries = int(store.connection.value("SELECT count(*) FROM ledger"))
        store.connection.write("DELETE FROM ledger_pending")
        fresh = State(mirrored_from=entries + 1, epoch=0 if state is None else state.epoch)
        continues = b"" if state is None else state.last.digest
        ledger_frames.begin_epoch(store, fresh, auditor=auditor, continues=continues)
        if state is None:
            ledger.append(store, "ledger-file", earlier=entries)
        ledger_frames.add_checkpoint(store)


def _continue_file(store: Store, found: Findings, file: LedgerFile, auditor: str) -> None:
    assert found.state is not None
    state = reduce(lambda grown, added: grown.with_frame(added), found.beyond, found.state)
    with translated(file.path):
        file.cut_to(state.last.end)
    epoch = max((_epoch_number(one) for one in found.beyond), default=0)
    state = replace(state, kept=state.last, note="", closing=False, epoch=max(epoch, state.epoch))
    with store.transaction():
        store.connection.write("DELETE FROM ledger_pending")
        ledger_frames.begin_epoch(store, state, auditor=auditor)


def _epoch_number(found: Frame) -> int:
    """The number that an epoch frame gives itself; nobody vouches for what is beyond the database's knowledge."""
    if found.kind is Kind.EPOCH:
        with suppress(FrameBroken):
            return ledger_frames.read_epoch(found).number
    return 0


def _adopt(store: Store, found: Findings, file: LedgerFile) -> None:
    """Take the close frame into what the database knows, and let go of frames that are safely in the file."""
    state = found.state
    assert state is not None
    pending = int(store.connection.value("SELECT count(*) FROM ledger_pending"))
    if not (pending or found.beyond or state.closing):
        return
    if state.closing and not found.beyond:
        with translated(file.path):
            file.cut_to(state.last.end)
    file.write(store.connection)
    with translated(file.path):
        file.sync()
    state = reduce(lambda grown, added: grown.with_frame(added), found.beyond, state)
    with store.transaction():
        replace(state, kept=state.last, closing=False).save(store.connection)
        store.connection.write("DELETE FROM ledger_pending")
