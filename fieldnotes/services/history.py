"""What a record said before: its versions, what changed between two of them, going back, sealing one for good."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from fieldnotes.model.changes import Changes
from fieldnotes.model.record import WRITTEN, Body
from fieldnotes.protection import policy
from fieldnotes.services import forms, write
from fieldnotes.services.session import Session
from fieldnotes.vault.records import sealed_words

_MOST_PAIRS = 4_000_000
"""Of words to be compared with each other; a longer stretch that changed is shown as a whole."""
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class PieceKind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both versions have, or only one of them."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """A saved version. `sealed_on` is empty unless it was read back and sealed; `closed`: SEALED is needed to read."""

    version: int
    saved: str
    sealed_on: str
    closed: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of `older` in `newer`, word by word; `title` likewise."""

    older: int
    newer: int
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    marks: tuple[int, int] = (0, 0)
    """How many passages the older and the newer version protect."""
    same_marks: bool = True

    @property
    def is_empty(self) -> bool:
        return self.same_marks and all(piece.kind is PieceKind.SAME for piece in (*self.title, *self.text))


def versions(session: Session, code: str) -> list[VersionView]:
    """Every saved version of a record, newest first.

    Raises:
        NoSuchRecord: there is none.
    """
    sealed = {found.version: found.sealed for found in session.vault.sealed_versions(code)}
    found = write.revisions(session, code)
    is_open = session.sealed_open
    return [
        VersionView(one.version, one.saved, sealed.get(one.version, ""), one.sealed and not is_open, place == 0)
        for place, one in enumerate(found)
    ]


def difference(session: Session, code: str, older: int, newer: int) -> Difference:
    """What changed between two versions.

    Raises:
        NoSuchRecord: there is no such record or version.
        SealedClosed: one of them is SEALED and the compartment is closed.
    """
    first, second = (write.revision(session, code, version) for version in (older, newer))
    titles = [record.row.card.title if record.row.card is not None else "" for record in (first, second)]
    return Difference(
        older,
        newer,
        tuple(compare(titles[0], titles[1])),
        tuple(compare(first.body.text, second.body.text)),
        (len(first.body.passages), len(second.body.passages)),
        _marks(first.body) == _marks(second.body),
    )


def _marks(body: Body) -> list[tuple[int, str]]:
    return sorted((int(one.level), one.quote) for one in body.passages)


def go_back(session: Session, code: str, version: int) -> Changes:
    """Save what `version` said as a new version; everything in between stays.

    Words that the present version protects stay protected wherever the old text has them: going back never opens
    what was marked since. Taking a mark off is an act of its own, with a reason.

    Raises:
        NoSuchRecord, SealedClosed: see `difference`.
    """
    old, present = write.revision(session, code, version), session.vault.record(code)
    assert old.row.card is not None
    if sealed_words.are_in(present.body):
        session.needs_sealed()
    if present.row.kind not in WRITTEN:
        return forms.go_back(session, present, old)
    text, own = old.body.text, {(one.start, one.end): one for one in old.body.passages}
    for mark in present.body.passages:
        for start in _places(text, mark.quote):
            place = (start, start + len(mark.quote))
            if place not in own or policy.is_lower(own[place].level, mark.level):
                own[place] = replace(mark, start=place[0], end=place[1])
    passages = tuple(sorted(own.values(), key=lambda one: (one.start, one.end)))
    return write.save(session, code, card=old.row.card, body=replace(old.body, passages=passages))


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + len(quote))


def seal(session: Session, code: str) -> Changes:
    """The present version was read back to whoever said it: it is sealed and can be told from any other for ever.

    Raises:
        AlreadyExists: it is sealed already.
        SealedClosed: some of its words cannot be read now.
    """
    return session.vault.seal_version(code)


def compare(old: str, new: str) -> list[Piece]:
    """Lines first, then words within lines that changed, so that a long testimony is compared at once."""
    pieces: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(PieceKind.SAME, "".join(before[a:b])))
        else:
            pieces.extend(_words("".join(before[a:b]), "".join(after[c:d])))
    return list(_joined(pieces))


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        yield Piece(PieceKind.REMOVED, old)
        yield Piece(PieceKind.ADDED, new)
        return
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(PieceKind.SAME, "".join(before[a:b]))
            continue
        if a < b:
            yield Piece(PieceKind.REMOVED, "".join(before[a:b]))
        if c < d:
            yield Piece(PieceKind.ADDED, "".join(after[c:d]))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.kind is piece.kind:
            held = Piece(held.kind, held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
