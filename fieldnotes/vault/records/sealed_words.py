"""Cut the words of SEALED passages out of a body and put them back: pure, exact, on values of the model.

What stays open shows a placeholder for each cut and still says where SEALED passages are, but none of their words,
replacements or reasons. The words keep the blocks they spanned, so that what is put back is what was written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from fieldnotes.model.forms import Form
from fieldnotes.model.level import Level
from fieldnotes.model.record import Block, BlockStyle, Body, Passage

PLACEHOLDER = "▒▒▒"

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """Words behind the placeholder at code point `at` of the open text: one piece for each block they reach into.

    The first piece continues the open block; each further one begins a block of its own style.
    """

    at: int
    pieces: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SealedWords:
    """Everything that `split` took away. `passages` are all passages of the body as they were written.

    A form goes as a whole: its fields hold the words that are sealed in the text made of them.
    """

    cuts: tuple[Cut, ...]
    passages: tuple[Passage, ...]
    form: Form | None = None


def are_in(body: Body) -> bool:
    """Whether a body, whole or open, has SEALED passages."""
    return any(passage.level is Level.SEALED for passage in body.passages)


def texts(body: Body) -> frozenset[str]:
    """What a whole body keeps sealed, each stretch without the white space around it."""
    text = body.text
    stretches = {text[start:end].strip() for start, end in _spans(body.passages, text)}
    return frozenset(stretches - {""})


def split(body: Body) -> tuple[Body, SealedWords | None]:
    """The part that may be under the record's own level, and the words that may not; None when there are none."""
    if not are_in(body):
        return body, None
    text = body.text
    spans = _spans(body.passages, text)
    starts = _starts(body)
    places = _Places(spans, len(text))
    blocks = _open_blocks(body, text, starts, spans)
    cuts = tuple(
        Cut(at, _pieces(body, text, starts, span)) for at, span in zip(places.placeholders, spans, strict=True)
    )
    opened = "\n".join(block.text for block in blocks)
    passages = tuple(_open_passage(passage, text, opened, places) for passage in body.passages)
    return Body(blocks, passages), SealedWords(cuts, body.passages, body.form)


def join(opened: Body, words: SealedWords) -> Body:
    """The body that `split` was given."""
    blocks: list[Block] = []
    cuts = list(words.cuts)[::-1]
    start = 0
    for block in opened.blocks:
        parts, style, at = list[str](), block.style, 0
        end = start + len(block.text)
        while cuts and cuts[-1].at < end:
            cut = cuts.pop()
            parts += [block.text[at : cut.at - start], cut.pieces[0].text]
            at = cut.at - start + len(PLACEHOLDER)
            for piece in cut.pieces[1:]:
                blocks.append(Block("".join(parts), style))
                parts, style = [piece.text], piece.style
        blocks.append(Block("".join((*parts, block.text[at:])), style))
        start = end + 1
    return Body(tuple(blocks), words.passages, words.form)


def _spans(passages: Sequence[Passage], text: str) -> list[_Span]:
    """What is cut, in order; stretches that overlap are one.

    A passage that lost its place takes its words along wherever they stand now: they were meant, not the offsets alone.
    """
    found: list[_Span] = []
    for passage in passages:
        if passage.level is Level.SEALED:
            start, end = _clamped(passage, len(text))
            found.append((start, end))
            if passage.quote.strip() and text[start:end] != passage.quote:
                found += _occurrences(text, passage.quote)
    merged: list[_Span] = []
    for start, end in sorted(span for span in found if span[0] < span[1]):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _occurrences(text: str, quote: str) -> list[_Span]:
    found, at = list[_Span](), text.find(quote)
    while at >= 0:
        found.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    return found


def _clamped(passage: Passage, length: int) -> _Span:
    return min(max(passage.start, 0), length), min(max(passage.end, 0), length)


def _starts(body: Body) -> list[int]:
    """Where each block begins in the text."""
    return list(accumulate((len(block.text) + 1 for block in body.blocks), initial=0))[:-1]


def _pieces(body: Body, text: str, starts: list[int], span: _Span) -> tuple[Block, ...]:
    first, last = (bisect_right(starts, place) - 1 for place in span)
    return tuple(
        Block(text[max(span[0], starts[k]) : min(span[1], starts[k] + len(block.text))], block.style)
        for k, block in enumerate(body.blocks[first : last + 1], first)
    )


def _open_blocks(body: Body, text: str, starts: list[int], spans: list[_Span]) -> tuple[Block, ...]:
    """The blocks with placeholders; those whose boundary is cut away are one."""
    found: list[tuple[list[str], BlockStyle]] = []
    past = 0
    for block, start in zip(body.blocks, starts, strict=True):
        end = start + len(block.text)
        while past < len(spans) and spans[past][1] < start:
            past += 1
        if past == len(spans) or spans[past][0] >= start:
            found.append(([], block.style))
        parts, at, near = found[-1][0], start, past
        while near < len(spans) and spans[near][0] <= end:
            cut_start, cut_end = spans[near]
            if cut_start >= start:
                parts += [text[at:cut_start], PLACEHOLDER]
            at = min(cut_end, end)
            near += 1
        parts.append(text[at:end])
    return tuple(Block("".join(parts), style) for parts, style in found)


class _Places:
    """Places of the whole text as places of the open one."""

    def __init__(self, spans: list[_Span], length: int) -> None:
        self._spans = spans
        self.length = length
        gone = accumulate((end - start - len(PLACEHOLDER) for start, end in spans), initial=0)
        self.placeholders = [start - before for (start, _), before in zip(spans, gone, strict=False)]

    def __call__(self, place: int, *, is_end: bool) -> int:
        """`place` itself moved; one inside a cut goes to that end of its placeholder."""
        index = bisect_right(self._spans, (place, self.length + 1)) - 1
        if index < 0:
            return place
        (start, end), placeholder = self._spans[index], self.placeholders[index]
        if place >= end:
            return place - end + placeholder + len(PLACEHOLDER)
        return placeholder + (len(PLACEHOLDER) if is_end and place > start else 0)


def _open_passage(passage: Passage, text: str, opened: str, places: _Places) -> Passage:
    """The passage as it may be told: its words only where they are open, in their place and not SEALED."""
    start, end = _clamped(passage, len(text))
    new_start, new_end = places(start, is_end=False), places(end, is_end=True)
    if passage.level is not Level.SEALED and passage.quote == text[start:end] == opened[new_start:new_end]:
        return replace(passage, start=new_start, end=new_end)
    return Passage(new_start, new_end, passage.level, "")
