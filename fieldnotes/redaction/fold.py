"""Fold text for search: one function for what is indexed and for what is looked for.

Folding is done character by character, so the fold of a text is the concatenation of the folds of its characters;
a place in the folded text can therefore be traced back to the original. Redaction's own matching folds less.
"""

from __future__ import annotations

import unicodedata

_LETTERS = {
    "ı": "i",
    "ə": "e",
    "ǝ": "e",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "æ": "ae",
    "œ": "oe",
    "ی": "ي",
    "ى": "ي",
    "ې": "ي",
    "ک": "ك",
    "ہ": "ه",
    "ة": "ه",
    "ە": "ه",
    "ـ": "",
}
"""Letters that Unicode does not decompose but that readers and keyboards treat as one. Applied after NFKD."""

_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u3164\uffa0")
"""Joiners, fillers and selectors that are not of category Cf."""


_STRIDE = 64
"""Characters folded at once while a place is traced back: long strides run in C, the last one in Python."""


_AT_ONCE = 50_000
"""Characters folded in one call: no other thread of Python runs meanwhile, and a window must go on living."""


class _Folds(dict[int, str]):
    """Code point to its fold, filled as characters are met: `str.translate` then runs at the speed of C."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold_character(chr(point))
        return folded


_FOLDS = _Folds()


def search_fold(text: str) -> str:
    """Fold `text` for comparison: compatibility forms, diacritics, case, invisible characters, digits.

    İ, I, ı and i are one letter, as are ə and e, ё and е, ي ى ی, ك and ک; vowel marks of Arabic and Hebrew are dropped;
    digits of any script become 0-9; control characters become spaces.
    """
    if len(text) <= _AT_ONCE:
        return text.translate(_FOLDS)
    return "".join(text[at : at + _AT_ONCE].translate(_FOLDS) for at in range(0, len(text), _AT_ONCE))


def folded_to_original(text: str, position: int) -> int:
    """The index in `text` of the character that produced folded position `position`; len(text) past the end."""
    start = 0
    while start < len(text) and (length := len(text[start : start + _STRIDE].translate(_FOLDS))) <= position:
        start, position = start + _STRIDE, position - length
    for index in range(start, min(start + _STRIDE, len(text))):
        position -= len(_FOLDS[ord(text[index])])
        if position < 0:
            return index
    return len(text)


def _fold_character(character: str) -> str:
    if _dropped(character):
        return ""
    if unicodedata.category(character) in {"Cc", "Cs", "Zs", "Zl", "Zp"}:
        return "\n" if character == "\n" else " "
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(_fold_part(part) for part in unicodedata.normalize("NFKD", decomposed))


def _fold_part(part: str) -> str:
    if unicodedata.combining(part) or _dropped(part):
        return ""
    if unicodedata.category(part) == "Nd":
        return str(unicodedata.decimal(part))
    return _LETTERS.get(part, part)


def _dropped(character: str) -> bool:
    return (
        unicodedata.category(character) == "Cf"
        or character in _INVISIBLE
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )
