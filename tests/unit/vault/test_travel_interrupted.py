"""A journey that is interrupted anywhere: everything is still here, or the next unlock finishes what was begun.

Every single system call is tried by `make torture`; here it is the moments between the steps.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.errors import VaultLocked
from fieldnotes.model.level import Level
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.vault.keys import sealed_values
from fieldnotes.vault.keys.keys import AWAY_KID
from fieldnotes.vault.opened import change_header
from fieldnotes.vault.slots.slots import Credentials
from fieldnotes.vault.travel import away, leaving, removal
from fieldnotes.vault.travel.returning import Keyholder
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import open_whole
from tests.helpers.vaults import decrypted_pages, passphrase, reopen, sealed_passphrase

LEVELS = (Level.SEALED, Level.INTERNAL)


class Impatient(Watch):
    """Stops at the n-th moment at which work may be stopped."""

    def __init__(self, moments: int) -> None:
        super().__init__()
        self._left = moments

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


@pytest.mark.parametrize("moment", range(5))
def test_leaving_stopped_anywhere_is_not_begun_or_finished_later(full: Vault, package_path: Path, moment: int) -> None:
    before, path = journeys.told(full), full.path
    trip = journeys.pack(full, package_path, *LEVELS)
    try:
        full.journey.leave(trip.words(), Impatient(moment))
    except Cancelled:
        if moment > 0:
            with pytest.raises(VaultLocked):
                full.rows()  # nothing may be written from what is no longer what the disk says
        full.lock()
        full = reopen(path)
    note = full.journey.away
    if note is None:
        full.open_sealed(sealed_passphrase())
        assert journeys.told(full) == before
        full.journey.leave(trip.words())
        note = full.journey.away
    assert note is not None
    assert note.finished
    assert full.sealed_is_away
    assert not any(name.encode() in decrypted_pages(full) for name in journeys.NAMES)
    assert full.check() == []
    journeys.come_back(full, trip)
    assert journeys.told(full) == before
    full.lock()


@pytest.mark.parametrize("moment", range(8))
def test_coming_back_stopped_anywhere_is_done_again(full: Vault, package_path: Path, moment: int) -> None:
    before, path = journeys.told(full), full.path
    trip, _ = journeys.leave(full, package_path, *LEVELS)
    keyholder = Keyholder(Credentials(passphrase()), Credentials(sealed_passphrase()))
    try:
        full.journey.bring_back(trip.read(), trip.file.read_bytes(), keyholder, Impatient(moment))
    except Cancelled:
        full.lock()
        full = reopen(path)
        assert full.journey.away is not None
        journeys.come_back(full, trip)
    assert journeys.told(full) == before
    assert full.check() == []
    assert not (path / leaving.STAGING).exists()
    full.lock()


@pytest.mark.parametrize("steps", [1, 2])
def test_a_removal_whose_keys_were_still_there_is_finished_by_the_next_unlock(
    full: Vault, package_path: Path, steps: int
) -> None:
    """The states after a crash behind the removal, and behind the header that no longer opens SEALED."""
    path = full.path
    trip = journeys.pack(full, package_path, *LEVELS)
    waiting, live = full.journey.pending, full._live
    assert waiting is not None
    with live.store.rewriting():
        removed = removal.remove(live.store, waiting.plan)
        note = away.Away(
            *(waiting.package, waiting.sha256, waiting.plan, "2026-11-22T10:00:00Z", waiting.return_key, True),
            *(removed.records, removed.names, False, live.header.database_keys[-1].kid),
            leaving.keys_to_change(live.header, waiting.plan),
        )
        away.keep(live.store, note)
        away.forget(live.store, away.PENDING)
    if steps == 2:
        live.store.keys.close_sealed()
        full._replaced(change_header(live, leaving._without_sealed(live.header, note)))
    full.lock()

    vault = reopen(path)

    assert vault.journey.away == replace(note, finished=True)
    assert vault.sealed_is_away
    assert vault.check() == []
    journeys.come_back(vault, trip)
    assert not any(value.kid == AWAY_KID for value in sealed_values.all_of(vault._store))
    vault.lock()
    open_whole(path).lock()


def test_a_folder_where_our_files_are_keeps_no_vault_shut(full: Vault, package_path: Path) -> None:
    path = full.path
    (path / "vault.db.v1").mkdir()

    _, left = journeys.leave(full, package_path, *LEVELS)

    assert left.away.finished
    (path / "travel.new" / "inside").mkdir(parents=True)
    full.lock()
    reopen(path).lock()
