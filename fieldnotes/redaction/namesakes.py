"""Who of many has a name like this one: candidates by the sounds and letters of their words, then name by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fieldnotes.redaction.likeness import LIKELY, NONE, ONE_WORD, Likeness, Place, likeness, readings
from fieldnotes.redaction.soundalike import SoundAlike, Spelled

_FULL = 2
"""Words, so that one word in common is not yet worth a comparison."""


class Namesakes:
    """Many names of persons, to be asked which of them a further one is like."""

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        """`known` are (id, name); an id may come with several names."""
        self._known = list(known)
        self._thin = frozenset(number for number, (_, name) in enumerate(self._known) if _is_thin(name))
        self._sizes = [_size(name) for _, name in self._known]
        self._words = SoundAlike()
        self._owners: dict[Spelled, set[int]] = {}
        for number, (_, name) in enumerate(self._known):
            for word in _counting(name):
                if word not in self._owners:
                    self._words.add(word)
                self._owners.setdefault(word, set()).add(number)

    def of(self, name: str, *, least: float = LIKELY, but: str = "") -> dict[str, Likeness]:
        """The ids, `but` for that one, whose likeness with `name` is `least` or more, their best name counting."""
        shared: Counter[int] = Counter()
        for word in _counting(name):
            shared.update({number for like in self._words.like(word) for number in self._owners[like]})
        thin, size = _is_thin(name), _size(name)
        found: dict[str, Likeness] = {}
        for number, count in shared.items():
            who, other = self._known[number]
            # Above ONE_WORD every word of the shorter name has to be in the longer one.
            full = count >= min(size, self._sizes[number])
            if who != but and (full if least > ONE_WORD else count > 1 or thin or number in self._thin):
                alike = likeness(name, other)
                if alike.score >= max(least, found.get(who, NONE).score):
                    found[who] = alike
        return found


def _counting(name: str) -> frozenset[Spelled]:
    return frozenset((word.text, word.script) for one in readings(name) for word in one)


def _size(name: str) -> int:
    """The words of its shortest reading."""
    return min((len(one) for one in readings(name)), default=1)


def _is_thin(name: str) -> bool:
    """It has one word that counts, or initials: one word in common may then be enough."""
    return any(sum(word.place is not Place.INITIAL for word in one) < _FULL for one in readings(name))
