"""The register of backups: which were made, where they lie, and what they still hold that the vault no longer does.

It is in the database itself, so a backup does not know of itself; where backups lie is sealed at INTERNAL. One that
was made but not written down, because a crash came between, is found again where others lie.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from fieldnotes import clock
from fieldnotes.errors import FieldNotesError, HeaderDamaged, NoSuchRecord
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault import codec, rules
from fieldnotes.vault.backup import backup_copy, backup_folder, backup_manifest
from fieldnotes.vault.backup.backup_copy import Proof
from fieldnotes.vault.backup.backup_manifest import Manifest
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.keys import header
from fieldnotes.vault.keys.header import Header
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.ledger.ledger import LedgerEntry
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.slots.slots import Credentials
from fieldnotes.vault.store import Store

VERIFIED, TESTED = "backup-verified", "backup-tested"
"""Events of the ledger: made and read back; opened with secrets typed anew."""
PURGED, ERASED = "purge", "erase-level"
"""Events after which older backups hold more than the vault."""

_ADDED = ("add", "register")
_AWAY, _BACK = ("travel-left", "sealed-away"), ("travel-returned", "sealed-back")
_SETTING = "backup-schedule"
_COLUMNS = "SELECT id, made, tested, gone, ledger_seq, slots, bytes, kid, wrapped, blob FROM backup"
_STATE = (
    "SELECT code, version, level, deleted FROM record ORDER BY row",
    "SELECT code, version, level, role FROM entry ORDER BY row",
    "SELECT a, b, kind FROM relation ORDER BY a, b, kind",
    "SELECT entry_row, version FROM consent ORDER BY entry_row",
    "SELECT entry_row, version FROM consent_form ORDER BY entry_row",
    "SELECT code, version, floor, status FROM case_file ORDER BY row",
    "SELECT code, version FROM term ORDER BY code",
    "SELECT id, version FROM draft ORDER BY id",
    "SELECT about, scope, hit, verdict, decided FROM verdict ORDER BY about, scope, hit",
    "SELECT id FROM release ORDER BY row",
    "SELECT id, version FROM slip ORDER BY row",
)


class State(StrEnum):
    """Where a backup is now. `unreachable`: the folder that it was made in is not there, like a stick taken out."""

    PRESENT = "present"
    MISSING = "missing"
    UNREACHABLE = "unreachable"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class OldSlot:
    """A way into a backup that no longer leads into the vault. `type` and `opens` as in the header."""

    id: int
    type: str
    opens: str


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; `made` and `tested` are UTC stamps, `tested` is empty until a drill.

    `purged` are codes that it still holds, `levels` names of levels that were erased or left behind since.
    """

    id: str
    made: str
    tested: str
    state: State
    bytes: int
    path: Path = field(repr=False)
    purged: tuple[str, ...] = ()
    old_slots: tuple[OldSlot, ...] = ()
    levels: tuple[str, ...] = ()
    current: bool = False
    """Nothing was written into the vault since."""
    outlives: bool = False
    """The vault's keys were exchanged since: it is not recognised as the vault's own, and never removed for it."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where and how often backups are made. `elsewhere`: the folder was on another disk when it was chosen."""

    folder: Path = field(repr=False)
    every_days: int
    keep: int
    elsewhere: bool


class Backups:
    """What can be done about the backups of one open vault; each method's errors are those of `backup_copy`."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.store

    def make(self, place: Path, watch: Watch) -> tuple[Backup, Proof]:
        """Make a backup in the folder `place`, prove it and write it down.

        Raises:
            PolicyForbids: the policy wants another volume; others as `backup_copy.make`.
        """
        self.check_place(place)
        state = _state(self._store)
        path, proof = backup_copy.make(self._opened, place, watch)
        made = proof.manifest
        with self._store.transaction():
            self._note(made, proof.header, path, state)
            ledger.append(self._store, VERIFIED, backup=made.id, bytes=made.bytes, generation=made.generation)
        return self.get(made.id), proof

    def check_place(self, place: Path) -> None:
        """Raises PolicyForbids: the policy wants backups on another volume."""
        rules.check_backup_place(self._opened.header, self._opened.path, place)

    def without_way_in(self) -> tuple[str, ...]:
        """Key ids of the policy's recipients of backups whom a backup made now would not open for."""
        return rules.without_way_in(self._opened.header)

    def test(
        self, backup_id: str, credentials: Credentials, *, sealed: Credentials | None, watch: Watch
    ) -> tuple[Backup, Proof]:
        """Open a backup as after a loss, with secrets typed anew, and write down that it was possible.

        Raises:
            NoSuchRecord: no backup has that number.
        """
        found = self.get(backup_id)
        proof = backup_copy.prove(found.path, credentials, sealed=sealed, watch=watch)
        self.note_tested(backup_id, sealed=proof.sealed)
        return self.get(backup_id), proof

    def note_tested(self, backup_id: str, *, sealed: bool) -> None:
        """Write down that a backup was proved to open."""
        with self._store.transaction():
            self._store.connection.write("UPDATE backup SET tested = ? WHERE id = ?", clock.stamp(), backup_id)
            ledger.append(self._store, TESTED, backup=backup_id, sealed=int(sealed))

    def newest(self) -> str | None:
        """The moment (ISO 8601, UTC) at which one was last made and read back; None when none ever was."""
        newest = "SELECT at FROM ledger WHERE event = ? ORDER BY seq DESC LIMIT 1"
        found = self._store.connection.value(newest, VERIFIED)
        return None if found is None else str(found)

    def get(self, backup_id: str) -> Backup:
        """Raises NoSuchRecord: no backup has that number."""
        for backup in self.all():
            if backup.id == backup_id:
                return backup
        raise NoSuchRecord(name=backup_id)

    def all(self) -> list[Backup]:
        """Every backup ever made, newest first, with what it still holds."""
        entries = ledger.all_of(self._store)
        slots = {slot["digest"] for slot in _slots(self._opened.header)}
        state = _state(self._store)
        rows = self._store.connection.rows(_COLUMNS + " ORDER BY made DESC, row DESC")
        return [self._backup(row, entries, slots, state) for row in rows]

    def discover(self) -> list[str]:
        """Write down backups of this vault that lie where others do and are not known; their numbers."""
        known = {backup.id for backup in self.all()}
        found = []
        for path, manifest, kept in self._lying_about():
            if manifest.id not in known:
                with self._store.transaction():
                    self._note(manifest, kept, path, "")
                    ledger.append(self._store, "backup-found", backup=manifest.id)
                known.add(manifest.id)
                found.append(manifest.id)
        return found

    def rotate(self, folder: Path, keep: int) -> list[str]:
        """Remove the oldest backups of this vault in `folder` until `keep` are left, at least one; their numbers.

        Only what is written down, lies where it was made as it was made and carries this vault's own seal is removed.
        """
        found = [(path, manifest) for path, manifest, _ in self._lying_about([folder])]
        mine = {manifest.id: path for path, manifest in found if backup_folder.is_untouched(path, manifest)}
        candidates = [backup for backup in self.all() if backup.state is State.PRESENT]
        here = [backup for backup in candidates if mine.get(backup.id) == backup.path]
        removed = []
        for backup in here[max(keep, 1) :]:
            backup_folder.remove(backup.path)
            self._store.connection.write("UPDATE backup SET gone = ? WHERE id = ?", clock.stamp(), backup.id)
            removed.append(backup.id)
        if removed:
            ledger.append(self._store, "backups-removed", count=len(removed))
        return removed

    @property
    def schedule(self) -> Schedule | None:
        """Where backups are made by themselves; None when nobody chose a place."""
        if not self._store.has_secret(_SETTING):
            return None
        raw = codec.load(self._store.secret(_SETTING))
        return Schedule(Path(raw["folder"]), raw["every"], raw["keep"], raw["elsewhere"]) if raw["folder"] else None

    def set_schedule(self, schedule: Schedule | None) -> None:
        """Choose where and how often, or None for never. The folder's name is sealed like a case's title."""
        chosen = schedule or Schedule(Path(), 1, 1, elsewhere=False)
        told = {"folder": str(chosen.folder) if schedule else "", "every": chosen.every_days, "keep": chosen.keep}
        with self._store.transaction():
            self._store.set_secret(_SETTING, codec.dump({**told, "elsewhere": chosen.elsewhere}))
            ledger.append(self._store, "backup-schedule", days=chosen.every_days if schedule else 0, keep=chosen.keep)

    def _note(self, manifest: Manifest, kept: Header, path: Path, state: str) -> None:
        told = codec.dump({"where": str(path.resolve()), "state": state})
        columns = self._store.seal(told, level=Level.INTERNAL, owner=manifest.id, part="backup", version=1)
        self._store.connection.insert(
            "INSERT INTO backup (id, made, generation, ledger_seq, slots, bytes, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(manifest.id, manifest.made, manifest.generation, manifest.ledger),
            *(json.dumps(_slots(kept)), manifest.bytes, *columns),
        )

    def _backup(self, row: tuple[Any, ...], entries: list[LedgerEntry], slots: set[str], state: str) -> Backup:
        backup_id, made, tested, gone, seq, listed, size, *columns = row
        told = codec.load(
            self._store.open(tuple(columns), level=Level.INTERNAL, owner=backup_id, part="backup", version=1)
        )
        path = Path(told["where"])
        old = [slot for slot in json.loads(listed) if slot["digest"] not in slots]
        return Backup(
            id=backup_id,
            made=made,
            tested=tested or "",
            state=State.REMOVED if gone else _state_of(path, backup_id),
            bytes=size,
            path=path,
            purged=tuple(_purged_since(entries, seq)),
            old_slots=tuple(OldSlot(slot["id"], slot["type"], slot["opens"]) for slot in old),
            levels=tuple(_levels_since(entries, seq)),
            current=told["state"] == state,
            outlives=not gone and self._outlives(path),
        )

    def _outlives(self, path: Path) -> bool:
        try:
            kept = header.load(path)
        except (FieldNotesError, OSError):
            return False
        try:
            header.authenticate(kept, self._store.keys.master)
        except HeaderDamaged:
            return kept.vault_id == self._opened.header.vault_id
        return False

    def _lying_about(self, folders: Iterable[Path] = ()) -> Iterator[tuple[Path, Manifest, Header]]:
        """Backups that carry this vault's seal, in `folders` or wherever any was made."""
        places = {folder.resolve() for folder in folders} or {backup.path.parent for backup in self.all()}
        if not folders and (schedule := self.schedule) is not None:
            places.add(schedule.folder.resolve())
        for path in (path for place in sorted(places) for path in backup_folder.listed_in(place)):
            try:
                kept = header.load(path)
                if kept.vault_id != self._opened.header.vault_id:
                    continue
                header.authenticate(kept, self._store.keys.master)
                manifest, seal = backup_copy.read_manifest(path)
                manifest = backup_manifest.authenticated(manifest, seal, self._store.keys.master, name=path.name)
            except (FieldNotesError, OSError):
                continue
            yield path, manifest, kept


def _slots(found: Header) -> list[dict[str, Any]]:
    """What is remembered of the ways into a backup: enough to see that one changed, nothing to try it with."""
    return [
        {
            "id": slot.id,
            "type": str(slot.core()["type"]),
            "opens": slot.opens,
            "digest": hashlib.sha256(canonical(slot.core())).hexdigest(),
        }
        for slot in found.slots
    ]


def _state(store: Store) -> str:
    """Changes with everything that a backup is for, and with nothing else (not with openings or backups)."""
    digest = hashlib.sha256()
    for sql in _STATE:
        digest.update(canonical(store.connection.rows(sql)))
    return digest.hexdigest()


def _state_of(path: Path, backup_id: str) -> State:
    try:
        manifest, _ = backup_copy.read_manifest(path)
        if manifest.id == backup_id:
            return State.PRESENT
    except (FieldNotesError, OSError):
        pass
    return State.MISSING if path.parent.is_dir() else State.UNREACHABLE


def _purged_since(entries: list[LedgerEntry], seq: int) -> list[str]:
    """Codes purged after entry `seq` that were there by then."""
    later = {str(entry.facts["code"]) for entry in entries if entry.event in _ADDED and entry.seq > seq}
    purged = [str(entry.facts["code"]) for entry in entries if entry.event == PURGED and entry.seq > seq]
    return sorted({code for code in purged if code not in later})


def _levels_since(entries: list[LedgerEntry], seq: int) -> list[str]:
    """Levels that were erased after entry `seq`, or left behind and are not back."""
    erased, away = set[str](), set[str]()
    for entry in entries:
        if entry.seq > seq:
            told = str(entry.facts.get("levels", "")).split()
            if entry.event == ERASED:
                erased.update(told)
            elif entry.event in _AWAY:
                away.update(told or [Level.SEALED.name])
            elif entry.event in _BACK:
                away.clear()
    return sorted(erased | away)
