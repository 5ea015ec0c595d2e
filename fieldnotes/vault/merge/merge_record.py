"""Merge one record of a second copy of the vault: its chain of versions, its level, whether it is in the recycle bin.

The chains are compared by place, from where they part: going back to an older text is a change like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card
from fieldnotes.protection import policy
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.merge import merge_register
from fieldnotes.vault.merge.merge_register import Sides
from fieldnotes.vault.records import levels, recoding, records, sealed_words, versions
from fieldnotes.vault.store import Store

_DELETED = "SELECT deleted FROM record WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Version:
    """One saved version, as it is read here."""

    number: int
    card: Card
    body: Body
    saved: str

    @property
    def said(self) -> tuple[Card, Body]:
        return self.card, self.body


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the record changed here, whether both sides wrote it, whether their levels could not both stand."""

    changed: bool = False
    conflict: bool = False
    level: bool = False


def merge(sides: Sides, record_id: str, code: str, their_code: str, codes: Mapping[str, str]) -> Outcome:
    """Take over what the other side did to one record that both have. `codes`: new ones of what it names.

    Where both wrote, all versions of both are kept. A level that one side lowered does not reach what the other side
    wrote meanwhile: the higher level stands, and the record is marked.
    """
    if not sides.news.wrote_there(their_code, Of.RECORD) or _is_untouched(sides, record_id):
        return Outcome()
    target = sides.target
    ours, theirs = chain(target, code), chain(sides.other, their_code, codes)
    parted = _common(ours, theirs)
    own, news = ours[parted:], theirs[parted:]
    if _holds(own, news):
        news = []
    clash = bool(own and news) and own[-1].said != news[-1].said
    before, level, apart = ours[-1].number, _level(target, record_id), False
    steps = _steps(sides, record_id, own, news)
    if steps is None:
        steps, apart = [_higher(sides, record_id)], True
    binned, was_binned = _is_binned(sides, record_id, own, news), target.connection.value(_DELETED, record_id)
    if was_binned is not None and (not binned or news or steps != [(level, "")]):
        records.restore(target, code)
    elif was_binned is not None:
        return Outcome(level=apart)
    _take(target, code, level, steps, news)
    if clash:
        _choose(target, code, ours[-1], news[-1], before)
    elif apart and (own or news):
        _mark(target, code, before if news else ours[max(parted - 1, 0)].number)
    if binned:
        records.delete(target, code)
        target.connection.write("UPDATE record SET deleted = coalesce(?, deleted) WHERE code = ?", was_binned, code)
    changed = bool(news) or binned != (was_binned is not None) or _level(target, record_id) is not level
    return Outcome(changed, clash or (apart and bool(own or news)), apart)


def _take(target: Store, code: str, level: Level, steps: Sequence[tuple[Level, str]], news: Sequence[Version]) -> None:
    """A level is raised before a text comes, and lowered after it."""
    for to, reason in steps:
        if policy.is_lower(level, to):
            levels.set_level(target, code, to, reason=reason)
    for version in news:
        _append(target, code, version)
    for to, reason in steps:
        levels.set_level(target, code, to, reason=reason)


def chain(store: Store, code: str, codes: Mapping[str, str] | None = None) -> list[Version]:
    """Every version of a record, oldest first; what got another code here is called by that."""
    stored = records.find_any(store, code)
    found = []
    for revision in reversed(versions.of_record(store, stored)):
        card = versions.card(store, stored, revision.version)
        body = versions.text(store, stored, revision.version).whole
        if codes:
            card = replace(card, source=codes.get(card.source, card.source))
            body = recoding.recoded_body(body, codes)
        found.append(Version(revision.version, card, body, revision.saved))
    return found


def said(store: Store, code: str, version: int) -> tuple[Card, Body] | None:
    """What one version says; None where there is none of that number."""
    stored = records.find_any(store, code)
    try:
        return versions.card(store, stored, version), versions.text(store, stored, version).whole
    except NoSuchRecord:
        return None


def _common(ours: Sequence[Version], theirs: Sequence[Version]) -> int:
    """How many versions both begin with."""
    count = 0
    for one, two in zip(ours, theirs, strict=False):
        if one.said != two.said:
            break
        count += 1
    return count


def _holds(own: Sequence[Version], news: Sequence[Version]) -> bool:
    """Whether all of `news` was taken over before."""
    wanted = [(version.said, version.saved) for version in news]
    there = [(version.said, version.saved) for version in own]
    return any(there[start : start + len(wanted)] == wanted for start in range(len(there) - len(wanted) + 1))


def _append(target: Store, code: str, version: Version) -> None:
    """One more version, with the time at which it was saved."""
    before = records.find(target, code).row.version
    row, _ = records.save(target, code, card=version.card, body=version.body)
    if row.version == before:
        return
    stored = records.find(target, code)
    target.connection.write(
        "UPDATE body SET saved = ? WHERE record_row = ? AND version = ?", version.saved, stored.number, row.version
    )
    target.connection.write("UPDATE record SET updated = ? WHERE row = ?", version.saved, stored.number)


def _choose(target: Store, code: str, ours: Version, theirs: Version, our_number: int) -> None:
    """Let the version stand that protects more, else the later one; mark the other to be compared with it."""
    stands = _protects_more(ours.body, theirs.body)
    if stands is None:
        stands = ours.saved > theirs.saved
    other = our_number
    if stands:
        other = records.find(target, code).row.version
        _append(target, code, ours)
    _mark(target, code, other)


def _mark(target: Store, code: str, version: int) -> None:
    target.connection.write("UPDATE record SET merged = ? WHERE code = ?", version, code)


def _protects_more(ours: Body, theirs: Body) -> bool | None:
    """Whether ours seals, or else marks, everything that theirs does and more; None where neither does."""
    for guarded in (sealed_words.texts, _guarded):
        one, two = guarded(ours), guarded(theirs)
        if one != two:
            return True if one > two else False if one < two else None
    return None


def _guarded(body: Body) -> frozenset[tuple[str, Level]]:
    """Every passage's words with its level and all levels below."""
    return frozenset(
        (passage.quote, level)
        for passage in body.passages
        for level in Level
        if level is passage.level or policy.is_lower(level, passage.level)
    )


def _steps(
    sides: Sides, record_id: str, own: Sequence[Version], news: Sequence[Version]
) -> list[tuple[Level, str]] | None:
    """The levels that the record goes through here, with their reasons; None where both sides cannot be followed."""
    ours, theirs = _level(sides.target, record_id), _level(sides.other, record_id)
    base = _level(sides.base, record_id) if _is_in(sides.base, record_id) else None
    if ours is theirs:
        return [(ours, "")]
    if ours is base:
        steps = [(change.new, change.reason) for change in merge_register.new_changes(sides, record_id)]
        whole = bool(steps) and steps[-1][0] is theirs and not _unexplained(ours, steps)
        return steps if whole and not (own and policy.is_lower(theirs, ours)) else None
    if theirs is base:
        return None if policy.is_lower(ours, theirs) and news else [(ours, "")]
    return None


def _unexplained(level: Level, steps: Sequence[tuple[Level, str]]) -> bool:
    """Whether a level is lowered whose reason was purged since: that cannot be done again."""
    before = [level, *(to for to, _ in steps)]
    return any(policy.is_lower(to, old) and not why.strip() for (to, why), old in zip(steps, before, strict=False))


def _higher(sides: Sides, record_id: str) -> tuple[Level, str]:
    """The higher of both levels, with the other side's last reason if it is theirs."""
    ours, theirs = _level(sides.target, record_id), _level(sides.other, record_id)
    if not policy.is_lower(ours, theirs):
        return ours, ""
    changes = merge_register.new_changes(sides, record_id)
    return theirs, changes[-1].reason if changes else ""


def _is_binned(sides: Sides, record_id: str, own: Sequence[Version], news: Sequence[Version]) -> bool:
    """Whether it belongs into the recycle bin: not where one side put it there and the other wrote."""
    ours, theirs, was = (
        store.connection.value(_DELETED, record_id) is not None for store in (sides.target, sides.other, sides.base)
    )
    if ours == theirs:
        return ours
    return theirs and not own if ours == was else ours and not news


def _is_untouched(sides: Sides, record_id: str) -> bool:
    """Whether the other side's record lies there as it did in the base: then no version has to be read."""
    sql = """SELECT r.level, r.deleted IS NULL, b.version, b.wrapped, c.wrapped FROM body b
        JOIN record r ON r.row = b.record_row
        JOIN card c ON c.record_row = r.row AND c.version = b.version WHERE r.id = ? ORDER BY b.version"""
    return sides.other.connection.rows(sql, record_id) == sides.base.connection.rows(sql, record_id)


def _is_in(store: Store, record_id: str) -> bool:
    return store.connection.value("SELECT 1 FROM record WHERE id = ? AND created <> ''", record_id) is not None


def _level(store: Store, record_id: str) -> Level:
    return Level(store.connection.value("SELECT level FROM record WHERE id = ?", record_id))
