"""What may come in from the clipboard: words, headings, lists and quotes; never formats, pictures or links' targets."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from fieldnotes.model.record import Block, BlockStyle
from fieldnotes_ui.widgets.body_document import blocks_of, showable, style_of
from fieldnotes_ui.widgets.dead_document import DeadDocument

LIMIT = 5_000_000
"""Characters of a paste; more is cut off rather than freezing the window."""


def blocks_in(data: QMimeData) -> list[Block]:
    """The clean blocks of a clipboard. Text that was styled to be hidden is shown: nobody pastes it unseen."""
    if not data.hasHtml():
        return [Block(showable(line)) for line in _lines(data.text()[:LIMIT])]
    document = DeadDocument()
    document.setHtml(data.html()[:LIMIT])
    blocks: list[Block] = []
    for block in blocks_of(document):
        style = style_of(block)
        lines = _lines(block.text().replace("\ufffc", "").replace("\u00a0", " "))
        blocks += [Block(showable(line), style) for line in lines if line.strip() or style is BlockStyle.PARAGRAPH]
    while blocks and not blocks[-1].text.strip():
        blocks.pop()
    while blocks and not blocks[0].text.strip():
        blocks.pop(0)
    return blocks


def _lines(text: str) -> list[str]:
    for mark in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(mark, "\n")
    return text.split("\n")
