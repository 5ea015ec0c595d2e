"""Travel as an open vault offers it: write a package, leave, come back. Errors are those of the modules behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fieldnotes.errors import FieldNotesError
from fieldnotes.progress import Watch
from fieldnotes.vault.keys import header
from fieldnotes.vault.merge import merge
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.travel import away, removal, returning, travel
from fieldnotes.vault.travel.away import Away, Pending, Plan
from fieldnotes.vault.travel.package import Package
from fieldnotes.vault.travel.removal import Removed
from fieldnotes.vault.travel.returning import Keyholder, Returned
from fieldnotes.vault.travel.travel import Closing, Left


class Journey:
    """What is left behind of a vault, and how it comes back."""

    def __init__(self, opened: Callable[[], Opened], put: Callable[[Opened], None], lock: Callable[[], None]) -> None:
        self._opened, self._put, self._lock = opened, put, lock

    @property
    def pending(self) -> Pending | None:
        return away.pending(self._opened().store)

    @property
    def away(self) -> Away | None:
        return away.away(self._opened().store)

    def would_leave(self, plan: Plan) -> Removed:
        """How many records and identities would go."""
        return removal.counted(self._opened().store, plan)

    def write_package(self, plan: Plan, target: Path, closing: Closing, watch: Watch | None = None) -> Pending:
        return travel.write_package(self._opened(), plan, target, closing, watch or Watch())

    def leave(self, words: Sequence[str], watch: Watch | None = None) -> Left:
        """The vault is locked if this fails after the removal began: the next unlock finishes it."""
        with self._locked_if_half_done():
            opened, left = travel.leave(self._opened(), words, watch or Watch())
        self._put(opened)
        return left

    def bring_back(
        self,
        package: Package,
        file: bytes,
        keyholder: Keyholder,
        watch: Watch | None = None,
        *,
        home: Path | None = None,
    ) -> Returned:
        """The vault is locked if this fails after its header was changed: unlock it and do it again."""
        with self._locked_if_half_done():
            opened, returned = returning.bring_back(
                self._opened(), package, file, keyholder, watch or Watch(), home=home
            )
        self._put(opened)
        return returned

    def merged(self) -> dict[str, int]:
        """Records that two sides changed: by code, the version to compare with the present one."""
        return merge.open_conflicts(self._opened().store)

    def settle(self, code: str) -> None:
        """Both versions of a record were compared."""
        merge.settle(self._opened().store, code)

    @contextmanager
    def _locked_if_half_done(self) -> Iterator[None]:
        """What is open may no longer be what is on the disk: nothing may be written from it then."""
        live = self._opened()
        was_away = away.away(live.store) is not None
        try:
            yield
        except BaseException:
            if not self._is_as_before(live, was_away=was_away):
                self._lock()
            raise

    def _is_as_before(self, live: Opened, *, was_away: bool) -> bool:
        try:
            same = header.load(live.path).generation == live.header.generation
            return same and (away.away(live.store) is not None) == was_away
        except FieldNotesError:
            return False
