"""Find words inside one text, whatever their case and accents; count words; tell what cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+(?:['’ʼ·-]\w+)*")
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_ALIKE = {"ı": "i", "ё": "е", "ß": "s", "ø": "o", "đ": "d", "ł": "l", "ي": "ى", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا"}
"""Letters that a reader types for one another and that Unicode does not take apart."""


def places(text: str, wanted: str, *, whole_words: bool = False) -> tuple[tuple[int, int], ...]:
    """Where `wanted` stands in `text`: code points [start, end), in order, none overlapping.

    Case, accents and the dots of the Turkish and Azerbaijani i make no difference.
    """
    needle = folded(wanted)
    if not needle:
        return ()
    pattern = re.escape(needle)
    if whole_words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return tuple(match.span() for match in re.finditer(pattern, folded(text)))


def folded(text: str) -> str:
    """The text with one plain letter for every code point, so that places in it are places in the text."""
    return "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    low = unicodedata.normalize("NFKD", letter.casefold())[:1] or letter
    return _ALIKE.get(low, low)


def word_count(text: str) -> int:
    """Words as a reader counts them: letters and digits, with the apostrophes and hyphens between them."""
    return len(_WORD.findall(text))


def hidden(text: str) -> tuple[int, ...]:
    """The code points that take no room on the screen but are there: joiners, direction marks, soft hyphens."""
    return tuple(match.start() for match in _HIDDEN.finditer(text))
