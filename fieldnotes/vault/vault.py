"""One open vault: a façade over the table modules. Every write is one transaction and says what it changed.

A vault belongs to the thread that opened it. After `lock` every call raises VaultLocked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import CannotWrite, DiskFull, LeftBehind, SealedClosed, VaultLocked, WrongSealedPassphrase
from fieldnotes.model.changes import Changes
from fieldnotes.model.consent import Consent
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.model.query import Found, Query
from fieldnotes.model.record import Body, Card, Case, Draft, Kind, Record, Row
from fieldnotes.model.register import EntityType, Entry, Identity, Relation, RelationKind, Role
from fieldnotes.progress import Watch
from fieldnotes.vault import check, device, facts, folder, info
from fieldnotes.vault.backup.backups import Backups
from fieldnotes.vault.check import Problem
from fieldnotes.vault.device import DeviceKeys
from fieldnotes.vault.erasing.purging import Purging
from fieldnotes.vault.facts import DatabaseFacts
from fieldnotes.vault.followup.following import Following
from fieldnotes.vault.info import VaultInfo
from fieldnotes.vault.keys import rotation
from fieldnotes.vault.keys.rekeying import Rekeying
from fieldnotes.vault.ledger import ledger, ledger_check
from fieldnotes.vault.ledger.ledger import LedgerEntry
from fieldnotes.vault.ledger.log import Log
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.policies import Policies
from fieldnotes.vault.records import (
    cases,
    demanded,
    drafts,
    levels,
    records,
    releases,
    sealed_versions,
    search,
    search_index,
    versions,
)
from fieldnotes.vault.records.keeping import Keeping
from fieldnotes.vault.records.levels import LevelChange
from fieldnotes.vault.records.releases import Release
from fieldnotes.vault.records.sealed_versions import SealedVersion
from fieldnotes.vault.records.versions import Revision
from fieldnotes.vault.register import consents, joining, register_store
from fieldnotes.vault.register.deciding import Deciding
from fieldnotes.vault.register.joining import Joined
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.key_slots import KeySlots
from fieldnotes.vault.slots.slots import Credentials
from fieldnotes.vault.store import Store
from fieldnotes.vault.travel.journey import Journey

ALL_LEVELS = (*INDEXED_LEVELS, Level.SEALED)


class Vault(Deciding, Keeping, Following):
    """What can be done with an open vault; each method's errors are those of the module it calls."""

    def __init__(self, opened: Opened) -> None:
        self._opened: Opened | None = opened

    # --- opening and locking

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: Secret,
        *,
        sealed_passphrase: Secret | None = None,
        kdf: KdfParams | None = None,
        device: DeviceKeys,
    ) -> Vault:
        """Make a vault and open it. Without `sealed_passphrase` both compartments share one; `kdf` is calibrated."""
        return cls(folder.create(path, passphrase, sealed_passphrase=sealed_passphrase, params=kdf, keys=device))

    @classmethod
    def open(
        cls, path: Path, secret: Secret | Credentials, *, watch: Watch | None = None, read_only: bool = False
    ) -> Vault:
        """Open a vault, SEALED closed. A Secret is a passphrase alone."""
        credentials = _credentials(secret)
        return cls(folder.open_folder(path, credentials, watch=watch or Watch(), read_only=read_only))

    @staticmethod
    def info(path: Path) -> VaultInfo:
        """What can be said without a passphrase."""
        return info.read(path)

    def lock(self) -> None:
        """Close the database, wipe the keys, let others in."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    @property
    def path(self) -> Path:
        return self._live.path

    @property
    def vault_id(self) -> str:
        return self._live.header.vault_id.hex()

    def open_sealed(self, secret: Secret | Credentials) -> None:
        """Open the SEALED compartment. A Secret is a passphrase alone.

        Raises:
            WrongSealedPassphrase: it stays closed.
            LeftBehind: it is not on this computer; what is SEALED can be written, not read.
        """
        found = self._live.header
        if isinstance(why := self.sealed_closed, LeftBehind):
            raise why
        opened = slots.unlock(_credentials(secret), found.slots_for(slots.SEALED), vault_id=found.vault_id)
        if opened is None:
            raise WrongSealedPassphrase
        self._store.keys.open_sealed(found, opened[0])
        self._opened = rotation.finished(self._live)
        if self._live.lock is not None:
            with suppress(DiskFull, CannotWrite):  # it can wait for a disk with room
                consents.seal_words(self._store)

    def close_sealed(self) -> None:
        self._store.keys.close_sealed()

    @property
    def sealed_is_open(self) -> bool:
        return self._opened is not None and self._opened.store.keys.sealed_is_open

    def device(self) -> DeviceKeys:
        return device.load(self._store)

    def pseudonym_secret(self) -> bytes:
        """32 random bytes, the same for the vault's whole life, from which labels are permuted."""
        return self._store.secret("pseudonym")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several writes as one: all of them are kept, or none."""
        with self._store.transaction():
            yield

    # --- cases and records

    def add_case(self, title: str, *, floor: Level = Level.PUBLIC) -> tuple[Case, Changes]:
        return cases.add(self._store, title, floor=floor)

    def cases(self) -> list[Case]:
        return cases.all_of(self._store)

    def case(self, code: str) -> Case:
        return cases.get(self._store, code)

    def add_record(self, case: str, *, kind: Kind, level: Level, card: Card, body: Body) -> tuple[Row, Changes]:
        return demanded.add_record(self._live, case, kind=kind, level=level, card=card, body=body)

    def save(self, code: str, *, card: Card, body: Body) -> tuple[Row, Changes]:
        return records.save(self._store, code, card=card, body=body)

    def set_level(self, code: str, level: Level, *, reason: str = "", second: str = "") -> Changes:
        return demanded.set_level(self._live, code, level, reason=reason, second=second)

    def level_changes(self, code: str) -> list[LevelChange]:
        """Every change of a record's level with its reason, oldest first."""
        return levels.changes_of(self._store, self.row(code).id)

    def record(self, code: str) -> Record:
        return records.opened(self._store, records.find(self._store, code))

    def row(self, code: str) -> Row:
        return records.find(self._store, code).row

    def rows(self, *, case: str | None = None, limit: int | None = None, before: str | None = None) -> list[Row]:
        return records.page(self._store, case=case, limit=limit, before=before)

    def revisions(self, code: str) -> list[Revision]:
        return records.revisions(self._store, code)

    def revision(self, code: str, version: int) -> Record:
        return records.revision(self._store, code, version)

    def seal_version(self, code: str) -> Changes:
        return sealed_versions.seal(self._store, code)

    def sealed_versions(self, code: str) -> list[SealedVersion]:
        return sealed_versions.of_record(self._store, code)

    def delete(self, code: str) -> Changes:
        return records.delete(self._store, code)

    def restore(self, code: str) -> Changes:
        return records.restore(self._store, code)

    def recycled(self) -> list[Row]:
        return records.recycled(self._store)

    # --- the register and consent

    def add_entry(
        self,
        *,
        type: EntityType,  # noqa: A002 - the model's word
        role: Role,
        level: Level,
        identity: Identity,
    ) -> tuple[Entry, Changes]:
        return demanded.add_entry(self._live, type=type, role=role, level=level, identity=identity)

    def entry(self, code: str) -> Entry:
        return register_store.get(self._store, code)

    def entries(self) -> list[Entry]:
        return register_store.all_of(self._store)

    def change_entry(
        self,
        code: str,
        *,
        identity: Identity | None = None,
        role: Role | None = None,
        level: Level | None = None,
        reason: str = "",
        second: str = "",
    ) -> Changes:
        told = {"reason": reason, "second": second}
        return demanded.change_entry(self._live, code, identity=identity, role=role, level=level, **told)

    def join_entries(self, keep: str, other: str) -> Joined:
        return joining.join(self._store, keep, other)

    def ordinal(self, code: str) -> int:
        return register_store.ordinal(self._store, code)

    def relate(self, a: str, b: str, kind: RelationKind) -> Changes:
        return register_store.relate(self._store, a, b, kind)

    def unrelate(self, a: str, b: str, kind: RelationKind) -> Changes:
        return register_store.unrelate(self._store, a, b, kind)

    def relations(self) -> list[Relation]:
        return register_store.relations(self._store)

    def set_consent(self, code: str, consent: Consent) -> Changes:
        return consents.put(self._store, code, consent)

    def consent(self, code: str) -> Consent | None:
        return consents.get(self._store, code)

    def consents(self) -> dict[str, Consent]:
        return consents.all_of(self._store)

    # --- drafts, search

    def put_draft(self, draft: Draft) -> Changes:
        return drafts.put(self._store, draft)

    def drafts(self) -> list[Draft]:
        return drafts.all_of(self._store)

    def drop_draft(self, draft_id: str) -> Changes:
        return drafts.drop(self._store, draft_id)

    def search(self, query: Query, *, limit: int = 50, levels: Collection[Level] = ALL_LEVELS) -> list[Found]:
        return search.search(self._store, query, limit=limit, levels=levels)

    def tidy(self) -> None:
        """Compact the search tables; worth doing after an import."""
        with self._store.transaction():
            search_index.optimize(self._store)

    # --- ledger, releases, examination

    def append_ledger(self, event: str, **facts: str | int) -> Changes:
        ledger.append(self._store, event, **facts)
        return Changes()

    def ledger(self) -> list[LedgerEntry]:
        return ledger.all_of(self._store)

    def verify_ledger(self) -> None:
        ledger.verify(self._store)

    def ledger_head(self) -> str:
        return ledger.head(self._store)

    def record_release(self, release: Release) -> Changes:
        return releases.record(self._store, release)

    def releases(self) -> list[Release]:
        return releases.all_of(self._store)

    @property
    def log(self) -> Log:
        """The ledger's file, its checkpoints and who may read it."""
        return Log(lambda: self._live, self._replaced)

    def check(self, watch: Watch | None = None) -> list[Problem]:
        found = check.examine(self._store, watch or Watch())
        return [*found, *ledger_check.problems(self._live, found)]

    def verify_header(self) -> None:
        """Authenticate the header file as it is now and compare it with what the database knows of it."""
        folder.verify_header(self._live)

    def sealed_values(self) -> int:
        """How many values need the SEALED compartment: records, register entries, sealed words and versions."""
        sql = "SELECT count(*) FROM record WHERE level = ? AND created <> ''"  # not of what was purged
        rows = self._store.connection.value(sql, int(Level.SEALED))
        return int(rows) + len(self.entries()) + versions.count_sealed(self._store)

    def facts(self) -> DatabaseFacts:
        return facts.measure(self._store, header_generation=self._live.header.generation)

    # --- key slots

    @property
    def key_slots(self) -> KeySlots:
        """The ways into this vault, and their changes."""
        return KeySlots(lambda: self._live, self._replaced)

    def _replaced(self, opened: Opened) -> None:
        self._opened = opened

    # --- travel

    @property
    def journey(self) -> Journey:
        """What is left behind before a journey, and how it comes back."""
        return Journey(lambda: self._live, self._replaced, self.lock)

    @property
    def sealed_closed(self) -> SealedClosed:
        """Why what is SEALED cannot be read now: LeftBehind where its key is not on this computer."""
        return self._store.keys.closed()

    @property
    def sealed_is_away(self) -> bool:
        """The SEALED compartment was left behind before a journey."""
        return self._store.keys.sealed_is_away

    # --- backups, purging

    @property
    def backups(self) -> Backups:
        """The copies of this vault: made, tested, listed with what they still hold."""
        return Backups(self._live)

    @property
    def purging(self) -> Purging:
        """Taking records, entries and whole levels out of this vault for good."""
        return Purging(lambda: self._live, self._replaced)

    # --- keys and the policy

    @property
    def policy(self) -> Policies:
        """What the project's security lead demands, and how it is installed."""
        return Policies(lambda: self._live, self._replaced)

    @property
    def rekeying(self) -> Rekeying:
        """Keys of levels, of the database and of the SEALED compartment: changed or sent away."""
        return Rekeying(lambda: self._live, self._replaced)

    @property
    def sealed_recipients(self) -> tuple[str, ...]:
        """Who can read what is SEALED while its key is away; empty while it is here."""
        return () if self._store.keys.sealed_is_here else self._live.header.seal

    @property
    def can_write_sealed(self) -> bool:
        return self._store.keys.can_write_sealed

    @property
    def _live(self) -> Opened:
        if self._opened is None:
            raise VaultLocked
        return self._opened

    @property
    def _store(self) -> Store:
        return self._live.store


def _credentials(secret: Secret | Credentials) -> Credentials:
    return secret if isinstance(secret, Credentials) else Credentials(passphrase=secret)
