"""A row of widgets that goes on in a next line where it has no room: large letters and long languages cut nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Widgets from the leading side on, in lines as high as their highest. What a line has left over goes to `grows`,
    where that stands in it; to all of them alike with `fills`; and is left at the trailing end otherwise."""

    def __init__(self, *widgets: QWidget, spacing: int = 8, fills: bool = False, grows: QWidget | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._fills, self._grows = fills, grows
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        heights = (max(_heights(line, self._widths(line, width))) for line in lines)
        return sum(heights) + self.spacing() * max(len(lines) - 1, 0)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        width = max((item.minimumSize().width() for item in shown), default=0)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        mirrored = QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        top = rect.top()
        for line in self._lines(rect.width()):
            widths = self._widths(line, rect.width())
            heights = _heights(line, widths)
            height = max(heights)
            before = 0
            for item, width, high in zip(line, widths, heights, strict=True):
                left = rect.right() + 1 - before - width if mirrored else rect.left() + before
                item.setGeometry(QRect(QPoint(left, top + (height - high) // 2), QSize(width, high)))
                before += width + self.spacing()
            top += height + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            wanted = item.sizeHint().width()
            if not lines or wanted > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= wanted + self.spacing()
        return lines

    def _widths(self, line: list[QLayoutItem], width: int) -> list[int]:
        wanted = [min(item.sizeHint().width(), width) for item in line]
        spare = max(width - sum(wanted) - self.spacing() * (len(line) - 1), 0)
        growing = [at for at, item in enumerate(line) if self._fills or item.widget() is self._grows]
        for at in growing:
            wanted[at] += spare // len(growing)
        return wanted


def _heights(line: list[QLayoutItem], widths: list[int]) -> list[int]:
    """A part that is a flow itself, or words in several lines, is as high as it has to be at its width."""
    return [
        item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
        for item, width in zip(line, widths, strict=True)
    ]
