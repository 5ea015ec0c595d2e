"""A copy of an editor's document, read again only where that changed: to keep five megabytes need not stop the keys."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextDocument

from fieldnotes.model.record import Block, Body, Passage
from fieldnotes_ui.widgets.body_document import Runs, body_of, read_block

_BLOCKS, _CHARACTERS = 150, 40_000
"""Read in one turn of the event loop: 1 to 2 ms on the machine of PERFORMANCE.md."""


class BodyReading(QObject):
    """Follows a document from `restart` on, and knows nothing of it after `pause`.

    What changed is read when somebody asks; a great change (another text, a large paste) is read ahead, bit by bit.
    """

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._blocks: list[Block | None] = []
        self._runs: list[Runs] = []
        self._units: list[int] = []
        self._stale: list[tuple[int, int]] = []
        self._follows = False
        self._ahead = QTimer(self, interval=0)
        self._ahead.timeout.connect(self._read_ahead)
        document.contentsChange.connect(self._note)

    def pause(self) -> None:
        """Forget every word; the document is being filled with others."""
        self._follows = False
        self._ahead.stop()
        self._blocks, self._runs, self._units, self._stale = [], [], [], []

    def restart(self) -> None:
        """All of the document is new."""
        count = self._document.blockCount()
        self._blocks, self._runs, self._units = [None] * count, [()] * count, [0] * count
        self._stale = [(0, count)]
        self._follows = True
        self._read_much_ahead()

    # --- what somebody wants to know --------------------------------------------------------------------------------

    def body(self, passages: Mapping[int, Passage]) -> Body:
        """What the document holds; of `passages` those that still have a character."""
        return body_of(self._read(), self._runs, passages)

    def numbers(self) -> frozenset[int]:
        """Numbers of the passages that still have a character."""
        self._read()
        return frozenset(number for runs in self._runs for _, number in runs if number)

    def point_of(self, position: int) -> int:
        """A position of Qt (UTF-16 units) in code points of the body's text."""
        block = self._document.findBlock(position)
        before = sum(len(one.text) + 1 for one in islice(self._read(), max(0, block.blockNumber())))
        units = block.text().encode("utf-16-le", "surrogatepass")[: 2 * (position - block.position())]
        return before + len(units.decode("utf-16-le", "ignore"))

    def position_of(self, point: int) -> int:
        """Where a code point of the body's text stands in Qt's counting; past the end is the end."""
        left = point
        for number, one in enumerate(self._read()):
            if left <= len(one.text):
                return self.position_in(number, left)
            left -= len(one.text) + 1
        return max(0, self._document.characterCount() - 1)

    def position_in(self, number: int, point: int) -> int:
        """Where a code point of one block stands in Qt's counting."""
        block = self._document.findBlockByNumber(number)
        return block.position() + len(block.text()[:point].encode("utf-16-le", "surrogatepass")) // 2

    # --- following --------------------------------------------------------------------------------------------------

    def _note(self, position: int, removed: int, added: int) -> None:
        """Qt's own account of a change: `removed` UTF-16 units at `position` became `added`."""
        del removed  # the number of blocks tells it, and is the same after an undo of several steps
        if not self._follows:
            return
        count = self._document.blockCount()
        grown = count - len(self._blocks)
        first = max(0, self._document.findBlock(position).blockNumber())
        last = self._document.findBlock(position + added)
        end = last.blockNumber() + 1 if last.isValid() else count
        if end - grown < first:  # an account that cannot be: then nothing of the copy is believed
            self.restart()
            return
        self._blocks[first : end - grown] = [None] * (end - first)
        self._runs[first : end - grown] = [()] * (end - first)
        self._units[first : end - grown] = [0] * (end - first)
        self._stale = [*_around(self._stale, first, end - grown, grown), (first, end)]
        self._read_much_ahead()

    def _read_much_ahead(self) -> None:
        if sum(end - first for first, end in self._stale) > _BLOCKS:
            self._ahead.start()

    def _read_ahead(self) -> None:
        if not self._read_some(_BLOCKS, _CHARACTERS):
            self._ahead.stop()

    def _read(self) -> list[Block]:
        """Every block as it is now. A copy that is not as long as the document is not believed."""
        if not self._follows:
            self.restart()
        self._read_all()
        if sum(self._units) != self._document.characterCount():
            self.restart()
            self._read_all()
        return cast("list[Block]", self._blocks)

    def _read_all(self) -> None:
        self._ahead.stop()
        while self._read_some(len(self._blocks), self._document.characterCount()):
            continue

    def _read_some(self, blocks: int, characters: int) -> bool:
        """At most so much of the next stretch that changed; whether anything is left."""
        if self._stale:
            first, end = self._stale.pop()
            at, block = first, self._document.findBlockByNumber(first)
            while at < end and at - first < blocks and characters > 0:
                self._blocks[at], self._runs[at] = read_block(block)
                self._units[at] = block.length()
                characters -= block.length()
                at, block = at + 1, block.next()
            if at < end:
                self._stale.append((at, end))
        return bool(self._stale)


def _around(stale: list[tuple[int, int]], first: int, end: int, grown: int) -> list[tuple[int, int]]:
    """Stretches outside [first, end), those behind it moved by `grown`."""
    before = [(one, min(other, first)) for one, other in stale if one < first]
    behind = [(max(one, end) + grown, other + grown) for one, other in stale if other > end]
    return before + behind
