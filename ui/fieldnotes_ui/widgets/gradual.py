"""Put a long text into a document bit by bit, so that nobody who types, scrolls or steps has to wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

_SLICE = 3000
"""Characters laid out in one go: 2 to 4 ms on the machine of PERFORMANCE.md. Two texts may come side by side."""
_LONGEST_PIECE = 3000
"""A paragraph is laid out as a whole, so one that is longer is shown as several without a gap between them."""
_LINE_HEIGHT = 140.0
_GAP = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes one block. `ends` is true where the text has a line end, false where only the layout needs one."""

    text: str
    ends: bool = True


def pieces_of(text: str) -> list[Piece]:
    """Blocks of a text, each one character apart: a line end, or a space at which a long paragraph was divided."""
    made: list[Piece] = []
    for line in text.split("\n"):
        at = 0
        while len(line) - at > _LONGEST_PIECE:
            cut = line.rfind(" ", at + 1, at + _LONGEST_PIECE)
            if cut < 0:
                cut = line.find(" ", at + _LONGEST_PIECE)
            if cut < 0:
                break
            made.append(Piece(line[at:cut], ends=False))
            at = cut + 1
        made.append(Piece(line[at:]))
    return made


class GradualText(QObject):
    """`grew` follows each bit, `ended` the last one. What is short stands there at once."""

    grew = Signal()
    ended = Signal()

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._there: list[Piece] = []
        self._wanted: list[Piece] = []
        self._at = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_whole(self) -> bool:
        return not self._timer.isActive()

    def reaches(self, unit: int) -> bool:
        """Whether a place (UTF-16 units) can be shown already."""
        return self.is_whole or unit < self._document.characterCount() - 1

    def begin(self, document: QTextDocument, text: str, *, soon: bool = False) -> None:
        """Another text, in a document that is still empty; with `soon` one that is long begins in the next turn."""
        self._document = document
        self._there = []
        self._start(pieces_of(text), soon=soon and len(text) > _SLICE)

    def change_to(self, text: str) -> None:
        """The same text where some words differ: only their blocks are written anew."""
        wanted = pieces_of(text)
        if not self.is_whole or len(wanted) != len(self._there):
            self._cut_to(_common(self._there, wanted))
        self._start(wanted, soon=len(text) > _SLICE)

    def _start(self, wanted: list[Piece], *, soon: bool = False) -> None:
        """`soon` leaves even the first bit to the next turn of the event loop: something can be read already."""
        self._wanted = wanted
        self._at = 0
        self._timer.start()
        if not soon:
            self._go_on()

    def _go_on(self) -> None:
        room = _SLICE
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        while self._at < len(self._wanted) and room > 0:
            piece = self._wanted[self._at]
            if self._at >= len(self._there):
                self._append(cursor, piece)
                room -= len(piece.text) + 1
            elif self._there[self._at] != piece:
                self._replace(cursor, piece)
                room -= len(piece.text) + 1
            self._at += 1
        cursor.endEditBlock()
        if self._at < len(self._wanted):
            self.grew.emit()
            return
        self._timer.stop()
        self.grew.emit()
        self.ended.emit()

    def _append(self, cursor: QTextCursor, piece: Piece) -> None:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if self._at:
            cursor.insertBlock(_form(piece))
        else:
            cursor.setBlockFormat(_form(piece))
        cursor.insertText(piece.text)
        self._there.append(piece)

    def _replace(self, cursor: QTextCursor, piece: Piece) -> None:
        cursor.setPosition(self._document.findBlockByNumber(self._at).position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setBlockFormat(_form(piece))
        cursor.insertText(piece.text)
        self._there[self._at] = piece

    def _cut_to(self, count: int) -> None:
        """Keep the first `count` blocks."""
        if count >= len(self._there):
            return
        cursor = QTextCursor(self._document)
        if count:
            last = self._document.findBlockByNumber(count - 1)
            cursor.setPosition(last.position() + last.length() - 1)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        del self._there[count:]


def _common(one: Sequence[Piece], other: Sequence[Piece]) -> int:
    """How many blocks at the beginning are the same."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _form(piece: Piece) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setBottomMargin(_GAP if piece.ends else 0)
    return form
