"""Where a remark on a redacted text belongs in the original: by the list of changes, by the words' digest, or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.errors import NoSuchRecord, SealedClosed
from fieldnotes.model.review import Anchor, Part, TakenRemark, quote_digest
from fieldnotes.services.session import Session

_MOST_WINDOWS = 200_000
"""Of text to be digested in the search for words; longer texts are shown by paragraph."""


class Exactness(StrEnum):
    """How sure a place is."""

    EXACT = "exact"
    """The very words."""
    COVERING = "covering"
    """The words for which something else stood in the bundle, and those around them."""
    PARAGRAPH = "paragraph"
    RECORD = "record"
    """It is about the record, or its words are nowhere to be found any more."""


@dataclass(frozen=True, slots=True)
class Place:
    """Code points [start, end) of the present title or text of a record; 0 and 0 for the whole record."""

    part: Part
    start: int
    end: int
    how: Exactness


Moves = Sequence[tuple[int, int, int, int]]
"""Start and end in the original, start and end in the redacted text; in order, not overlapping."""
_NOWHERE = Place(Part.TEXT, 0, 0, Exactness.RECORD)


def place_of(session: Session, remark: TakenRemark, moves: Moves | None) -> Place:
    """Where a remark belongs in the record as it is now.

    Raises:
        SealedClosed: the record cannot be read now.
        NoSuchRecord: it is gone.
    """
    anchor, record = remark.anchor, session.vault.record(remark.record)
    if anchor is None:
        return _NOWHERE
    if anchor.part is Part.TITLE:
        title = record.row.card.title if record.row.card is not None else ""
        return Place(Part.TITLE, 0, len(title), Exactness.COVERING)
    present = record.body.text
    released = present if record.row.version == remark.version else _released(session, remark)
    place = None if released is None or moves is None else mapped(released, anchor, moves)
    if released is not None and place is not None and released != present:
        place = _carried_over(released, present, place)
    return place or by_words(present, anchor)


def mapped(original: str, anchor: Anchor, moves: Moves) -> Place | None:
    """The place of an anchor in the original by the list of changes; None where they do not fit each other."""
    found = _offsets(_shape(original, moves), anchor)
    if found is None:
        return None
    start, end = found
    if any(new_start < end and start < new_end for _, _, new_start, new_end in moves):
        return Place(Part.TEXT, _back_start(start, moves), _back_end(end, moves), Exactness.COVERING)
    place = Place(Part.TEXT, _back_start(start, moves), _back_end(end, moves), Exactness.EXACT)
    return place if quote_digest(original[place.start : place.end]) == anchor.quote_sha256 else None


def by_words(text: str, anchor: Anchor) -> Place:
    """The place of the words with the anchor's digest: in its paragraph, else anywhere, if they are there once."""
    lines = text.split("\n")
    begins = sum(len(line) + 1 for line in lines[: anchor.paragraph])
    length = anchor.end - anchor.start
    has_paragraph = anchor.paragraph < len(lines)
    line = lines[anchor.paragraph] if has_paragraph else ""
    for offset, stretch in ((begins, line), (0, text)):
        places = _windows(stretch, length, anchor.quote_sha256)
        if len(places) == 1:
            return Place(Part.TEXT, offset + places[0], offset + places[0] + length, Exactness.EXACT)
        if places:
            break
    if has_paragraph and line:
        return Place(Part.TEXT, begins, begins + len(line), Exactness.PARAGRAPH)
    return _NOWHERE


def _released(session: Session, remark: TakenRemark) -> str | None:
    """The text of the version that had left, if it can be read."""
    try:
        return session.vault.revision(remark.record, remark.version).body.text
    except (NoSuchRecord, SealedClosed):
        return None


def _carried_over(released: str, present: str, place: Place) -> Place | None:
    """A place in the version that left, in the present one, which has the same words once."""
    words = released[place.start : place.end]
    start = present.find(words) if words else -1
    if start < 0 or present.find(words, start + 1) >= 0:
        return None
    return Place(place.part, start, start + len(words), place.how)


def _shape(original: str, moves: Moves) -> str:
    """The redacted text with its paragraphs; what was put in is a row of blanks."""
    pieces: list[str] = []
    at = 0
    for start, end, new_start, new_end in moves:
        pieces += (original[at:start], " " * (new_end - new_start))
        at = end
    return "".join((*pieces, original[at:]))


def _offsets(redacted: str, anchor: Anchor) -> tuple[int, int] | None:
    lines = redacted.split("\n")
    if anchor.paragraph >= len(lines) or anchor.end > len(lines[anchor.paragraph]):
        return None
    begins = sum(len(line) + 1 for line in lines[: anchor.paragraph])
    return begins + anchor.start, begins + anchor.end


def _back_start(at: int, moves: Moves) -> int:
    last = next((move for move in reversed(moves) if move[2] <= at), None)
    if last is None:
        return at
    start, end, _, new_end = last
    return start if at < new_end else at - new_end + end


def _back_end(at: int, moves: Moves) -> int:
    last = next((move for move in reversed(moves) if move[2] < at), None)
    if last is None:
        return at
    _, end, _, new_end = last
    return end if at <= new_end else at - new_end + end


def _windows(text: str, length: int, digest: str) -> list[int]:
    last = len(text) - length
    if length <= 0 or last < 0 or last * length > 100 * _MOST_WINDOWS:
        return []
    return [at for at in range(last + 1) if quote_digest(text[at : at + length]) == digest]
