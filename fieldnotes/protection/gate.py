"""The only way out: nothing leaves a vault unless this module has seen it twice.

First each record: `clear` turns a redacted record into a `Cleared`, which the bundle writer demands and nobody
else can make. Then the finished bytes: `inspect` unpacks the decrypted bundle with other code than wrote it and
looks for every name again. One survivor refuses the whole export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fieldnotes.errors import Bug, LeakFound, LeakInOtherWriting
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.redaction import Redacted
from fieldnotes.model.register import EntityType
from fieldnotes.protection import canary, containers
from fieldnotes.protection.containers.reading import Reading
from fieldnotes.protection.containers.readings import readings, told
from fieldnotes.protection.other_writings import Survivor, meant, survivors_in
from fieldnotes.protection.residue import NUMBER, Residue, Watchlist, quotes_left, words
from fieldnotes.redaction.realnames import find_real_names

_KEY = object()
_DRAWN = 16
"""Characters from which on one of our own words is a key, a hash or a signature, which nobody could choose."""

Look = Callable[[str], Iterator[Residue]]
"""Another way of searching a text for protected names."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """A record that may be written into a bundle. Only `clear` makes one."""

    record: BundleRecord
    key: object = field(repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise Bug(what="a record went around the gate")


@dataclass(frozen=True, slots=True)
class GateResult:
    """What was looked at: so many protected strings, in so many places."""

    strings: int
    leaves: int


def clear(record: BundleRecord, title: Redacted, text: Redacted, watchlist: Watchlist) -> Cleared:
    """Pass one redacted record.

    Raises:
        LeakFound: something protected can still be read in it; the error names place and rule, never the words.
        Bug: an undecided name reached the gate.
    """
    if title.hits or text.hits:
        raise Bug(what="an undecided name reached the gate")
    for leaf in (record.title, record.text, *record.notes, record.consent, record.language):
        for residue in watchlist.in_text(leaf):
            raise LeakFound(rule=f"{residue.rule} of {residue.code}", place=record.label)
        try:
            for survivor in survivors_in(leaf, watchlist, record.label):
                raise LeakInOtherWriting(rule=survivor.told, place=record.label)
        except containers.Refused as refused:
            raise LeakFound(rule=refused.rule, place=record.label) from refused
        if quotes_left(leaf, (*title.removed, *text.removed)):
            raise LeakFound(rule="marked passage", place=record.label)
    _refuse_lone_real_names(record, text)
    return Cleared(record, _KEY)


def inspect(
    finished: bytes, watchlist: Watchlist, *, look: Look | None = None, ours: frozenset[str] = frozenset()
) -> GateResult:
    """Hold the bytes of a finished file against the watch list: a bundle, a page, a document, a picture.

    `look` is the matcher with the same register, for a second, cleverer opinion on every text. `ours` are folded words
    that such a file holds even when it tells nothing: somebody may be called Title or Class, and `clear` has seen
    every record without that exception.

    Raises:
        LeakFound: the file must not be written.
        Bug: the gate cannot find a planted name in some kind of container; nothing it says can be trusted.
    """
    canary.prove_that_it_finds(survivors)
    leaves = 0
    try:
        for leaf in containers.leaves(finished, "bundle"):
            leaves += 1
            for survivor in survivors(leaf, watchlist, look, ours):
                raise LeakFound(rule=survivor.told, place=leaf.place)
    except containers.Refused as refused:
        raise LeakFound(rule=refused.rule, place=refused.place) from refused
    return GateResult(strings=len(watchlist), leaves=leaves)


def inspect_text(
    text: str, watchlist: Watchlist, *, look: Look | None = None, ours: frozenset[str] = frozenset()
) -> GateResult:
    """The same for words that leave without a file: the clipboard, a printer."""
    return inspect(text.encode("utf-8"), watchlist, look=look, ours=ours)


def survivors(
    leaf: containers.Leaf, watchlist: Watchlist, look: Look | None = None, ours: frozenset[str] = frozenset()
) -> Iterator[Survivor]:
    """What of the watch list is still in a leaf: in its name, its bytes, or any text that these may be.

    Raises:
        Refused: more is packed inside than can be looked into.
    """
    for residue in watchlist.in_bytes(leaf.data):
        yield Survivor(residue)
    for said in (leaf.name, *leaf.texts):
        for reading in told(said, leaf.place):
            yield from _in(reading, watchlist, look, ours)
    for reading in readings(leaf.data, leaf.place):
        yield from _in(reading, watchlist, look, ours)


def _in(reading: Reading, watchlist: Watchlist, look: Look | None, ours: frozenset[str]) -> Iterator[Survivor]:
    for residue in watchlist.in_bytes(reading.raw):
        yield Survivor(residue, reading.how)
    for residue in watchlist.in_text(reading.text):
        if meant(residue, reading) and not _of_the_format(residue, reading.text, ours):
            yield Survivor(residue, reading.how)
    if look is not None and reading.sure:
        for residue in look(reading.text):
            if not _of_the_format(residue, reading.text, ours):
                yield Survivor(residue, reading.how)


def _of_the_format(residue: Residue, text: str, ours: frozenset[str]) -> bool:
    if residue.rule != NUMBER and ours.issuperset(words(text[residue.start : residue.end])):
        return True
    return any(_lies_in(residue, text, value) for value in ours if len(value) >= _DRAWN)


def _lies_in(residue: Residue, text: str, value: str) -> bool:
    """Whether it is a piece of a key, hash or signature that stands in the text: a short name can be read in any."""
    start = text.find(value, max(0, residue.end - len(value)), residue.start + len(value))
    return 0 <= start <= residue.start


def _refuse_lone_real_names(record: BundleRecord, text: Redacted) -> None:
    """A real name given beside a label is the label's identity, whoever forgot to register it."""
    labels = [change.label for change in text.changes if change.entity == EntityType.PERSON]
    for found in find_real_names(record.text):
        name = record.text[found.name_start : found.name_end]
        before = record.text[max(0, found.start - 60) : found.start]
        if any(label in before for label in labels) and name not in labels and name not in text.kept:
            raise LeakFound(rule="another name of a protected person", place=record.label)
