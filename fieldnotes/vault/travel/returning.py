"""Bring back what was left behind: the keys first, then one transaction for everything that was written.

A crash leaves the vault travelling, with or without its SEALED key; bringing the package again finishes it.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    CannotWrite,
    HeaderDamaged,
    ReturnRefused,
    VaultTooNew,
    WrongPassphrase,
    WrongSealedPassphrase,
)
from fieldnotes.files import InstanceLock
from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault import folder, migrations, policies
from fieldnotes.vault.erasing import purging
from fieldnotes.vault.keys import header, rotation
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.merge import merge, merge_capsules
from fieldnotes.vault.merge.merge import Merged
from fieldnotes.vault.opened import Opened, change_header
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.slots import Credentials
from fieldnotes.vault.travel import away, restoring, travel
from fieldnotes.vault.travel.away import Away
from fieldnotes.vault.travel.package import Package
from fieldnotes.vault.travel.restoring import Restored

_NOTHING_AWAY = N_("nothing is left behind")
_OTHER_PACKAGE = N_("this is not the package that was made when this vault was left")
_OLD_HOME = N_("the other copy was last opened by an earlier program; open it once with this one, then return")
_OTHER_VAULT = N_("the other folder is not a copy of this vault")


@dataclass(frozen=True, slots=True)
class Keyholder:
    """What opens the package's copy and the copy at home: the vault's credentials of then, and the SEALED ones."""

    vault: Credentials
    sealed: Credentials
    further: tuple[Credentials, ...] = ()
    """Tried where those do not open: a passphrase was changed meanwhile, here or at home."""

    @property
    def of_vault(self) -> tuple[Credentials, ...]:
        return self.vault, *self.further

    @property
    def of_sealed(self) -> tuple[Credentials, ...]:
        return self.sealed, *self.further


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back, and what the copy at home brought; None without one."""

    restored: Restored
    merged: Merged | None
    code_dropped: bool = False
    """The recovery code was replaced on the journey: neither the old one nor the new one opens SEALED now."""


def bring_back(
    opened: Opened, made: Package, file: bytes, keyholder: Keyholder, watch: Watch, *, home: Path | None = None
) -> tuple[Opened, Returned]:
    """Restore what was left behind from the package `made` (its bytes on the disk: `file`), and merge `home`.

    Raises:
        ReturnRefused: nothing is away, or it is another package or vault, or `home` is of an earlier program or sealed
            for an office what both had; nothing was changed. VaultTooNew: `home` is of a later one.
        PackageDamaged: its copy does not open.
        WrongPassphrase, WrongSealedPassphrase: the copy was made when another one was in use.
        DiskFull, CannotWrite, Cancelled: the vault travels on; do it again.
    """
    note = _expected(opened, made, file)
    master = _master(opened, made, keyholder)
    with ExitStack() as stack:
        stack.callback(master.wipe)
        copy = stack.enter_context(travel.taken_apart(opened, made, master, watch, writable=True))
        _open_sealed(copy, keyholder, copy.header)
        other = None if home is None else stack.enter_context(_Home(opened, home, keyholder, watch))
        if other is not None and (codes := merge_capsules.unreadable(opened.store, other.store, copy.store)):
            raise ReturnRefused(what=tr(merge_capsules.UNREADABLE, codes=", ".join(codes)))
        opened, code_dropped = _with_sealed_keys(opened, copy, note, keyholder)
        if other is not None:
            opened = policies.take_newer(opened, other.header)
        watch.check()
        keys = opened.store.keys
        keys.open_capsules([made.return_key])
        try:
            with opened.store.rewriting():
                restored = restoring.restore(opened.store, copy.store, note)
                merged = None if other is None else merge.merge(opened.store, other.store, copy.store)
                if merged is not None and merged.purged:
                    opened.store.set_meta(purging.OWED, "1")
                away.forget(opened.store, away.AWAY)
                ledger.append(
                    opened.store,
                    "travel-returned",
                    package=note.package,
                    records=len(restored.records),
                    written=restored.capsules,
                    conflicts=len(restored.names) + len(restored.consents),
                )
        finally:
            keys.open_capsules(())
    opened = rotation.finished(opened)
    if merged is not None and merged.purged:
        opened = purging.out_of_reach(opened, merged.rekey, watch)
    return opened, Returned(restored, merged, code_dropped)


def _expected(opened: Opened, made: Package, file: bytes) -> Away:
    note = away.away(opened.store)
    if note is None:
        raise ReturnRefused(what=tr(_NOTHING_AWAY))
    same = (made.id, made.vault) == (note.package, opened.header.vault_id.hex())
    if not same or hashlib.sha256(file).hexdigest() != note.sha256:
        raise ReturnRefused(what=tr(_OTHER_PACKAGE))
    return note


def _master(opened: Opened, made: Package, keyholder: Keyholder) -> Secret:
    """The master key of the copy: ours, unless it was exchanged on the journey."""
    found = header.parse(made.files[header.FILE_NAME])
    try:
        header.authenticate(found, opened.store.keys.master)
    except HeaderDamaged:
        key = _unlocked(keyholder.of_vault, found, slots.MASTER)
        if key is None:
            raise WrongPassphrase from None
        return key
    return opened.store.keys.master.copy()


def _open_sealed(copy: Opened, keyholder: Keyholder, found: Header) -> None:
    """Open SEALED of a copy; one whose SEALED values are all capsules for an office has no slot for it."""
    key = _unlocked(keyholder.of_sealed, found, slots.SEALED)
    if key is not None:
        copy.store.keys.open_sealed(found, key)
    elif found.slots_for(slots.SEALED):
        raise WrongSealedPassphrase


def _unlocked(ways: tuple[Credentials, ...], found: Header, opens: str) -> Secret | None:
    """What the first of `ways` that opens a compartment finds there."""
    for credentials in ways:
        unlocked = slots.unlock(credentials, found.slots_for(opens), vault_id=found.vault_id)
        if unlocked is not None:
            return unlocked[0]
    return None


def _with_sealed_keys(opened: Opened, copy: Opened, note: Away, keyholder: Keyholder) -> tuple[Opened, bool]:
    """The vault with the ways to SEALED that were left behind, and the compartment open; whether a code was dropped."""
    keys, there = opened.store.keys, copy.header
    ways = _ways_back(opened.header, there)
    if note.return_key in opened.header.seal:
        level_keys = dict(opened.header.level_keys)
        if sealed := there.level_keys.get(Level.SEALED):
            level_keys[Level.SEALED] = sealed
        opened = change_header(
            opened,
            replace(
                opened.header,
                slots=tuple(sorted((*opened.header.slots, *ways), key=lambda slot: slot.id)),
                foreign_slots=tuple(slot for slot in opened.header.foreign_slots if slot["type"] != slots.AWAY),
                level_keys=level_keys,
                seal=there.seal,
            ),
        )
    if not keys.sealed_is_open:
        _open_sealed(opened, keyholder, opened.header)
    return opened, len(ways) < len(there.slots_for(slots.SEALED))


def _ways_back(here: Header, there: Header) -> tuple[slots.Slot, ...]:
    """The ways to SEALED that come back: not by a recovery code that was replaced or removed since."""
    ways = there.slots_for(slots.SEALED)
    codes = [
        {slot for slot in found.slots_for(slots.MASTER) if isinstance(slot, slots.CodeSlot)} for found in (here, there)
    ]
    if codes[0] == codes[1]:
        return ways
    kept = tuple(slot for slot in ways if not isinstance(slot, slots.CodeSlot))
    return kept or ways


def _read_only(path: Path, keyholder: Keyholder, watch: Watch) -> Opened:
    for credentials in keyholder.of_vault:
        with suppress(WrongPassphrase):
            return folder.open_folder(path, credentials, watch=watch, read_only=True)
    raise WrongPassphrase


def _check_schema(copy: Opened) -> None:
    """A copy that is only read is not brought up to date: one of an earlier program cannot be read as it is.

    Raises:
        ReturnRefused, VaultTooNew: it is of an earlier or a later program.
    """
    version = int(copy.store.connection.value("PRAGMA user_version"))
    if version > len(migrations.ALL):
        raise VaultTooNew(name=copy.path.name, found=version, known=len(migrations.ALL))
    if version < len(migrations.ALL):
        raise ReturnRefused(what=tr(_OLD_HOME))


class _Home:
    """The copy at home, opened for reading with its own ways in; nobody works in it meanwhile."""

    def __init__(self, opened: Opened, path: Path, keyholder: Keyholder, watch: Watch) -> None:
        if header.load(path).vault_id != opened.header.vault_id or path.resolve() == opened.path.resolve():
            raise ReturnRefused(what=tr(_OTHER_VAULT))
        self._leaving = ExitStack()
        with suppress(CannotWrite):  # on a medium that cannot be written nobody else writes either
            self._leaving.callback(InstanceLock(path / folder.LOCK).release)
        try:
            self._copy = _read_only(path, keyholder, watch)
            self._leaving.callback(self._copy.close)
            _check_schema(self._copy)
            _open_sealed(self._copy, keyholder, self._copy.header)
        except BaseException:
            self._leaving.close()
            raise

    def __enter__(self) -> Opened:
        return self._copy

    def __exit__(self, *_: object) -> None:
        self._leaving.close()
