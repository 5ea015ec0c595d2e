"""What is wrong with an open vault's ledger file and with the versions it tells of; reads only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import CannotWrite, DiskFull
from fieldnotes.vault import device
from fieldnotes.vault.check import Area, Problem
from fieldnotes.vault.ledger import ledger, ledger_reader, version_vector
from fieldnotes.vault.ledger.ledger_file import FILE_NAME
from fieldnotes.vault.ledger.ledger_state import State
from fieldnotes.vault.notices import NoticeKind
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.store import Store

_OF_THE_DATABASE = frozenset({NoticeKind.DATABASE_OLDER, NoticeKind.PAGES_OLDER})


def problems(opened: Opened, found: Collection[Problem]) -> Iterator[Problem]:
    """All that is wrong beyond `found`, what the examination of the database found.

    Where its own chain is broken, neither the file nor the versions can be compared with it.
    """
    for notice in opened.notices:
        area = Area.STATE if notice.kind in _OF_THE_DATABASE else Area.LEDGER
        yield Problem(area, notice.kind.value)
    if any(problem.area is Area.LEDGER for problem in found):
        return
    yield from _of_the_file(opened)
    broken = {problem.subject for problem in found if problem.area is Area.SEAL}
    for of, code in version_vector.stale(opened.store):
        if code not in broken:
            yield Problem(Area.VERSION, f"{of.value} {code}")


def _of_the_file(opened: Opened) -> Iterator[Problem]:
    store = opened.store
    state = State.load(store.connection)
    if state is None:
        return
    whole = _written(store)
    try:
        with (opened.path / FILE_NAME).open("rb") as file:
            public = SigningKey.from_seed(device.load(store).signing_seed).public
            reading = ledger_reader.read(file, vault_id=store.keys.vault_id, public=public)
    except OSError:
        if state.kept.number:
            yield Problem(Area.LEDGER, NoticeKind.FILE_MISSING.value)
        return
    for flaw in reading.flaws:
        yield Problem(Area.LEDGER, f"{flaw.kind.value} {flaw.frame}")
    # What is only read may still end with the close frame, of which the database does not know.
    if not reading.flaws and whole and store.file is not None and reading.last != state.last.digest:
        yield Problem(Area.LEDGER, NoticeKind.FILE_CHANGED.value)
    elif whole and not _in_order(ledger.frames(store, first=state.mirrored_from), reading.entry_digests):
        yield Problem(Area.LEDGER, "other entries than the database")


def _written(store: Store) -> bool:
    """Whether the file has everything that the database has, after it caught up where it may."""
    if store.file is None:
        return not store.connection.value("SELECT count(*) FROM ledger_pending")
    try:
        store.file.write(store.connection)
    except (DiskFull, CannotWrite):
        return False
    return True


def _in_order(wanted: Sequence[str], there: Sequence[str]) -> bool:
    """Whether all of `wanted` are among `there`, in their order."""
    rest = iter(there)
    return all(digest in rest for digest in wanted)
