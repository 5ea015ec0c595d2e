"""Copy records, drafts and releases from one state of a vault into another: opened with its keys, sealed with ours.

Everything keeps its id. A number of a row is kept where it is free, so that lists keep their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from fieldnotes.errors import SealedClosed
from fieldnotes.model.level import Level
from fieldnotes.vault import codec
from fieldnotes.vault.keys.keys import CAPSULE_KID
from fieldnotes.vault.records import evidence_files, recoding, records, sealed_words, search_index, versions
from fieldnotes.vault.store import SealedColumns, Store

T = TypeVar("T")
_BY_CODE = frozenset({"consent", "labels", "contents", "maps"})
"""What a release keeps by the codes of records and entries."""
_RECORD = """SELECT id, code, kind, level, level_changes, version, created, updated, deleted, scanned_version,
    scanned_register, merged FROM record WHERE row = ?"""
_INSERT_RECORD = """INSERT INTO record (row, id, code, kind, case_row, level, level_changes, version, created, updated,
    deleted, scanned_version, scanned_register, merged) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_CARDS = "SELECT version, sealed, kid, wrapped, blob FROM card WHERE record_row = ?"
_BODIES = "SELECT version, saved, sealed, words_of, kid, wrapped, blob FROM body WHERE record_row = ?"
_WORDS = "SELECT version, kid, wrapped, blob FROM sealed_words WHERE record_row = ?"
_PIECES = "SELECT part, nth, kid, wrapped, blob FROM evidence_piece WHERE record_row = ? ORDER BY part, nth"
_REASONS = """SELECT nth, old, new, changed, reasoned, kid, wrapped, blob FROM level_change
    WHERE subject = ? ORDER BY nth"""
_MENTIONS = """SELECT e.id, m.count FROM mention m JOIN entry e ON e.row = m.entry_row WHERE m.record_row = ?"""
_RELEASE = """SELECT l.id, c.id, l.released, l.audience, l.sha256, l.recipients, l.kid, l.wrapped, l.blob
    FROM release l JOIN case_file c ON c.row = l.case_row WHERE l.id = ?"""
_ITEMS = """SELECT r.id, x.version, x.level FROM release_record x JOIN record r ON r.row = x.record_row
    JOIN release l ON l.row = x.release_row WHERE l.id = ?"""


@dataclass(frozen=True, slots=True)
class Codes:
    """New codes of what had to get another one because both sides had given it: source code to code here."""

    records: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)
    """Of proposals and contacts, which releases, reviews and approvals name."""

    @property
    def in_texts(self) -> Mapping[str, str]:
        """Of what a text or a form may name."""
        return {**self.records, **self.entries}


def resealed(
    source: Store, target: Store, columns: tuple[Any, ...], *, level: Level, owner: str, part: str, version: int
) -> SealedColumns:
    """Three columns as they are sealed here; a capsule for somebody else stays what it is.

    Raises:
        SealedClosed: the compartment is closed on one of the sides.
    """
    try:
        plaintext = source.open(columns, level=level, owner=owner, part=part, version=version)
    except SealedClosed:
        if columns[0] != CAPSULE_KID:
            raise
        kid, wrapped, blob = columns
        return kid, wrapped, blob
    return target.seal(plaintext, level=level, owner=owner, part=part, version=version)


def record(source: Store, target: Store, number: int, codes: Codes) -> str:
    """Copy one record with all its versions and what belongs to it; its code here."""
    found = source.connection.one(_RECORD, number)
    assert found is not None
    record_id, code, kind, level, *rest = found
    code = codes.records.get(code, code)
    case = source.connection.value(
        "SELECT c.id FROM record r JOIN case_file c ON c.row = r.case_row WHERE r.row = ?", number
    )
    taken = target.connection.value("SELECT 1 FROM record WHERE row = ?", number) is not None
    new = target.connection.insert(
        _INSERT_RECORD,
        *(None if taken else number, record_id, code, kind, _row(target, "case_file", case), level, *rest),
    )
    _versions(source, target, number, new, Level(level), record_id, codes)
    _pieces(source, target, number, new, Level(level), record_id)
    reasons(source, target, record_id)
    _small_rows(source, target, number, new, codes)
    _index(target, code)
    return str(code)


def reasons(source: Store, target: Store, subject: str) -> None:
    """Copy the changes of level of a record or entry that has none here."""
    for nth, old, new, changed, reasoned, *columns in source.connection.rows(_REASONS, subject):
        sealed = resealed(
            source, target, tuple(columns), level=Level.INTERNAL, owner=subject, part="reason", version=nth
        )
        target.connection.write(
            "INSERT OR IGNORE INTO level_change (subject, nth, old, new, changed, reasoned, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(subject, nth, old, new, changed, reasoned, *sealed),
        )


def draft(source: Store, target: Store, draft_id: str, codes: Codes, *, new_id: str | None = None) -> None:
    """Copy one draft, under `new_id` if its own is taken here by another text."""
    found = source.connection.one(
        "SELECT record_code, case_code, kind, level, version, updated, sealed, kid, wrapped, blob FROM draft "
        "WHERE id = ?",
        draft_id,
    )
    assert found is not None
    record_code, case_code, kind, level, version, updated, is_sealed, *columns = found
    key, owner = Level.SEALED if is_sealed else Level(level), new_id or draft_id
    if new_id is None:
        sealed = resealed(source, target, tuple(columns), level=key, owner=owner, part="draft", version=version)
    else:
        text = source.open(tuple(columns), level=key, owner=draft_id, part="draft", version=version)
        sealed = target.seal(text, level=key, owner=owner, part="draft", version=version)
    target.connection.write(
        "INSERT INTO draft (id, record_code, case_code, kind, level, version, updated, sealed, kid, wrapped, blob) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(owner, codes.records.get(record_code, record_code), codes.cases.get(case_code, case_code)),
        *(kind, level, version, updated, is_sealed, *sealed),
    )


def draft_text(store: Store, draft_id: str) -> bytes | None:
    """What a draft says; of one that only an office can read, its ciphertext. None where there is none."""
    found = store.connection.one("SELECT level, version, sealed, kid, wrapped, blob FROM draft WHERE id = ?", draft_id)
    if found is None:
        return None
    level, version, is_sealed, *columns = found
    key = Level.SEALED if is_sealed else Level(level)
    try:
        return store.open(tuple(columns), level=key, owner=draft_id, part="draft", version=version)
    except SealedClosed:
        return bytes(columns[2])


def release(source: Store, target: Store, release_id: str, codes: Codes) -> None:
    """Copy a release that is not here, and whichever of its records it does not list here. Both by id."""
    found = source.connection.one(_RELEASE, release_id)
    assert found is not None
    _, case, *told, kid, wrapped, blob = found
    if target.connection.value("SELECT 1 FROM release WHERE id = ?", release_id) is None:
        raw = codec.load(
            source.open((kid, wrapped, blob), level=Level.INTERNAL, owner=release_id, part="labels", version=1)
        )
        for part in _BY_CODE & raw.keys():
            raw[part] = renamed(raw[part], codes.in_texts)
        if proposal := raw.get("proposal"):
            raw["proposal"] = codes.slips.get(proposal, proposal)
        sealed = target.seal(codec.dump(raw), level=Level.INTERNAL, owner=release_id, part="labels", version=1)
        target.connection.write(
            "INSERT INTO release (id, case_row, released, audience, sha256, recipients, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(release_id, _row(target, "case_file", case), *told, *sealed),
        )
    number = _row(target, "release", release_id)
    for record_id, version, level in source.connection.rows(_ITEMS, release_id):
        here = target.connection.value("SELECT row FROM record WHERE id = ?", record_id)
        if here is not None:
            target.connection.write(
                "INSERT OR IGNORE INTO release_record (release_row, record_row, version, level) VALUES (?, ?, ?, ?)",
                *(number, here, version, level),
            )


def renamed(by_code: Mapping[str, T], codes: Mapping[str, str]) -> dict[str, T]:
    """The same under the codes that hold here."""
    return {codes.get(code, code): said for code, said in by_code.items()}


def raise_counters(source: Store, target: Store) -> None:
    """No code that one side gave is given again."""
    for prefix, last in source.connection.rows("SELECT prefix, last FROM counter"):
        target.connection.write(
            "INSERT INTO counter (prefix, last) VALUES (?, ?) "
            "ON CONFLICT (prefix) DO UPDATE SET last = max(last, excluded.last)",
            *(prefix, last),
        )


def _versions(source: Store, target: Store, number: int, new: int, level: Level, owner: str, codes: Codes) -> None:
    for version, is_sealed, *columns in source.connection.rows(_CARDS, number):
        key = Level.SEALED if is_sealed else level
        sealed = _card(source, target, tuple(columns), key, owner, version, codes)
        target.connection.write(
            "INSERT INTO card (record_row, version, sealed, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?, ?)",
            *(new, version, is_sealed, *sealed),
        )
    own = dict(_recoded(source, target, number, level, owner, codes))
    for version, saved, is_sealed, words_of, *columns in source.connection.rows(_BODIES, number):
        key = Level.SEALED if is_sealed else level
        sealed = own.get((version, "body")) or resealed(
            source, target, tuple(columns), level=key, owner=owner, part="body", version=version
        )
        target.connection.write(
            "INSERT INTO body (record_row, version, saved, sealed, words_of, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(new, version, saved, is_sealed, words_of, *sealed),
        )
    for version, *columns in source.connection.rows(_WORDS, number):
        sealed = own.get((version, "words")) or resealed(
            source, target, tuple(columns), level=Level.SEALED, owner=owner, part="words", version=version
        )
        target.connection.write(
            "INSERT INTO sealed_words (record_row, version, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?)",
            *(new, version, *sealed),
        )


def _recoded(
    source: Store, target: Store, number: int, level: Level, owner: str, codes: Codes
) -> Iterator[tuple[tuple[int, str], SealedColumns]]:
    """The bodies and sealed words that name something which has another code here, by version and part."""
    words = {version: tuple(columns) for version, *columns in source.connection.rows(_WORDS, number)}
    for version, _, is_sealed, _, *columns in source.connection.rows(_BODIES, number) if codes.in_texts else ():
        key = Level.SEALED if is_sealed else level
        try:
            body = codec.load_body(source.open(tuple(columns), level=key, owner=owner, part="body", version=version))
            cut = None
            if version in words and not is_sealed:
                data = source.open(words[version], level=Level.SEALED, owner=owner, part="words", version=version)
                cut = codec.load_words(data)
        except SealedClosed:
            continue  # for an office alone, which knows the codes that it was written with
        whole = body if cut is None else sealed_words.join(body, cut)
        if not recoding.names_any(whole, codes.in_texts):
            continue
        new = recoding.recoded_body(whole, codes.in_texts)
        opened, new_words = (new, None) if cut is None else sealed_words.split(new)
        data = codec.dump_body(opened)
        yield (version, "body"), target.seal(data, level=key, owner=owner, part="body", version=version)
        if new_words is not None:
            data = codec.dump_words(new_words)
            yield (version, "words"), target.seal(data, level=Level.SEALED, owner=owner, part="words", version=version)


def _pieces(source: Store, target: Store, number: int, new: int, level: Level, owner: str) -> None:
    """The bytes of evidence."""
    for part, nth, *columns in source.connection.rows(_PIECES, number):
        version = part * evidence_files.OWN_VERSIONS + nth
        sealed = resealed(
            source, target, tuple(columns), level=level, owner=owner, part=evidence_files.PART, version=version
        )
        target.connection.write(evidence_files.INSERT, new, part, nth, *sealed)


def _card(
    source: Store, target: Store, columns: tuple[Any, ...], key: Level, owner: str, version: int, codes: Codes
) -> SealedColumns:
    """A card whose source got another code here says the new one."""
    if not codes.entries:
        return resealed(source, target, columns, level=key, owner=owner, part="card", version=version)
    card = codec.load_card(source.open(columns, level=key, owner=owner, part="card", version=version))
    card = replace(card, source=codes.entries.get(card.source, card.source))
    return target.seal(codec.dump_card(card), level=key, owner=owner, part="card", version=version)


def _small_rows(source: Store, target: Store, number: int, new: int, codes: Codes) -> None:
    stored = records.find_any(source, source.connection.value("SELECT code FROM record WHERE row = ?", number))
    for version, sealed, digest, signature in source.connection.rows(
        "SELECT version, sealed, digest, signature FROM sealed_version WHERE record_row = ?", number
    ):
        if codes.in_texts and (
            versions.card(source, stored, version).source in codes.entries
            or recoding.names_any(versions.text(source, stored, version).whole, codes.in_texts)
        ):
            continue  # it says another code here than the one that was read back and signed
        target.connection.write(
            "INSERT INTO sealed_version (record_row, version, sealed, digest, signature) VALUES (?, ?, ?, ?, ?)",
            *(new, version, sealed, digest, signature),
        )
    for entry_id, count in source.connection.rows(_MENTIONS, number):
        here = target.connection.value("SELECT row FROM entry WHERE id = ?", entry_id)
        if here is not None:
            target.connection.write(
                "INSERT INTO mention (record_row, entry_row, count) VALUES (?, ?, ?)", new, here, count
            )


def _index(target: Store, code: str) -> None:
    deleted = target.connection.value("SELECT deleted FROM record WHERE code = ?", code)
    if deleted is None:
        stored = records.find(target, code)
        if stored.row.card is not None:
            search_index.add(target, stored.number, stored.row.level, stored.row.card, versions.opened(target, stored))


def _row(target: Store, table: str, owner: str) -> int:
    sql = {
        "case_file": "SELECT row FROM case_file WHERE id = ?",
        "release": "SELECT row FROM release WHERE id = ?",
    }[table]
    return target.row_number(sql, owner)
