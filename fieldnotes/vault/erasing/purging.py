"""Purging and erasing in an open vault: rows, then new keys, then the database afresh, through any crash.

The new keys are listed in the header before the first row goes, so that the next unlock finishes their exchange
wherever a crash came; that the database is still to be written afresh is noted with the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from fieldnotes.errors import LevelAway
from fieldnotes.files import need_space
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault import rules
from fieldnotes.vault.erasing import erase, purge
from fieldnotes.vault.erasing.erase import Extent
from fieldnotes.vault.erasing.purge import Purged
from fieldnotes.vault.keys import rotation
from fieldnotes.vault.opened import Opened, remove_old_copies
from fieldnotes.vault.store import Store
from fieldnotes.vault.travel import away

OWED = "rewrite_owed"
"""In `meta`: something was purged, and the database is still to be written afresh."""

_SPARE_BYTES = 16 * 1024 * 1024

_T = TypeVar("_T")


class Purging:
    """What can be taken out of one open vault. Errors are those of `purge`, `erase` and `rotation`."""

    def __init__(self, opened: Callable[[], Opened], put: Callable[[Opened], None]) -> None:
        self._opened, self._put = opened, put

    @property
    def unfinished(self) -> bool:
        """Something was purged and the database was not written afresh since."""
        return self._store.meta(OWED) == "1"

    def purge(
        self,
        codes: Sequence[str],
        *,
        reason: str = "",
        live: bool = False,
        force: bool = False,
        rewrite: bool = True,
        watch: Watch,
    ) -> Purged:
        """Take records and register entries out of the vault; see `purge.remove`.

        Without `rewrite`, freed pages are overwritten with zeros but the database keeps its key.

        Raises:
            SealedClosed: something of them is SEALED and the compartment is closed.
            DiskFull: there is no room for the database written afresh; nothing was removed.
        """
        codes = tuple(dict.fromkeys(codes))
        levels = purge.levels_of(self._store, codes)
        done = self._take_away(
            levels,
            lambda store: purge.remove(store, codes, reason=reason, live=live, force=force),
            rewrite=rewrite,
            watch=watch,
        )
        return replace(done, levels=tuple(sorted(levels)), rewritten=rewrite)

    def measure(self, levels: Collection[Level]) -> Extent:
        """What erasing `levels` would take away."""
        return erase.measure(self._store, levels)

    def erase_levels(self, levels: Collection[Level], *, watch: Watch) -> Extent:
        """Take everything at `levels` out of the vault, their keys too.

        Raises:
            LevelAway: one of them was left behind before a journey.
            ErasingForbidden: the policy does not allow it; nothing was removed.
            SealedClosed: SEALED is among them and its compartment is closed.
            DiskFull: as `purge`.
        """
        rules.check_erasing(self._opened().header)
        self.refuse_away(levels)
        return self._take_away(set(levels), lambda store: erase.remove(store, levels), rewrite=True, watch=watch)

    def refuse_away(self, levels: Collection[Level]) -> None:
        """Raise LevelAway if one of `levels` was left behind: what is here of it is empty, and would stay away."""
        note = away.away(self._store)
        gone = sorted(set(levels) & note.plan.levels) if note is not None else []
        if gone:
            raise LevelAway(levels=" ".join(level.name for level in gone))

    def recycled(self) -> dict[str, str]:
        """When each record came into the recycle bin, by code; oldest first."""
        return purge.recycled(self._store)

    def reason_of(self, code: str) -> str:
        """Why something was purged; empty without a reason."""
        return purge.reason_of(self._store, code)

    def finish(self, watch: Watch) -> None:
        """Write the database afresh if a purge was interrupted before it could."""
        if self.unfinished:
            self._put(rotation.rewrite_database(self._opened(), watch))
            self._store.set_meta(OWED, "0")

    def _take_away(
        self, levels: Collection[Level], remove: Callable[[Store], _T], *, rewrite: bool, watch: Watch
    ) -> _T:
        opened = self._opened()
        if Level.SEALED in levels and not opened.store.keys.sealed_is_open:
            raise opened.store.keys.closed()
        if rewrite:
            need_space(opened.path, 2 * opened.database.stat().st_size + _SPARE_BYTES)
        watch.check()
        self._put(rotation.begun(opened, levels))
        try:
            with self._store.transaction():
                done = remove(self._store)
                if rewrite:
                    self._store.set_meta(OWED, "1")
        finally:
            self._put(rotation.finished(self._opened()))
        remove_old_copies(self._opened())
        if rewrite:
            self.finish(watch)
        return done

    @property
    def _store(self) -> Store:
        return self._opened().store


def out_of_reach(opened: Opened, levels: Collection[Level], watch: Watch) -> Opened:
    """After a merge that purged: new keys for `levels`, and the database afresh. A crash leaves that to `finish`.

    Raises:
        DiskFull, CannotWrite, Cancelled: the vault is in order, but old pages or keys are still here.
    """
    if levels:
        opened = rotation.rotate_levels(opened, levels, watch)
    remove_old_copies(opened)
    opened = rotation.rewrite_database(opened, watch)
    opened.store.set_meta(OWED, "0")
    return opened
