"""Examine a whole vault: pages, structure, every sealed value, the search tables, the ledger. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.errors import FieldNotesError, SealedClosed, VaultDamaged
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.progress import Watch
from fieldnotes.vault import cases, consents, ledger, levels, releases, search_index
from fieldnotes.vault.store import Store


class Area(StrEnum):
    PAGE = "page"
    STRUCTURE = "structure"
    SEAL = "seal"
    INDEX = "index"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `subject` is a code, a number or SQLCipher's own words about a page."""

    area: Area
    subject: str


_RECORD_PARTS = (
    ("card", """SELECT r.code, r.id, r.level, p.version, p.kid, p.wrapped, p.blob
        FROM card p JOIN record r ON r.row = p.record_row ORDER BY r.row"""),
    ("body", """SELECT r.code, r.id, r.level, p.version, p.kid, p.wrapped, p.blob
        FROM body p JOIN record r ON r.row = p.record_row ORDER BY r.row"""),
    ("identity", "SELECT code, id, 4, version, kid, wrapped, blob FROM entry ORDER BY row"),
    ("draft", "SELECT id, id, level, version, kid, wrapped, blob FROM draft ORDER BY id"),
)  # fmt: skip


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
    problems.extend(_index_problems(store))
    try:
        ledger.verify(store)
    except VaultDamaged as error:
        problems.append(Problem(Area.LEDGER, str(error.params["what"])))
    return problems


def _broken_seals(store: Store, watch: Watch) -> Iterator[str]:
    done = 0
    for part, sql in _RECORD_PARTS:
        for code, owner, level, version, *columns in store.connection.rows(sql):
            done += 1
            watch.step(done, None, "seals")
            try:
                store.open(tuple(columns), level=Level(level), owner=owner, part=part, version=version)
            except SealedClosed:
                continue
            except VaultDamaged:
                yield code
    for name, read in (("cases", cases.all_of), ("consents", consents.all_of), ("releases", releases.all_of)):
        watch.check()
        try:
            read(store)
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


def _index_problems(store: Store) -> Iterator[Problem]:
    for level in INDEXED_LEVELS:
        expected = store.connection.value("SELECT count(*) FROM record WHERE level = ? AND deleted IS NULL", int(level))
        if search_index.count(store, level) != expected:
            yield Problem(Area.INDEX, level.name)
