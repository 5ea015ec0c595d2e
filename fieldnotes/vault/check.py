"""Examine a whole vault: pages, structure, every sealed value, the search tables, the ledger. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.errors import FieldNotesError, SealedClosed, VaultDamaged
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.progress import Watch
from fieldnotes.vault import codec
from fieldnotes.vault.followup import slips
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.records import (
    cases,
    levels,
    releases,
    sealed_versions,
    sealed_words,
    search_index,
    terms,
    versions,
)
from fieldnotes.vault.register import consents, decisions
from fieldnotes.vault.store import Store


class Area(StrEnum):
    PAGE = "page"
    STRUCTURE = "structure"
    SEAL = "seal"
    INDEX = "index"
    LEDGER = "ledger"
    VERSION = "version"
    """Something is in another state than the ledger tells."""
    STATE = "state"
    """The database as a whole is older than it was, or not as it was last locked."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `subject` is a code, a number or SQLCipher's own words about a page."""

    area: Area
    subject: str


_OPEN_BODIES = """SELECT r.code, r.id, r.level, p.version, p.kid, p.wrapped, p.blob
    FROM body p JOIN record r ON r.row = p.record_row WHERE p.sealed = 0 ORDER BY r.row"""
_BORROWED = """SELECT r.code, b.version FROM body b JOIN record r ON r.row = b.record_row WHERE b.words_of > 0 AND (
    EXISTS (SELECT 1 FROM sealed_words w WHERE w.record_row = b.record_row AND w.version = b.words_of) OR
    EXISTS (SELECT 1 FROM body o WHERE o.record_row = b.record_row AND o.version = b.words_of AND o.sealed = 1))"""
_RECORD_PARTS = (
    ("words", """SELECT r.code, r.id, 4, p.version, p.kid, p.wrapped, p.blob
        FROM sealed_words p JOIN record r ON r.row = p.record_row ORDER BY r.row"""),
    ("card", """SELECT r.code, r.id, CASE p.sealed WHEN 1 THEN 4 ELSE r.level END, p.version, p.kid, p.wrapped, p.blob
        FROM card p JOIN record r ON r.row = p.record_row ORDER BY r.row"""),
    ("body", _OPEN_BODIES),
    ("body", """SELECT r.code, r.id, 4, p.version, p.kid, p.wrapped, p.blob
        FROM body p JOIN record r ON r.row = p.record_row WHERE p.sealed = 1 ORDER BY r.row"""),
    ("identity", "SELECT code, id, 4, version, kid, wrapped, blob FROM entry ORDER BY row"),
    ("consent-form", """SELECT e.code, e.id, 4, f.version, f.kid, f.wrapped, f.blob
        FROM consent_form f JOIN entry e ON e.row = f.entry_row ORDER BY e.row"""),
    ("evidence", """SELECT r.code, r.id, r.level, p.part * 1048576 + p.nth, p.kid, p.wrapped, p.blob
        FROM evidence_piece p JOIN record r ON r.row = p.record_row ORDER BY r.row"""),
    ("draft", """SELECT id, id, CASE sealed WHEN 1 THEN 4 ELSE level END, version, kid, wrapped, blob
        FROM draft ORDER BY id"""),
)  # fmt: skip

_LATER = {
    "consent-form": "consent_form",
    "evidence": "evidence_piece",
    "decisions": "verdict",
    "terms": "term",
    "slips": "slip",
}
"""Tables that a backup of an earlier program does not have."""
_SMALL: tuple[tuple[str, Callable[[Store], Iterable[object]]], ...] = (
    ("cases", cases.all_of),
    ("consents", consents.all_of),
    ("decisions", decisions.all_of),
    ("releases", releases.all_of),
    ("slips", slips.all_of),
    ("terms", terms.all_of),
)


def examine(store: Store, watch: Watch) -> list[Problem]:
    """Everything that is wrong, worst first; SEALED values are examined only while their compartment is open.

    Raises:
        VaultDamaged: so much is broken that the database cannot be read at all.
        Cancelled: nobody waits any more.
    """
    problems = [Problem(Area.PAGE, str(row[0])) for row in store.connection.rows("PRAGMA cipher_integrity_check")]
    watch.step(1, None, "structure")
    for (answer,) in store.connection.rows("PRAGMA quick_check"):
        if answer != "ok":
            problems.append(Problem(Area.STRUCTURE, str(answer)))
    problems.extend(Problem(Area.SEAL, code) for code in dict.fromkeys(_broken_seals(store, watch)))
    problems.extend(Problem(Area.SEAL, version) for version in sealed_versions.broken(store))
    problems.extend(_index_problems(store))
    try:
        ledger.verify(store)
    except VaultDamaged as error:
        problems.append(Problem(Area.LEDGER, str(error.params["what"])))
    return problems


def _broken_seals(store: Store, watch: Watch) -> Iterator[str]:
    done, words = 0, set(_with_words_of_others(store))
    for part, sql in _RECORD_PARTS:
        if part in _LATER and not _has_table(store, _LATER[part]):
            continue
        for code, owner, level, version, *columns in store.connection.rows(sql):
            done += 1
            watch.step(done, None, "seals")
            if part == "words":
                words.add((code, version))
            try:
                data = store.open(tuple(columns), level=Level(level), owner=owner, part=part, version=version)
            except SealedClosed:
                continue
            except VaultDamaged:
                yield code
                continue
            # A body with placeholders whose words are gone opens like any other: only the table can tell.
            if sql is _OPEN_BODIES and (code, version) not in words and sealed_words.are_in(codec.load_body(data)):
                yield code
    yield from _broken_small_values(store, watch)


def _with_words_of_others(store: Store) -> Iterator[tuple[str, int]]:
    """Versions that were saved while their words were closed, and whose words are in another version."""
    if int(store.connection.value("PRAGMA user_version")) < versions.FIRST_WITH_WORDS_OF:
        return
    yield from store.connection.rows(_BORROWED)


def _broken_small_values(store: Store, watch: Watch) -> Iterator[str]:
    for name, read in _SMALL:
        watch.check()
        if name in _LATER and not _has_table(store, _LATER[name]):
            continue
        try:
            for _ in read(store):
                pass
        except FieldNotesError:
            yield name
    for (subject,) in store.connection.rows("SELECT DISTINCT subject FROM level_change"):
        try:
            levels.changes_of(store, subject)
        except VaultDamaged:
            yield "reasons"
    for (name,) in store.connection.rows("SELECT name FROM secret"):
        try:
            store.secret(name)
        except VaultDamaged:
            yield name


def _has_table(store: Store, name: str) -> bool:
    return store.connection.value("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name) is not None


def _index_problems(store: Store) -> Iterator[Problem]:
    for level in INDEXED_LEVELS:
        expected = store.connection.value("SELECT count(*) FROM record WHERE level = ? AND deleted IS NULL", int(level))
        if search_index.count(store, level) != expected:
            yield Problem(Area.INDEX, level.name)
