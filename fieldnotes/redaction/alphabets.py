"""One spelling for one language: Azerbaijani Cyrillic read as Latin, Arabic letters and digits in one form.

Every table replaces one character by one, so that offsets into the text stay good.
"""

from __future__ import annotations

import re

_CYRILLIC = "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹшйэ"
_LATIN = "abvqğdeəjziıykglmnoöprstuüfxhçcşye"
"""The Azerbaijani alphabets of 1958 and 1991, letter by letter."""

_TO_LATIN = str.maketrans(
    _CYRILLIC + _CYRILLIC.upper(), _LATIN + "".join("İ" if letter == "i" else letter.upper() for letter in _LATIN)
)
_TO_CYRILLIC = str.maketrans(
    _LATIN[:-2] + "".join("İ" if letter == "i" else letter.upper() for letter in _LATIN[:-2]),
    _CYRILLIC[:-2] + _CYRILLIC[:-2].upper(),
)
_AZERBAIJANI = re.compile("[әөүғһҹҝјӘӨҮҒҺҸҜЈ]")
_RUSSIAN = re.compile("[щцъьюяёйэЩЦЪЬЮЯЁЙЭ]")
"""Letters that the Azerbaijani alphabet of 1958 does not have; hardly a Russian sentence is without."""

_ARABIC_LETTERS = {
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    **dict.fromkeys(map(ord, "يىۍې"), "ی"),
    ord("ك"): "ک",
    ord("ۀ"): "ه",
}
_DIGITS = {first + value: str(value) for first in (0x0660, 0x06F0, 0x0966, 0xFF10) for value in range(10)}
"""Arabic-Indic, Persian, Devanagari and full-width digits."""

_ARABIC = _ARABIC_LETTERS | _DIGITS | {ord("،"): ",", ord("؛"): ";", ord("؟"): "?"}
_HAS_ARABIC = re.compile("[\u0600-\u06ff\u0966-\u096f\uff10-\uff19]")


def has_azerbaijani_cyrillic(text: str) -> bool:
    return _AZERBAIJANI.search(text) is not None


def is_azerbaijani_cyrillic(text: str, start: int, end: int) -> bool:
    """Is the Cyrillic of this stretch Azerbaijani rather than Russian?"""
    if not _AZERBAIJANI.search(text, start, end):
        return False
    return len(_AZERBAIJANI.findall(text, start, end)) > len(_RUSSIAN.findall(text, start, end))


def latinised(text: str) -> str:
    """Azerbaijani Cyrillic as it is written in Latin letters today."""
    return text.translate(_TO_LATIN)


def cyrillised(text: str) -> str:
    """The other way round, for words put into a text that is in Cyrillic."""
    return text.translate(_TO_CYRILLIC)


def one_arabic(text: str) -> str:
    """Letters that Arabic and Persian keyboards write differently in one form, and every digit as ASCII."""
    return text.translate(_ARABIC) if _HAS_ARABIC.search(text) else text
