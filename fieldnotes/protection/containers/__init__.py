"""Take finished files apart, for the gate: every part of every container, with everything it says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from fieldnotes.protection.containers import archives, media, office
from fieldnotes.protection.containers.leaf import Leaf, Refused

__all__ = ["Leaf", "Refused", "leaves"]

_MOST_NESTED = 5


def leaves(data: bytes, place: str, depth: int = 0) -> Iterator[Leaf]:
    """The file itself and everything inside it, in order; archives within archives included.

    `place` is how messages call the file; it says nothing of its content.

    Raises:
        Refused: the file says more than its content (a time, a comment, a hidden part), or cannot be looked into.
    """
    if depth > _MOST_NESTED:
        raise Refused("archives nested too deep to inspect", place)
    media.refuse_what_says_more(data, place)
    if data.startswith(b"%PDF-"):
        # Loads two PDF libraries, which no other command needs.
        from fieldnotes.protection.containers import pdf  # noqa: PLC0415

        parts = pdf.parts(data, place)
    else:
        parts = archives.parts(data, place)
    inside = False
    for part in parts:
        inside = True
        yield Leaf(part.place, part.name, part.note, part.texts)
        if part.data:
            yield from leaves(part.data, part.place, depth + 1)
    if not inside:
        yield Leaf(place, "", data)
    else:
        yield from office.texts(data, place)
