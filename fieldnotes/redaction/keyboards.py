"""A name typed while the keyboard was set to another language: Ktqkf for Лейла, Дунда for Leyla.

Letters stand for keys; what a key gives on the other layout is written instead. Signs that a key gives are left out,
as they are where the letters of a text are run together.
"""

from __future__ import annotations

_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LATIN = (
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",  # US
    "qüertyuiopöğasdfghjklıəzxcvbnmçş`",  # Azerbaijani (AZS 001)
    "qwertyuıopğüasdfghjklşizxcvbnmöç`",  # Turkish Q (TS 2117)
)
_TO_LATIN = tuple(str.maketrans(_RUSSIAN, layout) for layout in _LATIN)
_TO_RUSSIAN = tuple(str.maketrans(layout, _RUSSIAN) for layout in _LATIN)
_KEYS = frozenset(_RUSSIAN)
_LATIN_KEYS = tuple(frozenset(layout) for layout in _LATIN)


def typed_elsewhere(name: str) -> frozenset[str]:
    """What a name in lower case becomes on the keys of the other script; nothing if a letter has no key of its own."""
    letters = {letter for letter in name if letter.isalpha()}
    if letters and letters <= _KEYS:
        found = [_letters(name.translate(table)) for table in _TO_LATIN]
    else:
        fitting = (table for table, keys in zip(_TO_RUSSIAN, _LATIN_KEYS, strict=True) if letters and letters <= keys)
        found = [_letters(name.translate(table)) for table in fitting]
    return frozenset(found)


def _letters(typed: str) -> str:
    return "".join(letter for letter in typed if letter.isalpha() or letter == " ")
