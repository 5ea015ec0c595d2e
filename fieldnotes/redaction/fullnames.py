"""Full names run together, searched in the sounds of a text run together.

A name of several words has half a dozen such strings. To write them all into the automaton for every name of a large
register takes longer than all the rest of it; the automaton finds one word of each name instead, one that is long
and in few names, and the strings of the name are compared where that word stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, product

from fieldnotes.model.register import EntityType
from fieldnotes.redaction.automaton import Automaton
from fieldnotes.redaction.index import Index
from fieldnotes.redaction.keyboards import typed_elsewhere
from fieldnotes.redaction.names import Name, Part
from fieldnotes.redaction.phones import collapsed, merges, soundings, squeeze
from fieldnotes.redaction.scripts import Script

SHORTEST_BOUNDED = 5
SHORTEST_PART = 6
_LEAST_ANCHOR = 5
_LEAST_MISTYPED = 8
_MOST_SHARING = 24
"""A word of more names than this is no help: all of them would be compared wherever it stands."""
_MAX_READINGS = 6
_MOST_KEPT = 100_000
_NOTHING: frozenset[str] = frozenset()
_TYPED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ё": "е"})

Owner = tuple[int, bool]
"""The number of a name, and whether it is there in full; else one long word of it is."""


class FullNames:
    """The squeezed strings of the full names of a register, and of the long words of its persons."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._strings: dict[int, frozenset[str]] = {}
        owners: dict[str, list[Owner]] = {}
        anchored: dict[str, list[int]] = {}
        anchors = [_anchor(part) for part in index.parts]
        for name in index.names:
            parts = _parts_of(index, name)
            if len(parts) < 2 or name.beside:
                continue
            anchor = anchors[parts[-1].number] or anchors[parts[0].number]
            for text in _run_together(name, parts) if anchor else _joined(name, parts):
                owners.setdefault(text, []).append((name.number, True))
            for text in _mistyped(name, parts):
                owners.setdefault(text, []).append((name.number, True))
            for text in anchor:
                anchored.setdefault(text, []).append(name.number)
        for part in index.parts:
            if len(part.text) >= SHORTEST_PART and len(part.squeezed[0]) >= SHORTEST_PART:
                persons = [(number, False) for number, _ in part.owners if index.person(number)]
                if persons:
                    owners.setdefault(part.squeezed[0], []).extend(persons)
        self._automaton = Automaton({text: (owners.get(text), anchored.get(text)) for text in owners | anchored})

    def find(self, text: str) -> list[tuple[int, int, list[Owner]]]:
        """(start, end, owners) of each full name and long word in a squeezed text, in order of its end."""
        found: dict[tuple[int, int], list[Owner]] = {}
        for start, end, (owners, anchored) in self._automaton.find(text):
            if owners:
                found.setdefault((end, start), []).extend(owners)
            for number in anchored or ():
                for span in self._around(text, start, end, number):
                    known = found.setdefault(span, [])
                    if (number, True) not in known:
                        known.append((number, True))
        return [(start, end, found[end, start]) for end, start in sorted(found)]

    def _around(self, text: str, start: int, end: int, number: int) -> Iterator[tuple[int, int]]:
        """(end, start) of the strings of a name that hold its word at `start`."""
        anchor = text[start:end]
        for string in self._strings_of(number):
            at = string.find(anchor)
            while at >= 0:
                if start >= at and text.startswith(string, start - at):
                    yield start - at + len(string), start - at
                at = string.find(anchor, at + 1)

    def _strings_of(self, number: int) -> frozenset[str]:
        known = self._strings.get(number)
        if known is None:
            if len(self._strings) >= _MOST_KEPT:
                self._strings.clear()
            name = self._index.names[number]
            known = self._strings[number] = _joined(name, _parts_of(self._index, name))
        return known


def _parts_of(index: Index, name: Name) -> list[Part]:
    return [index.parts[number] for number in name.parts if number is not None]


def _anchor(part: Part) -> tuple[str, ...]:
    """The readings of a word; none where it is too short or in too many names."""
    if len(part.owners) > _MOST_SHARING:
        return ()
    readings = part.squeezed[:_MAX_READINGS]
    return readings if min(map(len, readings)) >= _LEAST_ANCHOR else ()


def _run_together(name: Name, parts: list[Part]) -> frozenset[str]:
    """First and last word as one word, in both orders: letters that meet may sound otherwise (Gottfried Hinz: dh)."""
    first, last = parts[0], parts[-1]
    if name.type is not EntityType.PERSON or first.script is not last.script:
        return _NOTHING
    pairs = ((first.text, last.text), (last.text, first.text))
    found = [one + other for one, other in pairs if merges(one, other, first.script)]
    if not (first.text + last.text).isascii():
        found += [typed for one in map("".join, pairs) if (typed := one.translate(_TYPED)) != one]
    if not found:
        return _NOTHING
    return _long_enough(squeeze(said.symbols) for word in found for said in soundings(word, first.script))


def _joined(name: Name, parts: list[Part]) -> frozenset[str]:
    """The squeezed strings of a full name: first and last word in both orders, and all words in order."""
    spoken = [part.squeezed[:_MAX_READINGS] for part in parts]
    orders = [spoken]
    if name.type is EntityType.PERSON:
        orders += [[spoken[0], spoken[-1]], [spoken[-1], spoken[0]]]
    found: set[str] = set()
    for order in orders:
        for texts in islice(product(*order), _MAX_READINGS * 2):
            joined = "".join(texts)
            found.add(joined)
            if any(one[-1:] == other[:1] for one, other in pairwise(texts)):
                found.add(collapsed(joined))
    return _long_enough(found) | _run_together(name, parts)


def _mistyped(name: Name, parts: list[Part]) -> frozenset[str]:
    """A Russian name on Latin keys, in both orders: the slip of those who write both scripts all day."""
    if name.type is not EntityType.PERSON or any(part.script is not Script.CYRILLIC for part in parts):
        return _NOTHING
    first, last = parts[0].text, parts[-1].text
    typed = {one.replace(" ", "") for pair in (f"{first} {last}", f"{last} {first}") for one in typed_elsewhere(pair)}
    found = _long_enough(squeeze(soundings(one, Script.LATIN)[0].symbols) for one in typed)
    return frozenset(one for one in found if len(one) >= _LEAST_MISTYPED)


def _long_enough(strings: Iterable[str]) -> frozenset[str]:
    return frozenset(one for one in strings if len(one) >= SHORTEST_BOUNDED)
