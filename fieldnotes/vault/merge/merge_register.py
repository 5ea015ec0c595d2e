"""Merge cases, the register and consents of a second copy of the vault. What only one side changed is taken.

Where both did: names are united, the higher level and the stricter consent stand, and the code is told.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes.model.consent import Consent
from fieldnotes.model.level import Level
from fieldnotes.model.register import Entry, Identity, Role
from fieldnotes.protection import policy
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.merge import conflicts, transfer
from fieldnotes.vault.merge.merge_news import News
from fieldnotes.vault.merge.merge_purged import Purges
from fieldnotes.vault.records import levels
from fieldnotes.vault.records.levels import LevelChange
from fieldnotes.vault.register import consents, register_store
from fieldnotes.vault.store import Store

_CASES = "SELECT id, code, floor, status, created, version, kid, wrapped, blob FROM case_file ORDER BY row"
_ENTRIES = """SELECT id, code, type, role, level, level_changes, created, version, kid, wrapped, blob FROM entry
    ORDER BY ordinal"""


@dataclass(frozen=True, slots=True)
class Sides:
    """The vault that is changed, the other copy, and the state from which both went."""

    target: Store
    other: Store
    base: Store
    news: News


def cases(sides: Sides) -> dict[str, str]:
    """Add the cases that are new; those whose code is taken here get another."""
    recoded = {}
    for case_id, code, *told, version, kid, wrapped, blob in sides.other.connection.rows(_CASES):
        if _has(sides.target, "SELECT 1 FROM case_file WHERE id = ?", case_id):
            continue
        free = _free(sides.target, "SELECT 1 FROM case_file WHERE code = ?", code)
        sealed = transfer.resealed(
            sides.other,
            sides.target,
            (kid, wrapped, blob),
            level=Level.INTERNAL,
            owner=case_id,
            part="case",
            version=version,
        )
        sides.target.connection.insert(
            "INSERT INTO case_file (id, code, floor, status, created, version, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(case_id, free, *told, version, *sealed),
        )
        if free != code:
            recoded[code] = free
    return recoded


def entries(sides: Sides, purges: Purges) -> tuple[dict[str, str], list[str]]:
    """Add and merge entries: new codes by the other side's, and the codes of entries that both had changed.

    What was purged here stays away; what was made one with another here comes if anything of it was written there.
    """
    recoded, both = {}, []
    for entry_id, code, *told, version, kid, wrapped, blob in sides.other.connection.rows(_ENTRIES):
        here = sides.target.connection.value("SELECT code FROM entry WHERE id = ?", entry_id)
        wrote = sides.news.wrote_there(code, Of.ENTRY, Of.STANDING)
        if here is not None:
            both += [here] if wrote and _merge_entry(sides, entry_id, here, code) else []
            continue
        wrote = wrote or sides.news.wrote_there(code, Of.CONSENT_FORM)
        if (purges.keeps_away(code) or not wrote) and not _is_wanted(sides.news, purges, code):
            continue
        free = _free(sides.target, "SELECT 1 FROM entry WHERE code = ?", code)
        sealed = transfer.resealed(
            sides.other,
            sides.target,
            (kid, wrapped, blob),
            level=Level.SEALED,
            owner=entry_id,
            part="identity",
            version=version,
        )
        sides.target.connection.insert(
            "INSERT INTO entry (id, code, type, role, level, level_changes, created, ordinal, version, kid, wrapped, "
            "blob) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(entry_id, free, *told, sides.target.next_number("ordinal"), version, *sealed),
        )
        transfer.reasons(sides.other, sides.target, entry_id)
        if free != code:
            recoded[code] = free
    return recoded, both


def _is_wanted(news: News, purges: Purges, code: str) -> bool:
    """Whether an entry was made one with another here and got something there meanwhile, which that one is to have.

    Where that one was purged here since, only new names bring it back.
    """
    ours = purges.ours_of().get(code)
    if ours is None or (ours in purges.emptied_here and code not in purges.written_there):
        return False
    return news.wrote_there(code, Of.ENTRY, Of.STANDING, Of.CONSENT, Of.CONSENT_FORM)


def relations(sides: Sides) -> None:
    """The relations of both: along them protection passes, so none is taken away by a merge."""
    rows = sides.other.connection.rows(
        "SELECT x.id, y.id, kind FROM relation JOIN entry x ON x.row = a JOIN entry y ON y.row = b"
    )
    for a, b, kind in rows:
        sides.target.connection.write(
            "INSERT OR IGNORE INTO relation (a, b, kind) SELECT x.row, y.row, ? FROM entry x, entry y "
            "WHERE x.id = ? AND y.id = ?",
            *(kind, a, b),
        )


def consents_of(sides: Sides) -> list[str]:
    """Take the consents that only the other side changed; the codes of those that both did."""
    both = []
    for code, entry_id in sides.target.connection.rows("SELECT code, id FROM entry ORDER BY row"):
        their_code = str(sides.other.connection.value("SELECT code FROM entry WHERE id = ?", entry_id) or "")
        if not sides.news.wrote_there(their_code, Of.CONSENT, Of.CONSENT_FORM):
            continue
        ours, theirs, base = (_consent(store, entry_id) for store in (sides.target, sides.other, sides.base))
        if theirs is None or theirs in (ours, base):
            continue
        if ours is None or (ours == base and not sides.news.wrote_here(code, Of.CONSENT, Of.CONSENT_FORM)):
            consents.put(sides.target, code, theirs)
            continue
        strict = conflicts.stricter(theirs, ours)
        if strict != ours:
            consents.put(sides.target, code, strict)
        both.append(code)
    return both


def new_changes(sides: Sides, subject: str) -> list[LevelChange]:
    """The other side's changes of level since both went from the same state."""
    return levels.changes_of(sides.other, subject)[len(levels.changes_of(sides.base, subject)) :]


def _merge_entry(sides: Sides, entry_id: str, code: str, their_code: str) -> bool:
    """Whether both sides had changed it."""
    ours, theirs = register_store.get(sides.target, code), register_store.get(sides.other, their_code)
    base_code = sides.base.connection.value("SELECT code FROM entry WHERE id = ?", entry_id)
    base = None if base_code is None else register_store.get(sides.base, base_code)
    alone = not sides.news.wrote_here(code, Of.ENTRY)
    identity, clash = _identity(ours.identity, theirs.identity, None if base is None else base.identity, alone=alone)
    role = _role(ours.role, theirs.role, None if base is None else base.role)
    clash = clash or (role is None and base is not None and theirs.role not in (ours.role, base.role))
    if identity is not None or role is not None:
        register_store.change(sides.target, code, identity=identity, role=role)
    if base is None or theirs.level is ours.level:
        return clash
    return _merge_level(sides, code, ours, theirs, base) or clash


def _merge_level(sides: Sides, code: str, ours: Entry, theirs: Entry, base: Entry) -> bool:
    """Follow the side that changed the level; whether the other one's stands, or the higher of both.

    A lower level does not reach names that the other side wrote meanwhile.
    """
    named_here, named_there = (one.identity not in (None, base.identity) for one in (ours, theirs))
    if theirs.level is base.level:
        too_low = named_there and policy.is_lower(ours.level, theirs.level)
        if too_low:
            register_store.change(sides.target, code, level=theirs.level)
        return too_low
    if ours.level is base.level:
        if named_here and policy.is_lower(theirs.level, ours.level):
            return True
        for change in new_changes(sides, ours.id):
            if not change.reason.strip() and policy.is_lower(change.new, change.old):
                return True  # its reason was purged since: it cannot be done again
            register_store.change(sides.target, code, level=change.new, reason=change.reason)
        return False
    if policy.is_lower(ours.level, theirs.level):
        register_store.change(sides.target, code, level=theirs.level)
    return True


def _identity(
    ours: Identity | None, theirs: Identity | None, base: Identity | None, *, alone: bool
) -> tuple[Identity | None, bool]:
    """What ours becomes, None for what it is, and whether both sides had changed it. `alone`: ours did not."""
    if theirs is None or theirs in (ours, base):
        return None, False
    if ours is None or (ours == base and alone):
        return theirs, False
    both = conflicts.united(theirs, ours)
    return (None, False) if both == ours else (both, True)


def _role(ours: Role, theirs: Role, base: Role | None) -> Role | None:
    return theirs if ours is base and theirs is not base else None


def _consent(store: Store, entry_id: str) -> Consent | None:
    code = store.connection.value("SELECT code FROM entry WHERE id = ?", entry_id)
    return None if code is None else consents.get(store, code)


def _free(target: Store, sql: str, code: str) -> str:
    """`code`, or the next of its kind where it is taken here."""
    prefix, _, number = code.partition("-")
    if not _has(target, sql, code):
        last = target.connection.value("SELECT last FROM counter WHERE prefix = ?", prefix) or 0
        if int(number) > last:
            target.connection.write(
                "INSERT INTO counter (prefix, last) VALUES (?, ?) "
                "ON CONFLICT (prefix) DO UPDATE SET last = excluded.last",
                *(prefix, int(number)),
            )
        return code
    return target.next_code(prefix)


def _has(store: Store, sql: str, value: str) -> bool:
    return store.connection.value(sql, value) is not None
