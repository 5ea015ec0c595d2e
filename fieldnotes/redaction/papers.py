"""The numbers of documents in running text: passports, identity cards, PINs, bank accounts, however they are spaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fieldnotes.redaction.numerals import digits_of
from fieldnotes.redaction.scripts import fold_look_alikes
from fieldnotes.redaction.tokens import Tokens

_SIGN = re.compile(r"[^\W_]")
_SERIES = re.compile(r"^[^\W\d_]{1,4}(?=\d)")
_GAP = re.compile(r"[ \u00a0\u202f\n\-–—‐‑./:#№_]{0,4}|[ \u00a0]?\(?(?:no|nr|n°|№)[.:]? ?")
_MISREAD = str.maketrans("oil", "011")
_LEAST = 5
_SURE = 6
_LEAST_WITHOUT_SERIES = 7
_LONGEST_SERIES = 4
_MOST_PIECES = 12


class Found(NamedTuple):
    start: int
    end: int
    identities: frozenset[int]
    sure: bool


def is_number(text: str) -> bool:
    """Whether a registered string has enough signs, and a digit among them, to be looked for as a number."""
    core = _core(text)
    return len(core) >= _LEAST and any(map(str.isdigit, core))


def _core(text: str) -> str:
    """Letters and digits only, in lower case, look-alikes as Latin letters and all digits as ASCII."""
    return "".join(digits_of(sign) or fold_look_alikes(sign.lower()) for sign in text if _SIGN.match(sign))


class Papers:
    """The registered numbers, each also without the letters of its series."""

    def __init__(self) -> None:
        self._owners: dict[str, set[int]] = {}
        self._longest = 0

    def add(self, number: str, identity: int) -> None:
        core = _core(number)
        cores = {core, core.translate(_MISREAD)}
        bare = _SERIES.sub("", core)
        if len(bare) >= _LEAST_WITHOUT_SERIES:
            cores.add(bare)
        for one in cores:
            self._owners.setdefault(one, set()).add(identity)
        self._longest = max(self._longest, len(core))

    def __bool__(self) -> bool:
        return bool(self._owners)

    def find(self, text: str, tokens: Tokens) -> Iterator[Found]:
        """Numbers in a view, from a word that has a digit or is the series before one, to the end of a word."""
        past = 0
        for place, raw in enumerate(tokens.raws):
            if not raw.isalpha() or (len(raw) <= _LONGEST_SERIES and self._digit_follows(tokens, place)):
                found = self._number(text, tokens, place) if tokens.starts[place] >= past else None
                if found:
                    past = found.end
                    yield found

    def _digit_follows(self, tokens: Tokens, place: int) -> bool:
        return any(not raw.isalpha() for raw in tokens.raws[place + 1 : place + 3])

    def _number(self, text: str, tokens: Tokens, first: int) -> Found | None:
        start = tokens.starts[first]
        if text[start - 1 : start].isalnum():
            return None
        joined, best = "", None
        for place in range(first, min(len(tokens), first + _MOST_PIECES)):
            gap = text[tokens.ends[place - 1] : tokens.starts[place]] if place > first else ""
            if _NUMERO.fullmatch(tokens.raws[place]) and place > first:
                continue
            if not _GAP.fullmatch(gap):
                break
            joined += _core(tokens.raws[place])
            if len(joined) > self._longest:
                break
            end = tokens.ends[place]
            owners = self._owners.get(joined) or self._owners.get(joined.translate(_MISREAD))
            if owners and not text[end : end + 1].isalnum():
                best = Found(start, end, frozenset(owners), len(joined) >= _SURE)
        return best


_NUMERO = re.compile(r"no|nr|num|nömrə|номер|numarası", re.IGNORECASE)
