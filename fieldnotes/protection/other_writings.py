"""Names that can be read in a text only when some other writing is undone: base64, a mail header, letters' numbers.

`readings` says that there is one; where it stands is found by reading each line, and then each word, alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fieldnotes.protection.containers import Refused
from fieldnotes.protection.containers.reading import Reading, Trust
from fieldnotes.protection.containers.readings import told
from fieldnotes.protection.residue import FULL_NAME, NUMBER, OTHER_KEYS, TURNED, Residue, Watchlist

_LEAST_IN_NONSENSE, _LEAST_LIKELY, _LEAST_PART_LIKELY = 8, 6, 4
"""Letters or figures that do not arise by chance: in bytes that are no text (a digest read as cp1251 has short words),
and in what looks like a text, of a whole name and of a part of one that is written with a capital."""
OTHER_WRITING = "other writing"
"""The rule of a name that can be read only so."""
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Survivor:
    """What was found, and which writings (base64 and the like) were undone to find it, the outermost first."""

    residue: Residue
    how: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The rule that saw it, for a message."""
        written = f", written as {' in '.join(reversed(self.how))}" if self.how else ""
        return f"{self.residue.rule} of {self.residue.code}{written}"


def survivors_in(text: str, watchlist: Watchlist, place: str = "") -> Iterator[Survivor]:
    """What of the watch list can be read in a text only when some other writing is undone.

    Raises:
        Refused: more is packed in the text than can be looked into.
    """
    for reading in told(text, place):
        if reading.how:
            for residue in watchlist.in_bytes(reading.raw):
                yield Survivor(residue, reading.how)
            for residue in watchlist.in_text(reading.text):
                if meant(residue, reading):
                    yield Survivor(residue, reading.how)


def other_writings(text: str, watchlist: Watchlist) -> Iterator[Residue]:
    """Where in a text such names are: words where one word tells it, else lines, else all of it."""
    if not (codes := _codes(text, watchlist)):
        return
    told_by_lines: set[str] = set()
    for line in _LINE.finditer(text):
        in_line = _codes(line.group(), watchlist)
        told_by_lines |= in_line
        told_by_words: set[str] = set()
        for word in _WORD.finditer(line.group()) if in_line else ():
            for code in sorted(_codes(word.group(), watchlist)):
                told_by_words.add(code)
                yield Residue(OTHER_WRITING, code, line.start() + word.start(), line.start() + word.end())
        for code in sorted(in_line - told_by_words):
            yield Residue(OTHER_WRITING, code, line.start(), line.end())
    for code in sorted(codes - told_by_lines):
        yield Residue(OTHER_WRITING, code, 0, len(text))


def meant(residue: Residue, reading: Reading) -> bool:
    """Not by chance. Marks between the letters do not count: they are all over a font or a packed stream that is read
    as letters."""
    if reading.trust is Trust.SURE:
        return True
    found = reading.text[residue.start : residue.end]
    spelt = sum(character.isalnum() for character in found)
    if residue.rule in (FULL_NAME, NUMBER, TURNED, OTHER_KEYS):
        return spelt >= (_LEAST_LIKELY if reading.trust is Trust.LIKELY else _LEAST_IN_NONSENSE)
    return reading.trust is Trust.LIKELY and spelt >= _LEAST_PART_LIKELY and (found.istitle() or found.isupper())


def _codes(text: str, watchlist: Watchlist) -> frozenset[str]:
    """Whose names are in it; what cannot be looked into tells nothing here, and does not pass the gate."""
    plain = {residue.code for residue in watchlist.in_text(text)}
    try:
        return frozenset({one.residue.code for one in survivors_in(text, watchlist)} - plain)
    except Refused:
        return frozenset()
