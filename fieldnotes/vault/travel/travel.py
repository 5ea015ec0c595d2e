"""Leave part of a vault behind: write a package of all of it, have it proved, and only then remove.

At every moment either everything is still here, or a package that was decrypted and verified holds a whole copy.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fieldnotes import clock
from fieldnotes.crypto import age
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import AlreadyExists, HeaderDamaged, PackageDamaged, TravelRefused, VaultDamaged
from fieldnotes.files import InstanceLock, atomic_write, need_space, private_folder, read_limited
from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault import check, folder
from fieldnotes.vault.keys import header
from fieldnotes.vault.keys.keys import Keys
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.opened import DATABASE, Opened
from fieldnotes.vault.records import cases
from fieldnotes.vault.slots import slots
from fieldnotes.vault.store import new_id
from fieldnotes.vault.travel import away, leaving, package, removal, traces
from fieldnotes.vault.travel.away import Away, Pending, Plan
from fieldnotes.vault.travel.leaving import STAGING
from fieldnotes.vault.travel.package import Package

_SPARE_BYTES = 16 * 1024 * 1024

_ALREADY = N_("something is left behind already; bring it back first")
_NOTHING = N_("no level and no case was chosen")
_NO_PACKAGE = N_("no package waits for its confirmation; write one first")
_OTHER_WORDS = N_("these are not the words that the package's keeper reads out")
_WAYS_CHANGED = N_("a passphrase, code or key was changed after the package was written; write a new one")
_CHANGED = N_("the vault changed after the package was written; write a new one")
_SEALED_CLOSED = N_("the sealed compartment has to be open, so that the package can be tried completely")
_NOT_PROVED = N_("the package could not be opened again as a whole vault")


@dataclass(frozen=True, slots=True)
class Closing:
    """Whom a package is for: custodians' cards, or whoever knows a passphrase of its own."""

    recipients: tuple[str, ...] = ()
    passphrase: Secret | None = None

    def close(self, plaintext: bytes) -> bytes:
        """The bytes of the file. Raises BadRecipient."""
        if self.passphrase is not None:
            return package.sealed_under(plaintext, self.passphrase)
        return package.sealed_to(plaintext, self.recipients)


@dataclass(frozen=True, slots=True)
class Left:
    """What a removal did. `still_named`: records that stay and in which names that went are still written.

    `lingering` words of the sample were found where nothing of them should be: zero, unless something is wrong.
    """

    away: Away
    sampled: int
    lingering: int
    still_named: tuple[str, ...]


def write_package(opened: Opened, plan: Plan, target: Path, closing: Closing, watch: Watch) -> Pending:
    """Write a package of the whole vault to `target`, open its content as a vault, and note that it waits.

    Nothing is removed.

    Raises:
        TravelRefused: something is away already, nothing was chosen, or the compartment is closed.
        NoSuchRecord: there is no such case.
        AlreadyExists, DiskFull, CannotWrite, FileTooLarge, BadRecipient, VaultDamaged: no package was written.
    """
    _check_plan(opened, plan)
    if target.exists():
        raise AlreadyExists(name=target.name)
    plan = removal.completed(opened.store, plan)
    need_space(opened.path, 2 * opened.database.stat().st_size + _SPARE_BYTES)
    identity = age.generate_identity(post_quantum=True)
    made = _packed(opened, identity, watch)
    contents = away.contents_of(opened.store)
    _prove(opened, made, contents, watch)
    watch.check()
    data = closing.close(package.encoded(made))
    atomic_write(target, data, keep_existing=True)
    note = Pending(
        package=made.id,
        sha256=hashlib.sha256(data).hexdigest(),
        plan=plan,
        made=made.made,
        confirmation=_digest(package.confirmation(made, data)),
        contents=contents,
        ways=away.ways_of(opened.header),
        return_key=age.recipient_of(identity),
        keeper=bool(closing.recipients),
    )
    with opened.store.transaction():
        away.keep_pending(opened.store, note)
        ledger.append(opened.store, "travel-package", package=note.package, sha256=note.sha256)
    return note


def read_package(
    data: bytes, *, identities: Sequence[str] = (), passphrase: Secret | None = None, name: str
) -> Package:
    """Decrypt and verify a package whole. Raises PackageDamaged."""
    return package.parse(package.unsealed(data, identities=identities, passphrase=passphrase, name=name), name=name)


def leave(opened: Opened, words: Sequence[str], watch: Watch) -> tuple[Opened, Left]:
    """Remove what the waiting package was made for. `words` are what its keeper read out after opening it.

    Raises:
        TravelRefused: no package waits, the words are others, or the vault changed since; nothing was removed.
        DiskFull, CannotWrite, Cancelled: before the removal nothing was removed; later, the next unlock goes on.
    """
    store = opened.store
    note = _confirmed(opened, words)
    watch.check()
    taken = traces.sample(store, removal.numbers(store, note.plan), names=Level.SEALED in note.plan.levels)
    with store.rewriting():
        removed = removal.remove(store, note.plan)
        away.keep(
            store,
            Away(
                package=note.package,
                sha256=note.sha256,
                plan=note.plan,
                since=clock.stamp(),
                return_key=note.return_key,
                keeper=note.keeper,
                records=removed.records,
                names=removed.names,
                database_kid=opened.header.database_keys[-1].kid,
                kids=leaving.keys_to_change(opened.header, note.plan),
            ),
        )
        away.forget(store, away.PENDING)
        known = traces.standing(store, taken)
    opened = leaving.finished(opened, watch)
    with database_key(opened.header, opened.store.keys.master) as key:
        lingering = traces.left_in(opened, key, taken, known)
    left = away.away(opened.store)
    assert left is not None
    return opened, Left(left, len(taken.words), lingering, known.codes)


@contextmanager
def database_key(found: header.Header, master: Secret) -> Iterator[Secret]:
    """The newest database key of a header, wiped afterwards."""
    keys, secrets = Keys.unwrapped(found, master.copy())
    try:
        yield secrets[-1]
    finally:
        keys.wipe()
        for secret in secrets:
            secret.wipe()


@contextmanager
def taken_apart(
    opened: Opened, made: Package, master: Secret, watch: Watch, *, writable: bool = False
) -> Iterator[Opened]:
    """A package's copy of the vault, opened from a folder that is removed afterwards.

    `writable` lets it be brought up to date, where it was made by an earlier program.

    Raises:
        PackageDamaged: `master` does not open it, or it is no vault.
    """
    leaving.clear_staging(opened)
    staging = opened.path / STAGING
    private_folder(staging)
    try:
        for name in made.files.keys() - {package.RETURN_KEY}:
            atomic_write(staging / name, made.files[name])
        lock = InstanceLock(staging / folder.LOCK) if writable else None
        try:
            copy = folder.with_master(staging, header.load(staging), master.copy(), lock, watch)
        except (HeaderDamaged, VaultDamaged) as error:
            raise PackageDamaged(name=made.id[:8], what=tr(_NOT_PROVED)) from error
        try:
            yield copy
        finally:
            copy.close()
    finally:
        leaving.clear_staging(opened)


def _check_plan(opened: Opened, plan: Plan) -> None:
    if away.away(opened.store) is not None:
        raise TravelRefused(what=tr(_ALREADY))
    if not plan.levels and not plan.cases:
        raise TravelRefused(what=tr(_NOTHING))
    for code in plan.cases:
        cases.row_of(opened.store, code)
    if opened.header.slots_for(slots.SEALED) and not opened.store.keys.sealed_is_open:
        raise TravelRefused(what=tr(_SEALED_CLOSED))


def _packed(opened: Opened, identity: str, watch: Watch) -> Package:
    """The vault as it is on the disk, its database copied page by page under its own key."""
    leaving.clear_staging(opened)
    staging = opened.path / STAGING
    private_folder(staging)
    try:
        with database_key(opened.header, opened.store.keys.master) as key:
            opened.store.connection.copy_to(staging / DATABASE, key, watch)
        database = read_limited(staging / DATABASE, package.LIMIT_BYTES)
    finally:
        leaving.clear_staging(opened)
    files = {
        header.FILE_NAME: read_limited(opened.path / header.FILE_NAME, header.LIMIT_BYTES),
        DATABASE: database,
        package.RETURN_KEY: f"{identity}\n".encode("ascii"),
    }
    if (opened.path / package.LEDGER).is_file():
        files[package.LEDGER] = read_limited(opened.path / package.LEDGER, package.LIMIT_BYTES)
    vault = opened.header.vault_id.hex()
    return Package(new_id(), vault, clock.stamp(), package.fresh_secret(), files)


def _prove(opened: Opened, made: Package, contents: str, watch: Watch) -> None:
    """Open the copy as a vault and examine all of it; what is wrong with it is wrong with the vault.

    Raises:
        VaultDamaged: nothing may leave before the vault is whole.
    """
    keys = opened.store.keys
    with taken_apart(opened, made, keys.master, watch) as copy:
        if keys.sealed_is_open:
            copy.store.keys.open_sealed(copy.header, keys.sealed_master.copy())
        problems = check.examine(copy.store, watch)
        if problems or away.contents_of(copy.store) != contents:
            raise VaultDamaged(what=problems[0].subject if problems else tr(_NOT_PROVED))


def _confirmed(opened: Opened, words: Sequence[str]) -> Pending:
    store = opened.store
    note = away.pending(store)
    if note is None:
        raise TravelRefused(what=tr(_NO_PACKAGE if away.away(store) is None else _ALREADY))
    if not hmac.compare_digest(_digest(words), note.confirmation):
        raise TravelRefused(what=tr(_OTHER_WORDS))
    if away.contents_of(store) != note.contents:
        raise TravelRefused(what=tr(_CHANGED))
    if away.ways_of(opened.header) != note.ways:
        raise TravelRefused(what=tr(_WAYS_CHANGED))
    return note


def _digest(words: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
