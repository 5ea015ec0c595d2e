"""A record's body as a Qt document and back: block styles as block formats, passages as one number per character.

The document holds nothing else. How a passage or heading looks is derived by the highlighter, so no colour or font ever
enters the text, the undo stack or what is saved. Offsets of the model are code points; Qt counts UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise
from typing import cast

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextListFormat,
)

from fieldnotes.model.record import Block, BlockStyle, Body, Passage

PASSAGE = int(QTextFormat.Property.UserProperty) + 1
"""Character property: number of the passage that the character belongs to."""
_QUOTE = int(QTextFormat.Property.BlockQuoteLevel)
_TURN = PASSAGE + 1
"""Block property of a speaker's turn."""
_TURN_INDENT = 28
_HEADINGS = {BlockStyle.HEADING_1: 1, BlockStyle.HEADING_2: 2, BlockStyle.HEADING_3: 3}
_OF_HEADING = {level: style for style, level in _HEADINGS.items()}
_LISTS = {
    BlockStyle.BULLET: QTextListFormat.Style.ListDisc,
    BlockStyle.NUMBERED: QTextListFormat.Style.ListDecimal,
}
_LINE_HEIGHT = 140.0
_FIRST_SLICE, _SLICE = 2500, 6000
"""Characters written in one go: 2 and 4 to 7 ms on the machine of PERFORMANCE.md. The first ones come with the page."""
_LONG = 500_000
"""Characters of which to get rid takes a turn of the event loop of its own."""
_UNSHOWABLE = {ord(c): " " for c in "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\ufdd0\ufdd1"} | {0: "\ufffd"}
_UNSHOWABLE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_SOME_UNSHOWABLE = re.compile("[\0\r\v\f\x1c-\x1e\x85\u2028\u2029\ufdd0\ufdd1\ud800-\udfff\n]")


Runs = tuple[tuple[int, int], ...]
"""(code points, passage number) of the stretches of a block; empty where no character of it is in a passage."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a body's passages: by number, and how many quotes no longer stood where their offsets say."""

    passages: dict[int, Passage]
    moved: int


def showable(text: str) -> str:
    """One character for one: whatever Qt would turn into a new block, or cannot hold, is replaced."""
    return text.translate(_UNSHOWABLE) if _SOME_UNSHOWABLE.search(text) else text  # a table costs ten times a look


def block_format(style: BlockStyle) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setBottomMargin(4 if style in _LISTS else 8)
    if style in _HEADINGS:
        made.setHeadingLevel(_HEADINGS[style])
        made.setTopMargin(10)
        made.setBottomMargin(6)
    elif style is BlockStyle.QUOTE:
        made.setProperty(_QUOTE, 1)
        made.setLeftMargin(24)
        made.setRightMargin(24)
    elif style is BlockStyle.TURN:
        made.setProperty(_TURN, 1)
        made.setLeftMargin(_TURN_INDENT)
        made.setRightMargin(_TURN_INDENT)  # the hanging line of a right-to-left turn begins there
        made.setTextIndent(-_TURN_INDENT)
    return made


def list_of(block: QTextBlock) -> QTextList | None:
    # The binding's stubs forget that a block may be in no list.
    return cast("QTextList | None", block.textList())


def style_of(block: QTextBlock) -> BlockStyle:
    form = block.blockFormat()
    heading = form.headingLevel()
    if heading in _OF_HEADING:
        return _OF_HEADING[heading]
    items = list_of(block)
    if items is not None:
        numbered = items.format().style() == QTextListFormat.Style.ListDecimal
        return BlockStyle.NUMBERED if numbered else BlockStyle.BULLET
    if form.property(_TURN):
        return BlockStyle.TURN
    return BlockStyle.QUOTE if form.property(_QUOTE) else BlockStyle.PARAGRAPH


def apply_style(cursor: QTextCursor, style: BlockStyle) -> None:
    """Give the cursor's block a style; an item joins the list of its kind right above it."""
    block = cursor.block()
    items = list_of(block)
    if items is not None:
        items.remove(block)
    cursor.setBlockFormat(block_format(style))
    if style not in _LISTS:
        return
    above = block.previous()
    joined = list_of(above) if above.isValid() and style_of(above) is style else None
    if joined is not None:
        joined.add(block)
        return
    form = QTextListFormat()
    form.setStyle(_LISTS[style])
    form.setIndent(1)
    cursor.createList(form)


def plain(number: int = 0) -> QTextCharFormat:
    """The format of a character inside passage `number`, or of an ordinary one."""
    made = QTextCharFormat()
    if number:
        made.setProperty(PASSAGE, number)
    return made


def number_of(form: QTextFormat) -> int:
    value = form.property(PASSAGE)
    return value if isinstance(value, int) else 0


def writing(document: QTextDocument, body: Body, placed: Placed) -> Iterator[None]:
    """Fill an empty document bit by bit: whoever asks for the next bit lets the window live in between.

    Until the last bit nothing of it may be read as the body, nor changed.
    """
    document.setUndoRedoEnabled(False)
    was_long = document.characterCount() > _LONG
    document.clear()
    if was_long:
        yield
    cursor = QTextCursor(document)
    numbers = _numbers(placed.passages, sum(len(block.text) + 1 for block in body.blocks)) if placed.passages else []
    at = first = 0
    room = _FIRST_SLICE
    cursor.beginEditBlock()
    for index, block in enumerate(body.blocks or (Block(""),)):
        if room < 0:
            cursor.endEditBlock()
            yield
            room = _SLICE
            cursor = QTextCursor(document)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.beginEditBlock()
        if index:
            cursor.insertBlock(block_format(BlockStyle.PARAGRAPH), plain())
        if not index or block.style is not BlockStyle.PARAGRAPH:
            apply_style(cursor, block.style)
        text = showable(block.text)
        while first < len(numbers) and numbers[first][1] <= at:
            first += 1
        for start, end, number in _runs(numbers, first, at, at + len(text)):
            cursor.insertText(text[start - at : end - at], plain(number))
        at += len(text) + 1
        room -= len(text) + 1
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def read_block(block: QTextBlock) -> tuple[Block, Runs]:
    """One paragraph, and its stretches of one passage or none; without any passage no stretch at all."""
    runs = tuple(fragments_of(block))
    marked = any(number for _, number in runs)
    return Block(block.text(), style_of(block)), runs if marked else ()


def body_of(blocks: Sequence[Block], runs: Sequence[Runs], passages: Mapping[int, Passage]) -> Body:
    """A body of what was read, with offsets counted anew. A passage without a character left is not in it.

    Words put into the middle of a passage belong to it. A passage with another one inside becomes two.
    """
    if not passages or not any(runs):
        return Body(tuple(blocks))  # a long text without any need not be joined
    text = "\n".join(block.text for block in blocks)
    stretches: list[tuple[int, int, int]] = []
    starts = accumulate((len(block.text) + 1 for block in blocks), initial=0)
    for start, inside in zip(starts, runs, strict=False):
        at = start
        for length, number in inside:
            if number in passages:
                _extend(stretches, at, at + length, number)
            at += length
    marked = tuple(
        replace(passages[number], start=start, end=end, quote=text[start:end]) for start, end, number in stretches
    )
    return Body(tuple(blocks), marked)


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def fragments_of(block: QTextBlock) -> Iterator[tuple[int, int]]:
    """(code points, passage number) of each stretch of one format."""
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        yield len(fragment.text()), number_of(fragment.charFormat())
        step += 1


def _extend(runs: list[tuple[int, int, int]], start: int, end: int, number: int) -> None:
    if runs and runs[-1][2] == number:
        runs[-1] = (runs[-1][0], end, number)
    else:
        runs.append((start, end, number))


def place(body: Body) -> Placed:
    """Number the passages; one that lost its place goes where its words stand once, or else stays where it was."""
    if not body.passages:
        return Placed({}, 0)  # a long text without any need not be joined
    text, moved = body.text, 0
    passages = {}
    for number, passage in enumerate(body.passages, start=1):
        here = passage
        if text[passage.start : passage.end] != passage.quote:
            moved += 1
            if passage.quote and text.count(passage.quote) == 1:
                start = text.index(passage.quote)
                here = replace(passage, start=start, end=start + len(passage.quote))
        passages[number] = here
    return Placed(passages, moved)


def spot_of(body: Body, point: int) -> tuple[int, int]:
    """In which block a code point of a body's text stands, and where in it; past the end is the end."""
    left = point
    for number, block in enumerate(body.blocks):
        if left <= len(block.text):
            return number, left
        left -= len(block.text) + 1
    return (len(body.blocks) - 1, len(body.blocks[-1].text)) if body.blocks else (0, 0)


def _numbers(passages: Mapping[int, Passage], length: int) -> list[tuple[int, int, int]]:
    """Disjoint, ordered stretches; where two passages overlap the more protected one has the characters."""
    edges = sorted({0, length, *(p.start for p in passages.values()), *(p.end for p in passages.values())})
    ranked = sorted(passages.items(), key=lambda item: item[1].level, reverse=True)
    stretches = []
    for start, end in pairwise(edges):
        number = next((n for n, p in ranked if p.start <= start and end <= p.end), 0)
        if number:
            stretches.append((start, end, number))
    return stretches


def _runs(numbers: list[tuple[int, int, int]], first: int, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Cut [start, end) at the edges of passages, of which those before `first` end before `start`."""
    at = start
    for begin, last, number in islice(numbers, first, None):
        if begin >= end:
            break
        if last <= at:
            continue
        if begin > at:
            yield at, begin, 0
            at = begin
        yield at, min(last, end), number
        at = min(last, end)
    if at < end:
        yield at, end, 0
