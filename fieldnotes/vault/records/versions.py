"""Saved versions of a record: which key each part of them is under, and how they are read back.

A version is a card and a body under the record's level. The words of SEALED passages are cut out of the body and
kept apart under SEALED. Once words are sealed, every older version is put under SEALED as a whole: it may say the
same, in these words or in others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldnotes.errors import NoSuchRecord, VaultDamaged
from fieldnotes.i18n import tr
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Row
from fieldnotes.vault import codec
from fieldnotes.vault.records import placeholders, sealed_words
from fieldnotes.vault.store import Store

_CARD, _BODY = "card", "body"
_SELECT = "SELECT sealed, kid, wrapped, blob FROM # WHERE record_row = ? AND version = ?"
_UNSEALED = "SELECT version, kid, wrapped, blob FROM # WHERE record_row = ? AND version < ? AND sealed = 0"
_UPDATE = "UPDATE # SET sealed = ?, kid = ?, wrapped = ?, blob = ? WHERE record_row = ? AND version = ?"
_WORDS_OF = "SELECT words_of FROM body WHERE record_row = ? AND version = ?"
FIRST_WITH_WORDS_OF = 3
"""The schema from which on a version may have the sealed words of another one."""
_WORDS = "SELECT kid, wrapped, blob FROM sealed_words WHERE record_row = ? AND version = ?"


@dataclass(frozen=True, slots=True)
class Stored:
    """A row with its number in the database."""

    number: int
    row: Row


@dataclass(frozen=True, slots=True)
class Revision:
    """A version of a record: its number, when it was saved, whether reading it needs the SEALED compartment."""

    version: int
    saved: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A version's body: `opened` as it lies under the record's level, `whole` with the sealed words put back.

    Both are the same where there are none, and while the SEALED compartment is closed.
    """

    opened: Body
    whole: Body


def write(store: Store, stored: Stored, body: Body, *, words_of: int | None = None) -> Body:
    """Keep the present version of a row; what of the body stays open.

    With `words_of` the body shows placeholders for the words of that version, which are not read; words that it seals
    besides are its own.

    Raises:
        SealedClosed: the record is SEALED or the body has SEALED passages, and the compartment is closed.
    """
    row = stored.row
    assert row.card is not None
    closed = words_of is not None and not placeholders.holds_words(body)
    opened, words = (body, None) if closed else sealed_words.split(body)
    card = store.seal(codec.dump_card(row.card), level=row.level, owner=row.id, part=_CARD, version=row.version)
    store.connection.write(
        "INSERT INTO card (record_row, version, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?)",
        *(stored.number, row.version, *card),
    )
    text = store.seal(codec.dump_body(opened), level=row.level, owner=row.id, part=_BODY, version=row.version)
    store.connection.write(
        "INSERT INTO body (record_row, version, saved, words_of, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(stored.number, row.version, row.updated, words_of, *text),
    )
    if words is not None:
        data = codec.dump_words(words)
        sealed = store.seal(data, level=Level.SEALED, owner=row.id, part="words", version=row.version)
        store.connection.write(
            "INSERT INTO sealed_words (record_row, version, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?)",
            *(stored.number, row.version, *sealed),
        )
    return opened


def card(store: Store, stored: Stored, version: int) -> Card:
    """The card of one version.

    Raises:
        NoSuchRecord: no such version.
        SealedClosed: it is under SEALED and the compartment is closed.
    """
    return codec.load_card(_read(store, stored, _CARD, version)[1])


def text(store: Store, stored: Stored, version: int) -> Text:
    """The body of one version; errors as of `card`."""
    is_sealed, data = _read(store, stored, _BODY, version)
    opened = codec.load_body(data)
    is_whole = is_sealed and not placeholders.stand_in(opened)
    if is_whole or not sealed_words.are_in(opened) or not store.keys.sealed_is_open:
        return Text(opened, opened)
    return Text(opened, _whole(store, stored, version, opened))


def words_of(store: Store, stored: Stored, version: int) -> int:
    """The version whose sealed words a version has: its own, unless it was saved while they were closed."""
    if int(store.connection.value("PRAGMA user_version")) < FIRST_WITH_WORDS_OF:
        return version  # a backup of an earlier program, which is only read
    return int(store.connection.value(_WORDS_OF, stored.number, version) or version)


def lender(store: Store, stored: Stored, version: int) -> int:
    """The version of which a later one borrows the sealed words of this one: itself where it has some of its own."""
    has_own = store.connection.one(_WORDS, stored.number, version) is not None
    return version if has_own else words_of(store, stored, version)


def opened(store: Store, stored: Stored) -> Body:
    """The open body of the present version, whether or not the compartment is open."""
    return codec.load_body(_read(store, stored, _BODY, stored.row.version)[1])


def of_record(store: Store, stored: Stored) -> list[Revision]:
    """Every version, newest first."""
    found = store.connection.rows(
        "SELECT version, saved, sealed FROM body WHERE record_row = ? ORDER BY version DESC", stored.number
    )
    return [Revision(version, saved, bool(is_sealed)) for version, saved, is_sealed in found]


def seal_older(store: Store, stored: Stored) -> None:
    """Put every version before the row's own under SEALED as a whole; what was cut out of one stays apart while the
    compartment can only be written.

    Raises:
        SealedClosed: the compartment is closed.
    """
    for version, data in _unsealed(store, stored, _BODY, before=stored.row.version):
        body = codec.load_body(data)
        if sealed_words.are_in(body) and not store.keys.sealed_is_open:
            _put(store, stored, _BODY, version, data, None)
            continue
        whole = _whole(store, stored, version, body) if sealed_words.are_in(body) else body
        _put(store, stored, _BODY, version, codec.dump_body(whole), None)
        store.connection.write("DELETE FROM sealed_words WHERE record_row = ? AND version = ?", stored.number, version)
    for version, data in _unsealed(store, stored, _CARD, before=stored.row.version):
        _put(store, stored, _CARD, version, data, None)


def move(store: Store, stored: Stored, level: Level) -> None:
    """Every part that is under the row's level under `level` instead, each with a fresh record key."""
    for part in (_CARD, _BODY):
        for version, data in _unsealed(store, stored, part, before=stored.row.version + 1):
            _put(store, stored, part, version, data, level)


def count_sealed(store: Store) -> int:
    """How many bodies or words of bodies are under SEALED in records that are not."""
    return int(
        store.connection.value(
            "SELECT (SELECT count(*) FROM sealed_words) + (SELECT count(*) FROM body WHERE sealed = 1)"
        )
    )


def _whole(store: Store, stored: Stored, version: int, opened: Body) -> Body:
    other = words_of(store, stored, version)
    columns = store.connection.one(_WORDS, stored.number, version)
    whole: Body | None = None
    if columns is not None:
        data = store.open(columns, level=Level.SEALED, owner=stored.row.id, part="words", version=version)
        whole = sealed_words.join(opened, codec.load_words(data))
    if other != version:
        whole = placeholders.refilled(text(store, stored, other).whole, whole or opened)
    if whole is None:
        raise VaultDamaged(what=tr("sealed words are missing"))
    return whole


def _read(store: Store, stored: Stored, part: str, version: int) -> tuple[bool, bytes]:
    found = store.connection.one(_of(part, _SELECT), stored.number, version)
    if found is None:
        raise NoSuchRecord(name=f"{stored.row.code}@{version}")
    is_sealed, *columns = found
    level = Level.SEALED if is_sealed else stored.row.level
    return bool(is_sealed), store.open(tuple(columns), level=level, owner=stored.row.id, part=part, version=version)


def _unsealed(store: Store, stored: Stored, part: str, *, before: int) -> Iterator[tuple[int, bytes]]:
    row = stored.row
    for version, *columns in store.connection.rows(_of(part, _UNSEALED), stored.number, before):
        yield version, store.open(tuple(columns), level=row.level, owner=row.id, part=part, version=version)


def _put(store: Store, stored: Stored, part: str, version: int, data: bytes, level: Level | None) -> None:
    """Seal a part anew under the record's new level; None: under SEALED for good."""
    key = Level.SEALED if level is None else level
    sealed = store.seal(data, level=key, owner=stored.row.id, part=part, version=version)
    store.connection.write(_of(part, _UPDATE), int(level is None), *sealed, stored.number, version)


def _of(part: str, sql: str) -> str:
    """`sql` for one of the two tables: a table's name cannot be a parameter."""
    return sql.replace("#", part)
