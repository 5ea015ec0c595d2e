"""Full names registered in Arabic script, written as one Latin word: without short vowels only consonants compare."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from fieldnotes.i18n import N_
from fieldnotes.model.register import EntityType
from fieldnotes.redaction.context import Context
from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.index import CACHE_SIZE, Index
from fieldnotes.redaction.names import Name
from fieldnotes.redaction.phones import coarse_key, collapsed, soundings
from fieldnotes.redaction.scripts import Script, script_of
from fieldnotes.redaction.view import lowered

SKELETON = N_("a full name written without its spaces")

_SHORTEST_WORD = 9
_SHORTEST = 6
_CERTAIN = 7
_MOST_READINGS = 24
_ARTICLE = "ال"


class Skeletons:
    """The consonants of the Arabic and Persian full names of a register, first and last word in both orders."""

    def __init__(self, index: Index) -> None:
        self._owners: dict[str, set[int]] = {}
        self._seen: dict[str, frozenset[int]] = {}
        for name in index.names:
            if name.type is EntityType.PERSON and name.weight > 1:
                for key in _keys(index, name):
                    self._owners.setdefault(key, set()).add(name.identity)

    def find(self, context: Context) -> Iterator[Finding]:
        """Latin words that have all consonants of a full name and no others."""
        if not self._owners:
            return
        tokens = context.tokens
        for place, raw in enumerate(tokens.raws):
            if len(raw) >= _SHORTEST_WORD and place not in context.masked and (identities := self._of(raw)):
                sure = len(coarse_key(raw)) >= _CERTAIN
                outcome = Outcome.AUTO if sure else Outcome.REVIEW
                yield Finding(tokens.starts[place], tokens.ends[place], identities, outcome, SKELETON)

    def _of(self, raw: str) -> frozenset[int]:
        known = self._seen.get(raw)
        if known is None:
            if len(self._seen) >= CACHE_SIZE:
                self._seen.clear()
            known = self._seen[raw] = self._read(raw)
        return known

    def _read(self, raw: str) -> frozenset[int]:
        if script_of(raw) is not Script.LATIN:
            return frozenset()
        keys = {coarse_key(collapsed(said.symbols)) for said in soundings(lowered(raw), Script.LATIN)}
        return frozenset(one for key in keys for one in self._owners.get(key, ()))


def _keys(index: Index, name: Name) -> Iterator[str]:
    parts = [index.parts[number] for number in name.parts if number is not None]
    first, last = parts[0], parts[-1]
    if first.script is not Script.ARABIC or last.script is not Script.ARABIC:
        return
    lasts = {last.text, last.text.removeprefix(_ARTICLE)}
    words = [pair for one in lasts for pair in ((first.text, one), (one, first.text))]
    for pair in words:
        spoken = [[said.symbols for said in soundings(word, Script.ARABIC)] for word in pair]
        for symbols in islice(product(*spoken), _MOST_READINGS):
            key = coarse_key(collapsed("".join(symbols)))
            if len(key.lstrip("'")) >= _SHORTEST:
                yield key
