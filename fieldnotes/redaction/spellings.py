"""What else a word of a registered name may be written as: stems before endings, habits of maps, ears and alphabets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.byear import heard
from fieldnotes.redaction.homographs import plain
from fieldnotes.redaction.phones import VOWELS
from fieldnotes.redaction.scripts import Script, script_of
from fieldnotes.redaction.suffixes import Family

SERVANTS = frozenset({"عبد", "abd", "abdul", "abdel", "abdal", "əbdül", "abdur", "абдул", "абд"})
"""Abd, which joins with what follows it: written in whatever way, it is the same word."""
_MASCULINE_TAILS = frozenset({Family.RUSSIAN, Family.ROMANISED, Family.GEORGIAN, Family.TURKIC})
_RUSSIAN_TAILS = frozenset({Family.RUSSIAN, Family.ROMANISED})
_ADJECTIVE_TAILS = frozenset({Family.ADJECTIVE})
_TURKIC_TAILS = frozenset({Family.TURKIC})
_GEORGIAN_TAILS = frozenset({Family.GEORGIAN})
_GREEK_TAILS = frozenset({Family.GREEK})
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
_FRENCH_LETTERS = ("g", "ea", "au", "oi")
"""One of them is needed for any of these."""
_BEY = (("bəy", "bək"), ("bəy", "bəh"), ("bey", "bek"), ("bay", "bek"))
"""The title in Azerbaijani surnames, which Russian writes -бек-: Vəlibəyov, Велибеков."""
_BLUE = (("göy", "gök"), ("göy", "geok"))
"""The beginning of Azerbaijani place names, which Russian maps write Гёк- and Геок-: Göyçay, Геокчай."""
_SILENT_END = re.compile(r"(?<=[^\W\d_]{3})(?:es|e|ts?|ds?|x|z|s|p)$")
_SILENT = frozenset("estdxzp")
"""The last letters of a silent ending."""
_OCR = (("m", "rn"), ("rn", "m"), ("w", "vv"), ("cl", "d"))


Spelling = tuple[str, Script, "frozenset[Family] | None", float, bool, bool]
"""What is written, its script, the tails that must follow, a cost, for text of other scripts only, the other gender."""


def spellings_at_home(word: str, script: Script, *, person: bool) -> Iterator[Spelling]:
    """The word itself, its stems, and what is looked for in text of any script."""
    yield word, script, None, 0.0, False, False
    if len(word) < 3:
        return
    if word in SERVANTS and person:
        for servant in SERVANTS - {word}:
            yield servant, script_of(servant), None, 0.0, False, False
    if script is Script.CYRILLIC:
        yield from _cyrillic(word)
    elif script is Script.LATIN:
        yield from _latin(word)
    elif script is Script.GEORGIAN:
        if word[-1] in "იეა":
            yield word[:-1], script, _GEORGIAN_TAILS if word[-1] == "ი" else _GEORGIAN_OF_TAILS, 0.0, False, False
    elif script is Script.GREEK:
        yield from _greek(word, script)
    elif script is Script.ARABIC and word.startswith("ال") and len(word) >= 5:
        yield word[2:], script, None, 0.0, False, False
    yield from (_of_person if person else _of_thing)(word, script)


def spellings_abroad(word: str, script: Script, *, person: bool) -> Iterator[Spelling]:
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


def _of_person(word: str, script: Script) -> Iterator[Spelling]:
    """Begoñ- of Begoñita, Тамар- of Тамарин and Тамарочка; and what OCR makes of letter pairs."""
    if len(word) >= 5 and word[-1] in "aeoаяეოია":
        yield word[:-1], script, _PET_TAILS, 0.0, False, False
    if script is Script.LATIN and len(word) >= 5:
        for written, read in _OCR:
            if written in word:
                yield word.replace(written, read, 1), script, None, 0.04, False, False


def _of_thing(word: str, script: Script) -> Iterator[Spelling]:
    """What else a word in the name of a place or organisation may be written as."""
    if len(word) >= 4 and plain(word)[-1] in "aeiouаяиеыэ":
        yield word[:-1], script, _DERIVED_TAILS, 0.0, False, False
    if short := _SAINT.get(word):
        yield short, script, None, 0.0, False, False


_HOVHANNES = re.compile(r"^hovh?(?=a)")
_OGANES = re.compile("^о[гв](?=анн?[еи]с)")


def _armenian(word: str, script: Script) -> Iterator[Spelling]:
    """Hovhannes is Оганес or Ованес in Russian, Հովսեփ is Овсеп."""
    if script is Script.LATIN and _HOVHANNES.match(word):
        for beginning in ("og", "ov"):
            yield _HOVHANNES.sub(beginning, word), script, None, 0.0, True, False
    elif script is Script.CYRILLIC and _OGANES.match(word):
        for beginning in ("ховх", "хов", "ов"):
            yield _OGANES.sub(beginning, word), script, None, 0.0, True, False
    elif script is Script.ARMENIAN and word[0] == "հ" and len(word) >= 5:
        yield word[1:], script, None, 0.0, True, False


_BY_EAR = 0.101  # just too far for certainty without company
_SAINT = {"saint": "st", "sainte": "ste", "sankt": "st", "santa": "sta"}


def _cyrillic(word: str) -> Iterator[Spelling]:
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
    elif word.endswith("ей") and len(word) >= 5:
        yield word[:-2] + "ь", script, _RUSSIAN_TAILS, 0.0, False, False
    elif word.endswith("ень"):
        yield word[:-3] + "н", script, _RUSSIAN_TAILS, 0.0, False, False


def _cyrillic_abroad(word: str) -> Iterator[Spelling]:
    script = Script.CYRILLIC
    if word[0] in "аоеи" and len(word) >= 5:  # nor before one: Арутюн, Harutyun
        yield "һ" + word, script, None, 0.03, True, False
    if _HIATUS.search(word):  # Russian has no h between vowels: Саакян, Sahakyan
        yield _HIATUS.sub("\\1һ", word), script, None, 0.02, True, False
    if "бек" in word[2:]:
        yield word[:2] + word[2:].replace("бек", "бей"), script, None, 0.02, True, False


def _latin(word: str) -> Iterator[Spelling]:
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


def _latin_abroad(word: str) -> Iterator[Spelling]:
    script = Script.LATIN
    if word[-1] in _LATIN_VOWELS and len(word) < 5:
        yield word[:-1], script, _VOWEL_TAILS, 0.0, True, False
    yield from _greek(word, script)
    yield from ((spelling, script, None, 0.02, True, False) for spelling in _on_russian_maps(word))
    french = word
    for pattern, sound in _FRENCH if any(letters in word for letters in _FRENCH_LETTERS) else ():
        french = pattern.sub(sound, french)
    if french[-1] in _SILENT:
        french = _SILENT_END.sub("", french)
    if french != word and len(french) >= 3:
        yield french, script, None, 0.03, True, False
    if word[0] == "v" or word.endswith("v") or "sp" in word[:2] or "st" in word[:2]:
        yield _german(word), script, None, 0.02, True, False


_GREEK_MASCULINE = ("ος", "ός", "ης", "ής", "ας", "άς")
_GREEK_IN_LATIN = ("os", "is", "as")


def _greek(word: str, script: Script) -> Iterator[Spelling]:
    """Παπαδόπουλ- of Παπαδόπουλος with the other endings, Γιάννη of Γιάννης; the same of names in Latin letters."""
    abroad = script is Script.LATIN
    masculine, vowels = (_GREEK_IN_LATIN, "ai") if abroad else (_GREEK_MASCULINE, "αάηή")
    if len(word) < _SHORTEST_GREEK:
        return
    if word.endswith(masculine):
        yield word[:-2], script, _GREEK_TAILS, 0.0, abroad, False
    elif word[-1] in vowels:
        yield word[:-1], script, _GREEK_TAILS, 0.0, abroad, False


_SHORTEST_GREEK = 4


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
