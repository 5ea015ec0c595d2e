"""What the register side of the index stores: the parts of each name and the forms a part may take.

A form is a phone string together with the endings that must follow it: Белов- of Белова with a case ending,
Воронск- with an adjectival one, Məliy- of Məlik with a Turkic one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from fieldnotes.model.register import EntityType
from fieldnotes.redaction.homographs import given_names, plain
from fieldnotes.redaction.phones import coarse_key, collapsed, shape, soundings
from fieldnotes.redaction.scripts import Script, honest_spellings
from fieldnotes.redaction.spellings import SERVANTS, spellings_abroad, spellings_at_home
from fieldnotes.redaction.suffixes import Family
from fieldnotes.redaction.view import lowered, make_view, reads_as_written
from fieldnotes.redaction.wordset import word_set

PARTICLES = word_set(
    "von van vom der den de la le du da di do dos del dal della zu zum zur ter al el ad as bin ibn bint abu um umm "
    "oğlu qızı "
    "oglu ogly ogli qizi kizi "
    "gizi kyzy гызы оглы оглу кызы уулу ოღლი بن ابن بنت ال of the and at for in və ve и for und et "
    "y e dr mr mrs ms prof "
    "sir bey hanım xanım müəllim г-н г-жа der die das des les los las в на"
)
NAME_PARTICLES = word_set(
    "von van vom der den de la le las los les du da das di do dos del dal della el al ad as bin ibn bint abu um umm "
    "zu zum zur ter y e d بن ابن بنت ال أبو ابو"
)
"""Particles that belong to the name they stand before."""
ARABIC_ARTICLES = word_set("al el ul at ad an ar as ash az at ath adh аль эль уль ат ад ан ар ас аш аз")
"""The Arabic article as it sounds before the letter that follows; written with a hyphen."""
_WORD = re.compile(r"[^\W_]+")
_INNER_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘`´](?=[^\W\d_])")
_ACRONYM = re.compile(r"[^\W\d_]{2,6}")


class Form(NamedTuple):
    """A phone string of a part: what the index compares with. `tails` must follow when it is not None."""

    part: int
    symbols: str
    script: Script
    tails: frozenset[Family] | None = None
    cost: float = 0.0
    abroad: bool = False  # only for text in another script
    other_gender: bool = False

    @property
    def length(self) -> int:
        return len(self.symbols)

    @property
    def consonants(self) -> str:
        return shape(self.symbols)[0]

    @property
    def groups(self) -> tuple[str, ...]:
        return shape(self.symbols)[1]


@dataclass(slots=True)
class Part:
    """One word of registered names, shared by all names that contain it."""

    number: int
    text: str
    script: Script
    owners: list[tuple[int, int]] = field(default_factory=list)  # (name number, position)
    opens: list[int] = field(default_factory=list)  # the names of places and organisations that begin with it
    acronym: bool = False
    said: str = ""  # its likeliest symbols
    squeezed: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        return spoken_form(self.text, self.script)


class Face(NamedTuple):
    """What a part is compared as, letter by letter, with what stands beside a right one."""

    plain: str
    spoken: str
    english: str
    """How an English newspaper writes the sounds: what a typist had before her when she made a slip."""

    @property
    def edges(self) -> set[str]:
        """The first letters, and after hyphens the last ones."""
        return {end for shown in self if shown for end in (shown[0], "-" + shown[-1])}


def faces_of(parts: Sequence[Part]) -> list[Face]:
    """The faces of parts whose sounds are known."""
    texts, said = ("\n".join(lines) for lines in zip(*((part.text, part.said) for part in parts), strict=True))
    english = said.translate(_ENGLISH).replace("ä", "a")
    unmarked = map(plain.__wrapped__, (texts, said.lower(), english))  # too long to be kept
    return list(map(Face, *(lines.split("\n") for lines in unmarked)))


@lru_cache(maxsize=50_000)
def spoken_form(word: str, script: Script) -> str:
    """The likeliest sounds of a word in plain letters, to compare words of two scripts letter by letter."""
    return plain(soundings(word, script)[0].symbols.lower())


WHOLE = "whole"
"""Says that none of a name's words may stand for it alone."""


_ENGLISH = str.maketrans(
    {"x": "kh", "J": "j", "C": "ch", "S": "sh", "Z": "zh", "c": "ts", "D": "dz", "G": "gh", "w": "v"}
)


class Name(NamedTuple):
    """One registered spelling: `parts` are part numbers by position, None for particles such as von or oğlu.

    `first` is the position of the first word that counts, `weight` how many words count.
    """

    number: int
    identity: int
    type: EntityType
    parts: tuple[int | None, ...]
    words: tuple[str, ...]
    first: int
    weight: int
    beside: str = ""
    """The class of the generic word that must stand beside (street for the Lermontov of Lermontov Street), or WHOLE."""

    @property
    def alone(self) -> bool:
        """One of its words may stand for it: a person's name, or a name of one word."""
        return not self.beside and (self.type is EntityType.PERSON or self.weight == 1)


def words_of(name: str) -> list[tuple[str, Script]]:
    """The lower-case words of a registered name with their scripts; apostrophes inside words are dropped."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return [(word, Script.LATIN) for word in name.lower().split()]
    lower = lowered(name) if reads_as_written(name) else make_view(name).lower
    return [_honest(word) for word in _WORD.findall(_INNER_APOSTROPHE.sub("", lower))]


@lru_cache(maxsize=50_000)
def _honest(word: str) -> tuple[str, Script]:
    return honest_spellings(word, word)[0][:2]


def spellings_of(words: list[tuple[str, Script]], *, person: bool) -> list[list[tuple[str, Script]]]:
    """The words of a name, and the same name with compound given names written as one word or as two.

    Three or more words may run together two by two; Arabic عبد and Abdul- join with, or part from, what follows.
    """
    found = [words]
    if not person:
        return found
    solid = [pair for pair in words if pair[0] not in PARTICLES]
    for place in range(len(solid) - 1):
        (first, script), (second, other) = solid[place : place + 2]
        if script is not other or (len(solid) < 3 and first not in SERVANTS):
            continue
        joins = [first + second]
        if first in SERVANTS and second.startswith("ال"):
            joins.append(first + second[2:])
        found += [[*solid[:place], (joined, script), *solid[place + 2 :]] for joined in joins if len(solid) > 2]
    for place, (word, script) in enumerate(words):
        if (split := _SERVANT_OF.match(word)) and len(words) > 1:
            pieces = [(split.group(1), script), (split.group(2), script)]
            found.append([*words[:place], *pieces, *words[place + 1 :]])
    return found


def parted(words: list[tuple[str, Script]]) -> Iterator[list[tuple[str, Script]]]:
    """The words of a person's name with Ben- and Bin- parted from the father's name: Benali as bin Ali."""
    for place, (word, script) in enumerate(words):
        split = _SON_OF.match(word) if len(words) > 1 else None
        if split and (len(split.group(2)) >= _LEAST_FATHER or plain(split.group(2)) in given_names()):
            yield [*words[:place], ("bin", script), (split.group(2), script), *words[place + 1 :]]


_SON_OF = re.compile(r"(ben|bin|ibn)([a-z]{3,})$")
_LEAST_FATHER = 5
"""Letters of what may be a father's name although it is not listed: Benslimane."""
_SERVANT_OF = re.compile(r"(عبد|abd(?:ul|el|al|ur)|əbdül|абдул?)([^\W\d_]{4,})$")


def is_acronym(name: str) -> bool:
    """Two to six capitals and nothing else (in a script that has capitals)."""
    stripped = name.strip()
    return bool(_ACRONYM.fullmatch(stripped)) and stripped.isupper()


def forms_of(part: Part, *, person: bool, abroad: bool | None = None) -> Iterator[tuple[str, Form]]:
    """(coarse key, form) of every form of a part; `abroad` tells whether those for other scripts only, None: all."""
    seen: set[tuple[str, frozenset[Family] | None, bool]] = set()
    spellings = chain(
        () if abroad else spellings_at_home(part.text, part.script, person=person),
        () if abroad is False else spellings_abroad(part.text, part.script, person=person),
    )
    for word, script, tails, cost, elsewhere, gender in spellings:
        for sounding in soundings(word, script):
            symbols = collapsed(sounding.symbols)
            if not symbols or (symbols, tails, elsewhere) in seen:
                continue
            seen.add((symbols, tails, elsewhere))
            yield coarse_key(symbols), Form(part.number, symbols, part.script, tails, cost, elsewhere, gender)
