"""Look for words that were removed: in every page as its key decrypts it, and in every value that can be opened.

Before a removal a sample is taken of names and texts that go; afterwards none of it may be found anywhere but in
texts that stay, and of those it is told where.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldnotes import files
from fieldnotes.crypto import pages
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import SealedClosed
from fieldnotes.vault.keys import sealed_values
from fieldnotes.vault.keys.keys import AWAY_KID
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.records import records, versions
from fieldnotes.vault.register import register_store
from fieldnotes.vault.store import Store

MOST_NAMES, MOST_PIECES = 96, 32
_PIECE = 24
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """Names and pieces of texts that are about to go. Prints nothing of them."""

    names: frozenset[str]
    pieces: frozenset[str]

    def __repr__(self) -> str:
        return f"Sample({len(self.names)} names, {len(self.pieces)} pieces)"

    @property
    def words(self) -> frozenset[str]:
        return self.names | self.pieces


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a sample still stands in texts that stay, and the codes of the records in which names do."""

    words: frozenset[str]
    codes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Standing({len(self.words)} words, {len(self.codes)} records)"


def sample(store: Store, going: Iterable[int], *, names: bool) -> Sample:
    """Some of the names, if they go, and some pieces of the records `going`; of what can be read now."""
    chance = secrets.SystemRandom()
    found: set[str] = set()
    if names:
        identities = [entry.identity for entry in register_store.all_of(store) if entry.identity is not None]
        texts = (text for identity in identities for text in (*identity.names, *identity.numbers))
        found = {text for text in texts if len(text) >= _SHORTEST}
    going = list(going)
    pieces: set[str] = set()
    for number in chance.sample(going, min(len(going), MOST_PIECES)):
        lines = [line for line in _text_of(store, number).split("\n") if len(line) >= _PIECE]
        if lines:
            line = chance.choice(lines)
            start = chance.randrange(len(line) - _PIECE + 1)
            pieces.add(line[start : start + _PIECE])
    return Sample(frozenset(chance.sample(sorted(found), min(len(found), MOST_NAMES))), frozenset(pieces))


def standing(store: Store, taken: Sample) -> Standing:
    """What of the sample is still said in values that can be opened."""
    words, codes = set[str](), set[str]()
    for owner, text in _readable(store):
        held = {word for word in taken.words if word in text}
        words |= held
        if held & taken.names:
            codes.add(owner)
    told = [code for (code, owner) in store.connection.rows("SELECT code, id FROM record") if owner in codes]
    return Standing(frozenset(words), tuple(sorted(told)))


def left_in(opened: Opened, key: Secret, taken: Sample, known: Standing) -> int:
    """How many words of the sample are found that should not be: zero, or something was not removed."""
    wanted = taken.words - known.words
    found = set[str]()
    encodings = {form: word for word in wanted for form in (word.encode(), word.encode("utf-16-le"))}
    rest = b""
    for page in pages.decrypted(files.read_whole(opened.database), key):
        found |= {word for form, word in encodings.items() if form in rest + page}
        rest = page[-256:]
    for _, text in _readable(opened.store):
        found |= {word for word in wanted if word in text}
    return len(found)


def _text_of(store: Store, number: int) -> str:
    found = store.connection.one("SELECT code FROM record WHERE row = ?", number)
    assert found is not None
    try:
        stored = records.find_any(store, found[0])
        return versions.text(store, stored, stored.row.version).whole.text
    except SealedClosed:
        return ""


def _readable(store: Store) -> Iterator[tuple[str, str]]:
    """Owner and text of every value that opens."""
    for value in sealed_values.all_of(store):
        if value.kid == AWAY_KID:
            continue
        try:
            yield value.owner, value.opened(store).decode("utf-8", "replace")
        except SealedClosed:
            continue
