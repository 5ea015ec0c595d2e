"""What the other copy of a vault sealed for an office since both parted is kept, though nobody can read it here.

Names that only an office can read cannot be united with ours. They are taken as a second entry, beside ours, which
gets a new id, since a sealed value belongs to the id it was sealed for; once the office opened them, both are joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldnotes.errors import ReturnRefused, SealedClosed
from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.protection import policy
from fieldnotes.vault.keys import sealed_values
from fieldnotes.vault.keys.keys import CAPSULE_KID
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.merge import conflicts, merge_news, transfer
from fieldnotes.vault.merge.merge_register import Sides
from fieldnotes.vault.register import consents, register_store
from fieldnotes.vault.store import Store, new_id

UNREADABLE = N_(
    "the copy at home sealed changes of {codes} for the office, which alone can read them; give the copy that the "
    "office opened, or none"
)
_NAMES = "SELECT version, kid, wrapped, blob FROM entry WHERE id = ?"
_FORM = """SELECT f.version, f.kid, f.wrapped, f.blob FROM consent_form f JOIN entry e ON e.row = f.entry_row
    WHERE e.id = ?"""
_IDENTITY, _CONSENT_FORM = "identity", "consent-form"
_PARTS = ((_IDENTITY, _NAMES), (_CONSENT_FORM, _FORM))
_REPLACE = {
    _IDENTITY: "UPDATE entry SET version = ?, kid = ?, wrapped = ?, blob = ? WHERE id = ?",
    _CONSENT_FORM: """UPDATE consent_form SET version = ?, kid = ?, wrapped = ?, blob = ?
        WHERE entry_row = (SELECT row FROM entry WHERE id = ?)""",
}
_FORMS = """SELECT e.id, f.version, f.saved, f.kid, f.wrapped, f.blob FROM consent_form f
    JOIN entry e ON e.row = f.entry_row ORDER BY e.row"""
_RECORDS = f"""SELECT DISTINCT r.id, r.code FROM record r LEFT JOIN card c ON c.record_row = r.row
    LEFT JOIN body b ON b.record_row = r.row LEFT JOIN sealed_words w ON w.record_row = r.row
    WHERE {CAPSULE_KID} IN (c.kid, b.kid, w.kid) AND r.created <> '' ORDER BY r.row"""  # noqa: S608 - a constant


def unreadable(target: Store, other: Store, base: Store) -> tuple[str, ...]:
    """Records that both copies had and the other wrote since, and of which it can read a part no more: to be opened
    at the office before they can be merged."""
    news = merge_news.between(target, other)
    return tuple(
        code
        for record_id, code in other.connection.rows(_RECORDS)
        if news.wrote_there(code, Of.RECORD)
        and base.connection.value("SELECT 1 FROM record WHERE id = ? AND created <> ''", record_id) is not None
    )


def set_apart(sides: Sides) -> dict[str, str]:
    """Make room for entries of the other side whose names or words of consent cannot be read and are newer than the
    base's: ours, where they are other ones, get a new id. The old id of each by its code here."""
    apart = {}
    for entry_id, their_code in sides.other.connection.rows("SELECT id, code FROM entry ORDER BY ordinal"):
        code = sides.target.connection.value("SELECT code FROM entry WHERE id = ?", entry_id)
        if code is None or not sides.news.wrote_there(their_code, Of.ENTRY, Of.CONSENT_FORM):
            continue
        newer = [(part, sql) for part, sql in _PARTS if _is_newer(sides, part, sql, entry_id)]
        if any(not _take(sides, part, sql, entry_id) for part, sql in newer):
            _give_new_id(sides.target, code, entry_id)
            apart[code] = entry_id
    if apart:
        transfer.raise_counters(sides.other, sides.target)
    return apart


def follow(sides: Sides, apart: Mapping[str, str]) -> dict[str, str]:
    """Let ours be as protected as theirs; the second entry's code by ours. To be called after all entries came."""
    second = {}
    for code, entry_id in apart.items():
        theirs = str(sides.target.connection.value("SELECT code FROM entry WHERE id = ?", entry_id))
        second[code] = theirs
        level = register_store.get(sides.target, theirs).level
        if policy.is_lower(register_store.get(sides.target, code).level, level):
            register_store.change(sides.target, code, level=level)
        for relation in register_store.relations(sides.target):
            if theirs in (relation.a, relation.b):
                a, b = (code if one == theirs else one for one in (relation.a, relation.b))
                register_store.relate(sides.target, a, b, relation.kind)
        ours, told = consents.get(sides.target, code), consents.get(sides.target, theirs)
        if told is not None and ours != (strict := told if ours is None else conflicts.stricter(told, ours)):
            consents.put(sides.target, code, strict)
    return second


def forms(sides: Sides) -> None:
    """Words of consents that cannot be read, of entries that have none here."""
    for entry_id, version, saved, *columns in sides.other.connection.rows(_FORMS):
        code = sides.target.connection.value("SELECT code FROM entry WHERE id = ?", entry_id)
        consent = None if code is None else consents.get(sides.target, code)
        if consent is None or columns[0] != CAPSULE_KID or sides.target.connection.one(_FORM, entry_id) is not None:
            continue
        sides.target.connection.write(
            "INSERT INTO consent_form (entry_row, version, saved, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?, ?)",
            *(register_store.row_of(sides.target, code), version, saved, *columns),
        )
        ledger.append(sides.target, _CONSENT_FORM, **version_vector.facts(sides.target, Of.CONSENT_FORM, code))


def _is_newer(sides: Sides, part: str, sql: str, entry_id: str) -> bool:
    """Whether the other side wrote it since, and it can be read neither there nor here."""
    theirs, base = sides.other.connection.one(sql, entry_id), sides.base.connection.one(sql, entry_id)
    if theirs is None or (base is not None and theirs[0] <= base[0]):
        return False
    ours = sides.target.connection.one(sql, entry_id)
    known = ours is not None and ours[2:] == theirs[2:]
    return not known and not (
        _reads(sides.other, part, entry_id, theirs) or _reads(sides.target, part, entry_id, theirs)
    )


def _take(sides: Sides, part: str, sql: str, entry_id: str) -> bool:
    """Take it in the place of ours: where there is none, or one that nobody reads here either and we did not write."""
    ours, base = sides.target.connection.one(sql, entry_id), sides.base.connection.one(sql, entry_id)
    if ours is None:
        return True  # `forms` brings it
    if _reads(sides.target, part, entry_id, ours) or base is None or ours[0] > base[0]:
        return False
    theirs = sides.other.connection.one(sql, entry_id)
    assert theirs is not None
    sides.target.connection.write(_REPLACE[part], *theirs, entry_id)
    code = str(sides.target.connection.value("SELECT code FROM entry WHERE id = ?", entry_id))
    of = Of.ENTRY if part == _IDENTITY else Of.CONSENT_FORM
    ledger.append(sides.target, part, **version_vector.facts(sides.target, of, code))
    return True


def _reads(store: Store, part: str, owner: str, found: tuple[Any, ...]) -> bool:
    version, *columns = found
    try:
        store.open(tuple(columns), level=Level.SEALED, owner=owner, part=part, version=version)
    except SealedClosed:
        return False
    return True


def _give_new_id(store: Store, code: str, entry_id: str) -> None:
    """Another id for an entry and everything that is sealed for it; ReturnRefused where it cannot be read either."""
    sealed_here = list(sealed_values.all_of(store, {Level.SEALED, Level.INTERNAL}))
    try:
        values = [(value, value.opened(store)) for value in sealed_here if value.owner == entry_id]
    except SealedClosed as error:
        raise ReturnRefused(what=tr(UNREADABLE, codes=code)) from error
    fresh = new_id()
    store.connection.write("UPDATE entry SET id = ? WHERE id = ?", fresh, entry_id)
    store.connection.write("UPDATE level_change SET subject = ? WHERE subject = ?", fresh, entry_id)
    for value, plaintext in values:
        key = tuple(fresh if one == entry_id else one for one in value.key)
        columns = store.seal(plaintext, level=value.level, owner=fresh, part=value.table.part, version=value.version)
        store.connection.write(value.table.replace(), *columns, *key)
