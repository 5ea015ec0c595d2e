"""Make one register entry of two that are one person: names, level, consent, relations and sources of records.

All of it or nothing, in one transaction. What the joined entry stood for, the one that stays stands for; its code is
not given again, and other copies of the vault learn from the ledger that it went.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fieldnotes.errors import BadValue, ConsentsDiffer, LeftBehind
from fieldnotes.model.changes import Changes
from fieldnotes.model.consent import Consent
from fieldnotes.model.redaction import LENIENT, About
from fieldnotes.model.register import Entry, Role
from fieldnotes.protection import policy
from fieldnotes.vault.erasing import purge
from fieldnotes.vault.followup import slips
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.merge import conflicts
from fieldnotes.vault.merge.merge_purged import JOINED
from fieldnotes.vault.records import recoding, records
from fieldnotes.vault.register import consents, decisions, register_store
from fieldnotes.vault.store import Store

_PROTECTED = (Role.SOURCE, Role.VICTIM, Role.RELATIVE)
"""Roles by which somebody is more protected; of two entries the first of these counts."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What a join moved: records that had the other as their source, relations, and whether a consent came along."""

    changes: Changes
    sources: tuple[str, ...] = ()
    relations: int = 0
    consent: bool = False


def join(store: Store, keep: str, other: str) -> Joined:
    """Give `keep` everything that `other` has, then take `other` away.

    Raises:
        NoSuchRecord: one of them is not registered.
        BadValue: they are the same entry, of different kinds, or related to each other.
        ConsentsDiffer: both answered for the same use, and not the same.
        SealedClosed, LeftBehind: names or consents cannot be read.
    """
    first, second = register_store.get(store, keep), register_store.get(store, other)
    _refuse_what_is_two(store, first, second)
    consent = _consent(store, keep, other)
    with store.transaction():
        return _moved(store, first, second, consent)


def follow(store: Store, pairs: Iterable[tuple[str, str]]) -> None:
    """Join what another copy of the vault joined, (kept, gone) by their codes here. To be called within a transaction.

    Of consents that contradict each other the stricter stands; a relation between the two goes.

    Raises:
        SealedClosed: names cannot be read.
    """
    for keep, other in pairs:
        here = {entry.code: entry for entry in register_store.all_of(store)}
        if keep not in here or other not in here:
            continue
        for relation in register_store.relations(store):
            if {relation.a, relation.b} == {keep, other}:
                register_store.unrelate(store, relation.a, relation.b, relation.kind)
        ours, theirs = consents.get(store, keep), consents.get(store, other)
        strict = theirs if ours is None or theirs is None else conflicts.stricter(theirs, ours)
        _moved(store, here[keep], here[other], None if strict == ours else strict)


def _moved(store: Store, first: Entry, second: Entry, consent: Consent | None) -> Joined:
    if first.identity is None or second.identity is None:
        raise store.keys.closed()
    keep, other = first.code, second.code
    register_store.change(
        store,
        keep,
        identity=conflicts.united(second.identity, first.identity),
        role=_role(first.role, second.role),
        level=policy.highest((first.level, second.level)),
    )
    if consent is not None:
        consents.put(store, keep, consent)
    relations = _move_relations(store, keep, other)
    sources = _move_sources(store, keep, other)
    _move_labels(store, keep, other)
    slips.hand_over(store, second.id, first.id)
    store.connection.write("DELETE FROM mention WHERE entry_row = ?", register_store.row_of(store, other))
    purge.remove(store, [other])
    ledger.append(store, JOINED, code=keep, other=other)
    return Joined(
        Changes(records=frozenset(sources), entries=frozenset({keep, other}), decisions=True),
        sources,
        relations,
        consent is not None,
    )


def contradict(first: Consent, second: Consent) -> bool:
    """Both answered for one use, and differently, or only one withdrew."""
    return first.withdrawn != second.withdrawn or any(
        first.answers[use] is not second.answers[use] for use in first.answers.keys() & second.answers.keys()
    )


def _refuse_what_is_two(store: Store, first: Entry, second: Entry) -> None:
    if first.code == second.code:
        raise BadValue(field="join", value="an entry with itself", allowed="two different entries")
    if first.type is not second.type:
        raise BadValue(field="join", value="two kinds of entries", allowed="two entries of one kind")
    if any({relation.a, relation.b} == {first.code, second.code} for relation in register_store.relations(store)):
        raise BadValue(field="join", value="two who are related to each other", allowed="two entries for one")


def _consent(store: Store, keep: str, other: str) -> Consent | None:
    """The consent that `keep` is to have, None to leave it as it is."""
    ours, theirs = consents.get(store, keep), consents.get(store, other)
    if theirs is None:
        return None
    if theirs.away or (ours is not None and ours.away):
        raise LeftBehind
    if ours is None:
        return theirs
    if contradict(ours, theirs):
        raise ConsentsDiffer(keep=keep, other=other)
    strict = conflicts.stricter(theirs, ours)
    return None if strict == ours else strict


def _role(ours: Role, theirs: Role) -> Role:
    protecting = [role for role in _PROTECTED if role in (ours, theirs)]
    return protecting[0] if protecting else theirs if ours is Role.OTHER else ours


def _move_relations(store: Store, keep: str, other: str) -> int:
    moved = 0
    for relation in register_store.relations(store):
        if other in (relation.a, relation.b):
            a, b = (keep if code == other else code for code in (relation.a, relation.b))
            register_store.unrelate(store, relation.a, relation.b, relation.kind)
            register_store.relate(store, a, b, relation.kind)
            moved += 1
    return moved


def _move_sources(store: Store, keep: str, other: str) -> tuple[str, ...]:
    """A new version of every record whose source was `other` or that names it; those in the recycle bin too."""
    codes = {other: keep}

    def speaks(code: str) -> bool:
        stored = records.find_any(store, code)
        if stored.row.card is None:
            return False
        return stored.row.card.source == other or recoding.names_any(records.opened(store, stored).body, codes)

    binned = [row.code for row in records.recycled(store) if speaks(row.code)]
    moved = [stored.row.code for stored in records.every(store) if speaks(stored.row.code)]
    for code in binned:
        records.restore(store, code)
    for code in (*moved, *binned):
        record = records.opened(store, records.find(store, code))
        assert record.row.card is not None
        card = replace(record.row.card, source=codes.get(record.row.card.source, record.row.card.source))
        records.save(store, code, card=card, body=recoding.recoded_body(record.body, codes))
    for code in binned:
        records.delete(store, code)
    return tuple(sorted((*moved, *binned)))


def _move_labels(store: Store, keep: str, other: str) -> None:
    """A name that could be several people's was decided to be `other`'s: it is `keep`'s.

    What was kept of either was decided about somebody else than the one they are now, and is asked again.
    """
    scopes = set()
    for (scope, hit), decision in decisions.by_scope(store, About.NAME).items():
        if decision.verdict in LENIENT and {keep, other} & set(decision.entries):
            decisions.remove(store, (About.NAME, scope, hit))
            scopes.add(scope)
        elif decision.label == other:
            decisions.put(store, (About.NAME, scope, hit), replace(decision, label=keep))
            scopes.add(scope)
    for scope in sorted(scopes):
        facts = version_vector.facts(store, Of.DECISIONS, scope)
        ledger.append(store, "decide", about=About.NAME.value, **facts)
