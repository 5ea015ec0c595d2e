"""A text that was edited while its sealed words were closed: whether their places are kept, and the words put back.

Where sealed words were, the open text shows placeholders. As long as each of them stands, in their order, and nothing
else is sealed, it is certain which words belong where, and the edited text can be saved without reading them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Passage
from fieldnotes.vault.records import sealed_words
from fieldnotes.vault.records.sealed_words import PLACEHOLDER, Cut, SealedWords


def stand_in(body: Body) -> bool:
    """Whether a body has SEALED passages whose words are not in it."""
    text = body.text
    return any(_stands(passage, text) for passage in body.passages)


def holds_words(body: Body) -> bool:
    """Whether a body has SEALED passages whose words are in it."""
    return any(words.strip(PLACEHOLDER) for words in sealed_words.texts(body))


def kept(opened: Body, edited: Body, *, more: bool = False) -> bool:
    """Whether `edited` has the placeholders of the open body from which it was made, and seals nothing but them
    unless there may be more."""
    here, there = places(opened.text), places(edited.text)
    if len(here) != len(there) or (not more and sealed_words.texts(edited) - {PLACEHOLDER}):
        return False
    return _sealed_places(opened, here) == _sealed_places(edited, there)


def refilled(whole: Body, edited: Body) -> Body | None:
    """`edited` with the words of the whole body back in the places of their placeholders; None where none are kept.

    What it seals besides stays as it is there.
    """
    opened, words = sealed_words.split(whole)
    if words is None or not kept(opened, edited, more=True):
        return None
    here, there = places(opened.text), places(edited.text)
    cuts = tuple(Cut(there[here.index(cut.at)], cut.pieces) for cut in words.cuts)
    joined = sealed_words.join(edited, SealedWords(cuts, ()))
    text, starts = joined.text, _starts(cuts)
    sealed = [
        _moved(passage, _starts(words.cuts), starts, words.cuts)
        for passage in words.passages
        if passage.level is Level.SEALED
    ]
    others = [_widened(passage, cuts, text) for passage in edited.passages if not _stands(passage, edited.text)]
    return Body(joined.blocks, tuple(sorted((*sealed, *others), key=lambda passage: passage.start)), whole.form)


def places(text: str) -> list[int]:
    """Where the placeholders of a text begin."""
    found, at = list[int](), text.find(PLACEHOLDER)
    while at >= 0:
        found.append(at)
        at = text.find(PLACEHOLDER, at + len(PLACEHOLDER))
    return found


def _stands(passage: Passage, text: str) -> bool:
    return passage.level is Level.SEALED and text[passage.start : passage.end] == PLACEHOLDER


def _sealed_places(body: Body, found: Sequence[int]) -> set[int]:
    """Which of the placeholders are SEALED passages, by their number."""
    text = body.text
    return {found.index(one.start) for one in body.passages if _stands(one, text) and one.start in found}


def _length(cut: Cut) -> int:
    return sum(len(piece.text) for piece in cut.pieces) + len(cut.pieces) - 1


def _starts(cuts: Sequence[Cut]) -> list[int]:
    """Where the words of each cut begin in the whole text."""
    found, longer = list[int](), 0
    for cut in cuts:
        found.append(cut.at + longer)
        longer += _length(cut) - len(PLACEHOLDER)
    return found


def _moved(passage: Passage, here: Sequence[int], there: Sequence[int], cuts: Sequence[Cut]) -> Passage:
    """A SEALED passage where its words stand now. An empty one, which has no place, is found by its words again."""
    for before, after, cut in zip(here, there, cuts, strict=True):
        if before <= passage.start and passage.end <= before + _length(cut):
            return replace(passage, start=passage.start - before + after, end=passage.end - before + after)
    return replace(passage, start=0, end=0)


def _widened(passage: Passage, cuts: Sequence[Cut], text: str) -> Passage:
    """Another passage of the edited text as one of the whole; what reached into sealed words goes to their end."""
    start, end = passage.start, passage.end
    for cut in cuts:
        longer, last = _length(cut) - len(PLACEHOLDER), cut.at + len(PLACEHOLDER)
        start += longer if passage.start >= last else min(0, cut.at - passage.start) if passage.start > cut.at else 0
        end += longer if passage.end >= last else last - passage.end + longer if passage.end > cut.at else 0
    return replace(passage, start=start, end=end, quote=text[start:end])
