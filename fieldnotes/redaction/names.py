"""What the register side of the index stores: the parts of each name and the forms a part may take.

A form is a phone string together with the endings that must follow it: Белов- of Белова with a case ending,
Воронск- with an adjectival one, Məliy- of Məlik with a Turkic one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from fieldnotes.model.register import EntityType
from fieldnotes.redaction.byear import heard
from fieldnotes.redaction.homographs import given_names, plain
from fieldnotes.redaction.phones import VOWELS, coarse_key, collapsed, shape, soundings
from fieldnotes.redaction.scripts import Script, honest_spellings, script_of
from fieldnotes.redaction.suffixes import Family
from fieldnotes.redaction.view import lowered, make_view
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
_PLAIN_NAME = re.compile("[A-Za-zƏəĞğİıŞşÇçÖöÜüА-яЁёა-ჰ .'’-]+")
"""What needs no view: the common letters, composed."""
_INNER_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘`´](?=[^\W\d_])")
_ACRONYM = re.compile(r"[^\W\d_]{2,6}")
_MASCULINE_TAILS = frozenset({Family.RUSSIAN, Family.ROMANISED, Family.GEORGIAN, Family.TURKIC})
_RUSSIAN_TAILS = frozenset({Family.RUSSIAN, Family.ROMANISED})
_ADJECTIVE_TAILS = frozenset({Family.ADJECTIVE})
_TURKIC_TAILS = frozenset({Family.TURKIC})
_GEORGIAN_TAILS = frozenset({Family.GEORGIAN})
_GEORGIAN_OF_TAILS = frozenset({Family.GEORGIAN_OF})
_VOWEL_TAILS = _RUSSIAN_TAILS | _GEORGIAN_TAILS
_LATIN_VOWELS = VOWELS + "əéèáí"
_RUSSIAN_VOWELS = frozenset("аяоеийь")
_DERIVED_TAILS = frozenset({Family.DERIVED})
_PET_TAILS = frozenset({Family.DIMINUTIVE, Family.POSSESSIVE})
_FLEETING = re.compile(r"^(.*[^аеёиоуыэюяй])([еоё])([клцвр])$")
_HIATUS = re.compile("([ао])(?=[аоуе])")
_FLEETING_YOT = re.compile(r"^(.*[аеёиоуыэюя])[еёя]([цк])$")
_ADJECTIVAL = re.compile(r"^(.{3,})(?:ский|ская|цкий|цкая|ый|ая|ой|ий|яя)$")
_LATIN_ADJECTIVAL = re.compile(r"^(.{2,}[sc]k)(?:iy|ii|ij|yi|yj|y|i|aya|aia|aja|a)$")
_FEMININE = re.compile(r"^(.{3,}(?:ов|ев|ёв|ин|ын))а$")
_LATIN_FEMININE = re.compile(r"^(.{2,}(?:ov|ev|yev|in|yn))a$")
_FRENCH = (
    (re.compile("ean$"), "an"),
    (re.compile("g(?=[eiéy])"), "zh"),
    (re.compile("eaux?"), "o"),
    (re.compile("aux?"), "o"),
    (re.compile("oi"), "ua"),
    (re.compile("gn"), "n"),
)
_BEY = (("bəy", "bək"), ("bəy", "bəh"), ("bey", "bek"), ("bay", "bek"))
"""The title in Azerbaijani surnames, which Russian writes -бек-: Vəlibəyov, Велибеков."""
_BLUE = (("göy", "gök"), ("göy", "geok"))
"""The beginning of Azerbaijani place names, which Russian maps write Гёк- and Геок-: Göyçay, Геокчай."""
_SILENT_END = re.compile(r"(?<=[^\W\d_]{3})(?:es|e|ts?|ds?|x|z|s|p)$")
_OCR = (("m", "rn"), ("rn", "m"), ("w", "vv"), ("cl", "d"))


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
    plain: str = ""
    spoken: str = ""
    english: str = ""
    squeezed: tuple[str, ...] = ()


def spoken_form(word: str, script: Script) -> str:
    """The likeliest sounds of a word in plain letters, to compare words of two scripts letter by letter."""
    return plain(soundings(word, script)[0].symbols.lower())


WHOLE = "whole"
"""Says that none of a name's words may stand for it alone."""


_ENGLISH = str.maketrans(
    {"x": "kh", "J": "j", "C": "ch", "S": "sh", "Z": "zh", "c": "ts", "D": "dz", "G": "gh", "w": "v"}
)


def english_form(symbols: str) -> str:
    """How an English newspaper writes the sounds: what a typist had before her when she made a slip."""
    return plain(symbols.translate(_ENGLISH).replace("ä", "a"))


@dataclass(frozen=True, slots=True)
class Name:
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
    lower = lowered(name) if _PLAIN_NAME.fullmatch(name) else make_view(name).lower
    lower = _INNER_APOSTROPHE.sub("", lower)
    found = []
    for match in _WORD.finditer(lower):
        spelled, script, _ = honest_spellings(match.group(), match.group())[0]
        found.append((spelled, script))
    return found


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
        if script is not other or (len(solid) < 3 and first not in _SERVANT):
            continue
        joins = [first + second]
        if first in _SERVANT and second.startswith("ال"):
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
        if (split := _SON_OF.match(word)) and len(words) > 1 and plain(split.group(2)) in given_names():
            yield [*words[:place], ("bin", script), (split.group(2), script), *words[place + 1 :]]


_SERVANT = frozenset({"عبد", "abd", "abdul", "abdel", "abdal", "əbdül", "abdur", "абдул", "абд"})
_SON_OF = re.compile(r"(ben|bin|ibn)([a-z]{3,})$")
_SERVANT_OF = re.compile(r"(عبد|abd(?:ul|el|al|ur)|əbdül|абдул?)([^\W\d_]{4,})$")


def is_acronym(name: str) -> bool:
    """Two to six capitals and nothing else (in a script that has capitals)."""
    stripped = name.strip()
    return bool(_ACRONYM.fullmatch(stripped)) and stripped.isupper()


def forms_of(part: Part, *, person: bool, abroad: bool | None = None) -> Iterator[tuple[str, Form]]:
    """(coarse key, form) of every form of a part; `abroad` tells whether those for other scripts only, None: all."""
    seen: set[tuple[str, frozenset[Family] | None, bool]] = set()
    spellings = chain(
        () if abroad else _spellings(part.text, part.script, person=person),
        () if abroad is False else _spellings_abroad(part.text, part.script, person=person),
    )
    for word, script, tails, cost, elsewhere, gender in spellings:
        for sounding in soundings(word, script):
            symbols = collapsed(sounding.symbols)
            if not symbols or (symbols, tails, elsewhere) in seen:
                continue
            seen.add((symbols, tails, elsewhere))
            yield coarse_key(symbols), Form(part.number, symbols, part.script, tails, cost, elsewhere, gender)


_Spelling = tuple[str, Script, "frozenset[Family] | None", float, bool, bool]


def _spellings(word: str, script: Script, *, person: bool) -> Iterator[_Spelling]:
    yield word, script, None, 0.0, False, False
    if len(word) < 3:
        return
    if word in _SERVANT and person:
        for servant in _SERVANT - {word}:
            yield servant, script_of(servant), None, 0.0, False, False
    if script is Script.CYRILLIC:
        yield from _cyrillic(word)
    elif script is Script.LATIN:
        yield from _latin(word)
    elif script is Script.GEORGIAN:
        if word[-1] in "იეა":
            yield word[:-1], script, _GEORGIAN_TAILS if word[-1] == "ი" else _GEORGIAN_OF_TAILS, 0.0, False, False
    elif script is Script.ARABIC and word.startswith("ال") and len(word) >= 5:
        yield word[2:], script, None, 0.0, False, False
    yield from (_of_person if person else _of_thing)(word, script)


def _spellings_abroad(word: str, script: Script, *, person: bool) -> Iterator[_Spelling]:
    """What is looked for in text of other scripts only: what another alphabet makes of the sounds."""
    if len(word) < 3:
        return
    if script is Script.CYRILLIC:
        yield from _cyrillic_abroad(word)
    elif script is Script.LATIN:
        yield from _latin_abroad(word)
    elif script is Script.GEORGIAN and word[-1] in "იეაო":
        yield word[:-1], script, _MASCULINE_TAILS - _GEORGIAN_TAILS, 0.01, True, False
    if person:
        yield from _armenian(word, script)
    for spelling in heard(word) if script is Script.LATIN else ():
        yield spelling, script, None, _BY_EAR, True, False
        if person and (adjectival := _LATIN_ADJECTIVAL.match(spelling)):
            yield adjectival.group(1), script, _ADJECTIVE_TAILS, _BY_EAR, True, False


def _of_person(word: str, script: Script) -> Iterator[_Spelling]:
    """Begoñ- of Begoñita, Тамар- of Тамарин and Тамарочка; and what OCR makes of letter pairs."""
    if len(word) >= 5 and word[-1] in "aeoаяეოია":
        yield word[:-1], script, _PET_TAILS, 0.0, False, False
    if script is Script.LATIN and len(word) >= 5:
        for written, read in _OCR:
            if written in word:
                yield word.replace(written, read, 1), script, None, 0.04, False, False


def _of_thing(word: str, script: Script) -> Iterator[_Spelling]:
    """What else a word in the name of a place or organisation may be written as."""
    if len(word) >= 4 and plain(word)[-1] in "aeiouаяиеыэ":
        yield word[:-1], script, _DERIVED_TAILS, 0.0, False, False
    if short := _SAINT.get(word):
        yield short, script, None, 0.0, False, False


_HOVHANNES = re.compile(r"^hovh?(?=a)")
_OGANES = re.compile("^о[гв](?=анн?[еи]с)")


def _armenian(word: str, script: Script) -> Iterator[_Spelling]:
    """Hovhannes is Оганес or Ованес in Russian."""
    if script is Script.LATIN and _HOVHANNES.match(word):
        for beginning in ("og", "ov"):
            yield _HOVHANNES.sub(beginning, word), script, None, 0.0, True, False
    elif script is Script.CYRILLIC and _OGANES.match(word):
        for beginning in ("ховх", "хов", "ов"):
            yield _OGANES.sub(beginning, word), script, None, 0.0, True, False


_BY_EAR = 0.101  # just too far for certainty without company
_SAINT = {"saint": "st", "sainte": "ste", "sankt": "st", "santa": "sta"}


def _cyrillic(word: str) -> Iterator[_Spelling]:
    script = Script.CYRILLIC
    if feminine := _FEMININE.match(word):
        yield feminine.group(1), script, None, 0.02, False, True
        yield feminine.group(1), script, _RUSSIAN_TAILS, 0.0, False, False
    elif _ADJECTIVAL.match(word) and len(word) >= 5:
        yield word[:-2], script, _ADJECTIVE_TAILS, 0.0, False, False
    if word[-1] in _RUSSIAN_VOWELS:
        yield word[:-1], script, _RUSSIAN_TAILS, 0.0, False, False
    if fleeting := _FLEETING.match(word):
        softened = "ь" if fleeting.group(3) in "вк" and fleeting.group(1)[-1:] in "л" else ""
        yield fleeting.group(1) + softened + fleeting.group(3), script, _RUSSIAN_TAILS, 0.0, False, False
    elif hidden := _FLEETING_YOT.match(word):
        yield hidden.group(1) + "й" + hidden.group(2), script, _RUSSIAN_TAILS, 0.0, False, False
    elif word.endswith("ень"):
        yield word[:-3] + "н", script, _RUSSIAN_TAILS, 0.0, False, False


def _cyrillic_abroad(word: str) -> Iterator[_Spelling]:
    script = Script.CYRILLIC
    if word[0] in "аоеи" and len(word) >= 5:  # nor before one: Арутюн, Harutyun
        yield "һ" + word, script, None, 0.03, True, False
    if _HIATUS.search(word):  # Russian has no h between vowels: Саакян, Sahakyan
        yield _HIATUS.sub("\\1һ", word), script, None, 0.02, True, False
    if "бек" in word[2:]:
        yield word[:2] + word[2:].replace("бек", "бей"), script, None, 0.02, True, False


def _latin(word: str) -> Iterator[_Spelling]:
    script = Script.LATIN
    if feminine := _LATIN_FEMININE.match(word):
        yield feminine.group(1), script, None, 0.02, False, True
        yield feminine.group(1), script, _RUSSIAN_TAILS, 0.0, False, False
    if adjectival := _LATIN_ADJECTIVAL.match(word):
        yield adjectival.group(1), script, _ADJECTIVE_TAILS, 0.0, False, False
    if word[-1] in _LATIN_VOWELS and len(word) >= 5:
        yield word[:-1], script, _VOWEL_TAILS, 0.0, False, False
    if word[-1] in "kq" and len(word) >= 4:
        yield word[:-1] + ("y" if word[-1] == "k" else "ğ"), script, _TURKIC_TAILS, 0.0, False, False
    if word.endswith(("ah", "eh")) and len(word) >= 4:
        yield word[:-1], script, None, 0.02, False, False
    elif word[-1] in "aə" and len(word) >= 4:
        yield word + "h", script, None, 0.02, False, False


def _latin_abroad(word: str) -> Iterator[_Spelling]:
    script = Script.LATIN
    if word[-1] in _LATIN_VOWELS and len(word) < 5:
        yield word[:-1], script, _VOWEL_TAILS, 0.0, True, False
    yield from ((spelling, script, None, 0.02, True, False) for spelling in _on_russian_maps(word))
    french = word
    for pattern, sound in _FRENCH:
        french = pattern.sub(sound, french)
    french = _SILENT_END.sub("", french)
    if french != word and len(french) >= 3:
        yield french, script, None, 0.03, True, False
    if word[0] == "v" or word.endswith("v") or "sp" in word[:2] or "st" in word[:2]:
        yield _german(word), script, None, 0.02, True, False


def _on_russian_maps(word: str) -> Iterator[str]:
    """Velibekov for Vəlibəyov, Geokçay for Göyçay."""
    for written, heard_as in _BEY:
        if written in word[2:]:
            yield word[:2] + word[2:].replace(written, heard_as)
    for written, heard_as in _BLUE:
        if word.startswith(written) and len(word) >= 5:
            yield word.replace(written, heard_as, 1)


def _german(word: str) -> str:
    """German v as f, initial sp and st as schp and scht: for names written in another script by ear."""
    sounded = "f" + word[1:] if word[0] == "v" else word
    return "sch" + sounded[1:] if sounded[:2] in ("sp", "st") else sounded
