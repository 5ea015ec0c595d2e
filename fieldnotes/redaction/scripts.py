"""Scripts of words, and the honest spelling of words that mix look-alike letters or digits into a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache


class Script(StrEnum):
    """An alphabet; ARABIC stands for Hebrew too, the other one that leaves short vowels out."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    GEORGIAN = "georgian"
    ARABIC = "arabic"
    GREEK = "greek"
    ARMENIAN = "armenian"
    OTHER = "other"

    __hash__ = str.__hash__  # Enum's own is a Python function, and every cache here is keyed by script


PHONETIC = frozenset({Script.CYRILLIC, Script.GEORGIAN})
"""Alphabets in which names are written as they sound, so that spellings of one name hardly differ."""
CASELESS = frozenset({Script.GEORGIAN, Script.ARABIC, Script.OTHER})

_TO_LATIN = str.maketrans(
    "аеорсухіјѕкмтнвԁһԛԝүаεικνορτυχαβıɑɡօսոᴄәёїӧӓӱҫζημ", "aeopcyxijskmthbdhqwyaeiknoptuxabiagouncəëïöäüçzhm"
)
_TO_CYRILLIC = str.maketrans("aeopcyxijskmthbαβεικνορτυχəëïημ", "аеорсухіјѕкмтнвавеикнортухәёїнм")
_CAPITALS_ALIKE = frozenset("AOECPXYKMTHBËÏ")
_PLAIN_CYRILLIC = re.compile("[а-яёәғҝөүһҹ]+")
_PLAIN_LATIN = re.compile("[a-zəğışçöüàâéèêëîïôûùñáíóúäß]+")
_SMALL_ALIKE = frozenset("aeopcyx")
_MISREAD_I = re.compile(r"l(?=[bcdfghjkmnpqrstvwxz])")
_TURKISH_MOJIBAKE = str.maketrans("þýð", "şığ")  # cp1254 read as cp1252
_LOOK_ALIKE = frozenset("аеорсухіјѕкмтнв")
_LETTERS_FOR_DIGITS = {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b"}
_DIGITS_AS_L = str.maketrans(_LETTERS_FOR_DIGITS)
_DIGITS_AS_I = str.maketrans(_LETTERS_FOR_DIGITS | {"1": "i"})
_INNER_CAPITAL_I = re.compile(r"(?<=[^\W\d_])I(?=[a-zəçğıöşü])|(?<=[a-zəçğıöşü])I")
_STROKES = str.maketrans("ħłøđŧəıŋƀɖɉƙɱɲʈʋƴȥ", "hlodteinbdjkmntvyz")
_OUTER_DIGITS = re.compile(r"^[0-9]+|[0-9]+$")


@lru_cache(maxsize=10_000)
def script_of_letter(letter: str) -> Script | None:
    """The script of one letter; None for digits and signs."""
    code = ord(letter)
    if code < 0x250 or 0x1E00 <= code < 0x1F00 or 0x250 <= code < 0x2B0:
        return Script.LATIN if letter.isalpha() else None
    if 0x400 <= code < 0x530 or 0x1C80 <= code < 0x1C90 or 0xA640 <= code < 0xA6A0:
        return Script.CYRILLIC
    if 0x10A0 <= code < 0x1100 or 0x2D00 <= code < 0x2D30:
        return Script.GEORGIAN
    if 0x590 <= code < 0x780 or 0x8A0 <= code < 0x900:
        return Script.ARABIC if letter.isalpha() else None
    if 0x370 <= code < 0x400 or 0x1F00 <= code < 0x2000:
        return Script.GREEK
    if 0x530 <= code < 0x590:
        return Script.ARMENIAN
    return Script.OTHER if letter.isalpha() else None


@lru_cache(maxsize=100_000)
def script_of(word: str) -> Script:
    """The script of a word's first letter; Script.OTHER for a word without letters."""
    for letter in word:
        if script := script_of_letter(letter):
            return script
    return Script.OTHER


def honest_spellings(raw: str, lower: str) -> list[tuple[str, Script, bool]]:
    """The spellings a word may stand for, as (lower-case word, script, disguised); the word itself first.

    A word of mixed scripts is mapped into the script of its unambiguous letters, digits inside letters are read as
    the letters they imitate, a capital I inside a lower-case word also as l (a frequent OCR slip).
    """
    if lower.isascii():
        if len(raw) >= 5 and raw[0] in _CAPITALS_ALIKE and _in_look_alikes(raw):
            return [(lower, Script.LATIN, False), (lower.translate(_TO_CYRILLIC), Script.CYRILLIC, True)]
        first = [(lower, Script.LATIN, False)]
        plain = lower.isalpha() and raw[1:].islower() and not _MISREAD_I.match(raw)
        return first if plain else first + _latin_disguises(raw, lower)
    if _PLAIN_CYRILLIC.fullmatch(lower) and not _LOOK_ALIKE.issuperset(lower):
        return [(lower, Script.CYRILLIC, False)]
    if _PLAIN_LATIN.fullmatch(lower) and raw[1:].islower():
        return [(lower, Script.LATIN, False)]
    scripts = {script for letter in lower if (script := script_of_letter(letter))}
    if len(scripts) > 1:
        return _unmixed(lower, scripts)
    script = scripts.pop() if scripts else Script.OTHER
    found = [(lower, script, False)]
    if script is Script.LATIN:
        return found + _latin_disguises(raw, lower) + _misread(raw, lower) + _undecorated(lower)
    if script is Script.CYRILLIC:
        if not lower.isalpha():
            found.append((lower.translate(str.maketrans("03468", "озчбв")), script, True))
        elif _LOOK_ALIKE.issuperset(lower):
            found.append((lower.translate(_TO_LATIN), Script.LATIN, True))
    if script is Script.GREEK:
        found.append((lower.translate(_TO_LATIN), Script.LATIN, True))
    return found


_SMALL_LATIN, _SMALL_CYRILLIC = "a-zəğışçöüàâéèêëîïôûùñáíóúäß", "а-яёәғҝөүһҹ"
_AS_THEY_STAND = {
    Script.LATIN: "(?!l[bcdfghjkmnpqrstvwxz])(?![AOECPXYKMTHBËÏ][aeopcyx]{4,}$)"
    f"[A-ZƏƎĞİŞÇÖÜÂÉÈÊËÎÏÔÛÙÑÁÍÓÚÄ{_SMALL_LATIN}][{_SMALL_LATIN}]{{1,59}}",
    Script.CYRILLIC: f"(?![АЕОРСУХІЈЅКМТНВаеорсухіјѕкмтнв]+$)[А-ЯЁӘҒҜӨҮҺҸ{_SMALL_CYRILLIC}][{_SMALL_CYRILLIC}]{{1,59}}",
    Script.GEORGIAN: "[ა-ჰ]{2,60}",
}
_PLAIN_WORDS = [(script, re.compile(f"^{pattern}$", re.MULTILINE)) for script, pattern in _AS_THEY_STAND.items()]


def plain_words(raws: Iterable[str]) -> Iterator[tuple[Script, list[str]]]:
    """Those of the words, by script, that stand for nothing but themselves, in lower case or with one capital.

    Of them `honest_spellings` knows one spelling only; nearly all words of a text are such.
    """
    joined = "\n".join(raws)
    return ((script, pattern.findall(joined)) for script, pattern in _PLAIN_WORDS)


def _in_look_alikes(raw: str) -> bool:
    """Тарас in Latin letters: TAPAC or Tapac."""
    return _CAPITALS_ALIKE.issuperset(raw) or _SMALL_ALIKE.issuperset(raw[1:])


def _latin_disguises(raw: str, lower: str) -> list[tuple[str, Script, bool]]:
    found: list[tuple[str, Script, bool]] = []
    if not lower.isalpha() and not lower.isdigit():
        core = _OUTER_DIGITS.sub("", lower)
        found += [(core, Script.LATIN, True)] if core and core != lower else []
        for digits in (_DIGITS_AS_L, _DIGITS_AS_I):
            spelled = lower.translate(digits)
            if spelled.isalpha() and (spelled, Script.LATIN, True) not in found:
                found.append((spelled, Script.LATIN, True))
    if _INNER_CAPITAL_I.search(raw) and not raw.isupper():
        found.append((_INNER_CAPITAL_I.sub("l", raw).lower(), Script.LATIN, True))
    if _MISREAD_I.match(raw):
        found.append(("i" + lower[1:], Script.LATIN, True))
    return found


def _misread(raw: str, lower: str) -> list[tuple[str, Script, bool]]:
    """What the word was before a wrong code page, and in Cyrillic when it is written in look-alike capitals."""
    found: list[tuple[str, Script, bool]] = []
    if not {"þ", "ý", "ð"}.isdisjoint(lower):
        found.append((lower.translate(_TURKISH_MOJIBAKE), Script.LATIN, True))
    if len(raw) >= 5 and raw[0] in _CAPITALS_ALIKE and _in_look_alikes(raw):
        found.append((lower.translate(_TO_CYRILLIC), Script.CYRILLIC, True))
    return found


def _undecorated(lower: str) -> list[tuple[str, Script, bool]]:
    """Ńatħaniel as nathaniel: letters of no language of ours without their strokes and accents."""
    if _PLAIN_LATIN.fullmatch(lower):
        return []
    bare = unicodedata.normalize("NFD", lower.translate(_STROKES)).encode("ascii", "ignore").decode()
    return [(bare, Script.LATIN, True)] if len(bare) == len(lower) else []


def _unmixed(lower: str, scripts: set[Script]) -> list[tuple[str, Script, bool]]:
    """Map a mixed word both ways where the look-alike tables allow it, the likelier script first."""
    latin, cyrillic = lower.translate(_TO_LATIN), lower.translate(_TO_CYRILLIC)
    found = []
    for word, script in ((latin, Script.LATIN), (cyrillic, Script.CYRILLIC)):
        spelled = word.translate(_DIGITS_AS_L)
        if all(script_of_letter(letter) in (script, None) for letter in spelled):
            found.append((spelled, script, True))
    if not found:
        script = max(sorted(scripts), key=lambda one: sum(script_of_letter(letter) is one for letter in lower))
        found.append((lower, script, False))
    return found


def fold_look_alikes(lower: str) -> str:
    """Latin letters for every look-alike, same length: for addresses and handles, which are Latin by definition."""
    return lower if lower.isascii() else lower.translate(_TO_LATIN)
