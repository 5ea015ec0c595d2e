"""A short list inside a card: one line each, as high as it needs to be, opened by click or Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldnotes.model.level import Level
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.badge import paint_mark

_LINE_ROLE = Qt.ItemDataRole.UserRole
_HEIGHT = 36
_MOST = 8


@dataclass(frozen=True, slots=True)
class Line:
    """`code` is what opening it means; `tag` is a small label at the end, `quiet` greys the text."""

    code: str
    text: str
    level: Level
    tag: str = ""
    marked: bool = False
    quiet: bool = False


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(120, theme.scaled(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line = index.data(_LINE_ROLE)
        box = QRect(option.rect).adjusted(0, 1, 0, -1)
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focused or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sel" if focused else "surface2"))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        tag_width = QFontMetrics(small).horizontalAdvance(line.tag) + 20 if line.tag else 0

        def place(x: int, width: int) -> QRect:
            left = box.right() - x - width + 1 if mirrored else box.left() + x
            return QRect(left, box.top(), width, box.height())

        mark = QRectF(place(8, 17))
        mark.setTop(box.center().y() - 8)
        mark.setHeight(17)
        paint_mark(painter, mark, line.level)
        if line.tag:
            pill = QRectF(place(box.width() - tag_width - 8, tag_width))
            pill = QRectF(pill.left(), box.center().y() - 10, pill.width(), 21)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("info_soft" if line.marked else "surface2"))
            if line.marked:
                painter.drawRoundedRect(pill, 10, 10)
            painter.setFont(small)
            painter.setPen(theme.colour("info" if line.marked else "text2"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, line.tag)
        area = place(36, box.width() - 36 - tag_width - 16)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setFont(option.font)
        painter.setPen(theme.colour("text2" if line.quiet else "text"))
        shown = QFontMetrics(option.font).elidedText(line.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class LineList(QListView):
    """`opened` carries the code of the line that was clicked or on which Enter was pressed."""

    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(QStandardItemModel(self))
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        self._last = ""

    def lines(self) -> list[Line]:
        model = self.model()
        return [model.index(row, 0).data(_LINE_ROLE) for row in range(model.rowCount())]

    def show_lines(self, lines: Sequence[Line]) -> None:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        model.clear()
        for line in lines:
            item = QStandardItem(line.text)
            item.setData(line, _LINE_ROLE)
            item.setAccessibleText(f"{line.text} {line.tag}".strip())
            item.setToolTip("" if line.quiet else line.code)
            model.appendRow(item)
        self.setFixedHeight(theme.scaled(_HEIGHT) * min(len(lines), _MOST) + 4)
        self.setVisible(bool(lines))

    def _open(self, index: QModelIndex) -> None:
        line: Line = index.data(_LINE_ROLE)
        self.opened.emit(line.code)
