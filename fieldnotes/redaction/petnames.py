"""What friends call somebody: Саша for Александр, Rüfik for Rüfət, ნინიკო for ნინო.

The usual ones are listed (`homographs/pet.tsv`: given names, tab, what their bearers are called); others are made of
the first letters of a given name and an ending that only such words have.
"""

from __future__ import annotations

import re
from functools import cache

from fieldnotes import resources
from fieldnotes.redaction.homographs import plain
from fieldnotes.redaction.scripts import Script, script_of

BEGINNING = 3
"""Letters of a given name that stay before an ending."""
_LEAST_NAME = 4
_ENDINGS = {
    Script.CYRILLIC: re.compile(
        "(?:[иоеу]?[оеё]чк|[оеё]ньк|[уюы]шк|[уюо]льк|[уюо]нь?к|[уюа]ш|[уюо]нчик|чик|ик)(?:а|у|и|е|ой|о|ы|ом|ами|ам)?"
    ),
    Script.LATIN: re.compile(r"(?:ik|iş|uş|oş|oş|ulya|ush[ak]a|ochka|echka|enka|unya|usya|ulik|işka|uşka|ito|ita)"),
    Script.GEORGIAN: re.compile("(?:იკო|უცა|უკა|უნა|აკო|იკა|უშა)(?:ს|მ|თან|სთან|სთვის|ზე)?"),
    Script.GREEK: re.compile("(?:ιώ|άκης|ούλα|ίτσα|άκος)"),
}
"""Endings of pet names, in some cases; Latin ones are those of Turkic and romanised Slavic and Spanish names."""
_CHANGING = frozenset("аяуюеиыёй")
_INFLECTED = re.compile("(?<=[а-яёіў]{2})(?:[аяуюеиыё]|ой|ей)$")


@cache
def _called() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in resources.text("homographs/pet.tsv").splitlines():
        names, _, pets = line.partition("\t")
        for name in map(plain, names.split()):
            found[name] = (*found.get(name, ()), *map(stem_of, pets.split()))
        for pet in map(plain, pets.split()):
            found[pet] = (*found.get(pet, ()), *map(stem_of, names.split()))
    return found


def called(given: str) -> tuple[str, ...]:
    """The stems of what bearers of a given name, in lower case, are usually called; of a pet name, its full names."""
    return _called().get(plain(given), ())


def is_one(word: str) -> bool:
    """Whether a lower-case word is a listed pet name, or a given name that has some."""
    return plain(word) in _called()


def beginning(given: str) -> str:
    """What pet names that are not listed begin with; empty for a name that is too short."""
    return plain(given)[:BEGINNING] if len(given) >= _LEAST_NAME else ""


def has_ending(word: str) -> bool:
    """Whether a lower-case word is a beginning of three or four letters and an ending of pet names."""
    ending = _ENDINGS.get(script_of(word))
    return ending is not None and any(ending.fullmatch(word, cut) for cut in (BEGINNING, BEGINNING + 1))


def stem_of(word: str) -> str:
    """A lower-case word without diacritics, and without the vowel that changes with the case in Russian."""
    if word.isascii():
        return word
    return plain(_INFLECTED.sub("", word) if word[-1] in _CHANGING else word)
