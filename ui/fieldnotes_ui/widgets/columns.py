"""Parts beside each other where there is room for them, and one below another where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QSizePolicy, QWidget

from fieldnotes_ui import theme


class Columns(QWidget):
    """(part, share of the width) pairs; `least` is the width in pixels, at the usual text size, below which the parts
    stand one below another. Nothing asks for more width than the widest part must have. Parts that scroll by
    themselves (`scroll`) may be lower than they would like."""

    def __init__(self, *parts: tuple[QWidget, int], least: int, spacing: int = 14, scroll: bool = False) -> None:
        super().__init__()
        self._least, self._scroll = least, scroll
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        for part, share in parts:
            self._box.addWidget(part, share)
        fit = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        fit.setHeightForWidth(not scroll)
        self.setSizePolicy(fit)

    def is_stacked(self, width: int) -> bool:
        needed = sum(item.minimumSize().width() for item in self._items()) + self._gaps()
        return width < max(theme.scaled(self._least), needed)

    def minimumSizeHint(self) -> QSize:
        items = self._items()
        high = (item.minimumSize().height() for item in items)
        width = max((item.minimumSize().width() for item in items), default=0)
        stacked = self.is_stacked(self.width())
        return QSize(width, sum(high) + self._gaps() if stacked else max(high, default=0))

    def hasHeightForWidth(self) -> bool:
        return not self._scroll

    def heightForWidth(self, width: int) -> int:
        items = self._items()
        if self.is_stacked(width):
            return sum(_height(item, width) for item in items) + self._gaps()
        shares = [self._box.stretch(at) or 1 for at in range(len(items))]
        room = width - self._gaps()
        return max(
            (_height(item, room * share // sum(shares)) for item, share in zip(items, shares, strict=True)), default=0
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.is_stacked(self.width())
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._box.direction() is not way:
            self._box.setDirection(way)
            self.updateGeometry()

    def _gaps(self) -> int:
        return self._box.spacing() * max(self._box.count() - 1, 0)

    def _items(self) -> list[QLayoutItem]:
        return [item for at in range(self._box.count()) if (item := self._box.itemAt(at)) is not None]


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
