"""Bare initials of a registered person (X.B.), which only a human can tell from another abbreviation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from fieldnotes.i18n import N_
from fieldnotes.model.register import EntityType
from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.homographs import plain
from fieldnotes.redaction.index import Index
from fieldnotes.redaction.view import View, lowered
from fieldnotes.redaction.wordset import word_set

INITIALS_ALONE = N_("the initials of a registered person")

_PAIR = re.compile(
    r"\.(?<=(?<![^\W_])[^\W\d_]\.)(?<!(?<=[^\W_]\.)[^\W\d_]\.)(?<!(?<=[^\W_]\.\s)[^\W\d_]\.)"
    r"[ \u00a0]?([^\W\d_])\.(?![^\W_])"
)
"""From the first dot on; it begins with a plain sign, for which a text is searched many times faster."""
_NAME_BESIDE = re.compile(r"[ \u00a0]?([^\W\d_])")
_ABBREVIATIONS = word_set("us un uk eu ps bc ad am pm zb dh ie eg un su ny la dc em hq id tv ср нэ вс сс ио нс юн")


class Initials:
    """The pairs of initials of persons with two words or more to their name, in both orders."""

    def __init__(self, index: Index) -> None:
        self._owners: dict[str, set[int]] = {}
        pairs: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for name in index.names:
            if name.type is EntityType.PERSON and name.weight >= 2:
                words = [word for word, part in zip(name.words, name.parts, strict=True) if part is not None]
                pairs[words[0][0], words[-1][0]].add(name.identity)
        for (one, other), identities in pairs.items():
            first, last = plain(one), plain(other)
            for pair in (first + last, last + first):
                self._owners.setdefault(pair, set()).update(identities)

    def find(self, view: View) -> Iterator[Finding]:
        """Pairs in capitals that no surname stands beside."""
        if not self._owners:
            return
        for found in _PAIR.finditer(view.text):
            start = found.start() - 1
            letters = view.text[start] + found.group(1)
            if not letters.isupper() or self._beside_name(view.text, found):
                continue
            pair = plain(lowered(letters))
            owners = self._owners.get(pair)
            if owners and pair not in _ABBREVIATIONS:
                yield Finding(start, found.end(), frozenset(owners), Outcome.REVIEW, INITIALS_ALONE)

    def _beside_name(self, text: str, found: re.Match[str]) -> bool:
        after = _NAME_BESIDE.match(text, found.end())
        return bool(after and after.group(1).isupper())
