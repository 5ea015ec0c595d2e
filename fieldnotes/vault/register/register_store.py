"""The register: entries by code, whose identities are SEALED, and the relations between them."""

from __future__ import annotations

from typing import Any

from fieldnotes import clock
from fieldnotes.errors import BadValue, NoSuchRecord, SealedClosed
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.register import EntityType, Entry, Identity, Relation, RelationKind, Role
from fieldnotes.vault import codec
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.records import levels
from fieldnotes.vault.store import Store, new_id

_PREFIX = {
    EntityType.PERSON: "P",
    EntityType.ORG: "O",
    EntityType.PLACE: "L",
    EntityType.PHONE: "F",
    EntityType.EMAIL: "E",
    EntityType.HANDLE: "H",
    EntityType.DOCUMENT: "D",
}
_SOURCE_PREFIX = "S"

_COLUMNS = "SELECT id, code, type, role, level, version, kid, wrapped, blob FROM entry"
_ROW = "SELECT row FROM entry WHERE code = ?"
_GENERATION = "register_generation"


def add(
    store: Store,
    *,
    type: EntityType,  # noqa: A002 - the model's word
    role: Role,
    level: Level,
    identity: Identity,
) -> tuple[Entry, Changes]:
    """Register somebody or something. A source's code is S-001, another person's P-001.

    Raises:
        SealedClosed: identities are SEALED and the compartment is closed.
    """
    with store.transaction():
        prefix = _SOURCE_PREFIX if (type, role) == (EntityType.PERSON, Role.SOURCE) else _PREFIX[type]
        entry = Entry(new_id(), store.next_code(prefix), type, role, level, identity)
        columns = _seal(store, entry.id, identity, 1)
        store.connection.insert(
            "INSERT INTO entry (id, code, type, role, level, created, ordinal, version, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
            *(entry.id, entry.code, str(type), str(role), int(level), clock.stamp(), store.next_number("ordinal")),
            *columns,
        )
        _touch(store)
        ledger.append(store, "register", level=level.name, **version_vector.facts(store, Of.ENTRY, entry.code))
    return entry, Changes(entries=frozenset({entry.code}))


def change(
    store: Store,
    code: str,
    *,
    identity: Identity | None = None,
    role: Role | None = None,
    level: Level | None = None,
    reason: str = "",
) -> Changes:
    """Change what is given. The code stays, whatever the role becomes.

    Raises:
        NoSuchRecord: no such entry.
        SealedClosed: the identity is to change and the compartment is closed.
        ReasonNeeded: the level is lowered without a reason.
    """
    with store.transaction():
        entry_id, old, version = _key_columns(store, code)
        if level is not None and level is not old:
            nth = levels.record_change(store, entry_id, old, level, reason=reason)
            store.connection.write(
                "UPDATE entry SET level = ?, level_changes = ? WHERE code = ?", int(level), nth, code
            )
            levels.note(store, Of.ENTRY, code, old, level, nth)
        if role is not None:
            store.connection.write("UPDATE entry SET role = ? WHERE code = ?", str(role), code)
        if role is not None or (level is not None and level is not old):
            _note_standing(store, code)
        if identity is not None:
            columns = _seal(store, entry_id, identity, version + 1)
            store.connection.write(
                "UPDATE entry SET version = ?, kid = ?, wrapped = ?, blob = ? WHERE code = ?",
                *(version + 1, *columns, code),
            )
            _touch(store)
            ledger.append(store, "identity", **version_vector.facts(store, Of.ENTRY, code))
    told = level is not None or role is not None or identity is not None
    return Changes(entries=frozenset({code}), ledger=told)


def get(store: Store, code: str) -> Entry:
    """One entry; its identity is None while SEALED is closed.

    Raises:
        NoSuchRecord: there is none with that code.
    """
    found = store.connection.one(_COLUMNS + " WHERE code = ?", code)
    if found is None:
        raise NoSuchRecord(name=code)
    return _entry(store, found)


def all_of(store: Store) -> list[Entry]:
    """Every entry in the order in which they were registered."""
    return [_entry(store, found) for found in store.connection.rows(_COLUMNS + " ORDER BY ordinal")]


def ordinal(store: Store, code: str) -> int:
    """The entry's place in the whole register, from 1; it never changes and is never given again."""
    return store.row_number("SELECT ordinal FROM entry WHERE code = ?", code)


def row_of(store: Store, code: str) -> int:
    return store.row_number(_ROW, code)


def generation(store: Store) -> int:
    """Rises with every new or changed identity: what was scanned for names before is then out of date."""
    return int(store.meta(_GENERATION, "0"))


def relate(store: Store, a: str, b: str, kind: RelationKind) -> Changes:
    """Say that `a` is the `kind` of `b`; saying it twice changes nothing.

    Raises:
        NoSuchRecord: one of them is not registered.
        BadValue: they are the same entry.
    """
    if a == b:
        raise BadValue(field="relation", value=b, allowed="two different entries")
    with store.transaction():
        added = store.connection.write(
            "INSERT OR IGNORE INTO relation (a, b, kind) VALUES (?, ?, ?)",
            *(row_of(store, a), row_of(store, b), str(kind)),
        )
        return _related(store, a, b, changed=bool(added))


def unrelate(store: Store, a: str, b: str, kind: RelationKind) -> Changes:
    """Take a relation back; no error when there was none."""
    with store.transaction():
        removed = store.connection.write(
            "DELETE FROM relation WHERE a = ? AND b = ? AND kind = ?",
            *(row_of(store, a), row_of(store, b), str(kind)),
        )
        return _related(store, a, b, changed=bool(removed))


def _related(store: Store, a: str, b: str, *, changed: bool) -> Changes:
    if changed:
        _note_standing(store, a)
        _note_standing(store, b)
    return Changes(entries=frozenset({a, b}), ledger=changed)


def _note_standing(store: Store, code: str) -> None:
    """Level, role and relations lie in the clear columns: the ledger is what an older page of them contradicts."""
    ledger.append(store, "standing", **version_vector.facts(store, Of.STANDING, code))


def relations(store: Store) -> list[Relation]:
    """Every relation, by the codes of both sides."""
    found = store.connection.rows(
        "SELECT x.code, y.code, kind FROM relation JOIN entry x ON x.row = a JOIN entry y ON y.row = b "
        "ORDER BY x.code, y.code, kind"
    )
    return [Relation(a, b, RelationKind(kind)) for a, b, kind in found]


def _key_columns(store: Store, code: str) -> tuple[str, Level, int]:
    found = store.connection.one("SELECT id, level, version FROM entry WHERE code = ?", code)
    if found is None:
        raise NoSuchRecord(name=code)
    return found[0], Level(found[1]), found[2]


def _entry(store: Store, found: tuple[Any, ...]) -> Entry:
    entry_id, code, kind, role, level, version, *columns = found
    try:
        data = store.open(tuple(columns), level=Level.SEALED, owner=entry_id, part="identity", version=version)
        identity: Identity | None = codec.load_identity(data)
    except SealedClosed:
        identity = None
    return Entry(entry_id, code, EntityType(kind), Role(role), Level(level), identity)


def _seal(store: Store, entry_id: str, identity: Identity, version: int) -> tuple[int, bytes, bytes]:
    data = codec.dump_identity(identity)
    return store.seal(data, level=Level.SEALED, owner=entry_id, part="identity", version=version)


def _touch(store: Store) -> None:
    store.set_meta(_GENERATION, str(generation(store) + 1))
