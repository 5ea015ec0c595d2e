"""A pane of items, each with its mark, a title, a line below and a small word at the end."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.models.items import ITEM_ROLE, Item, ItemModel
from fieldnotes_ui.widgets.badge import paint_mark
from fieldnotes_ui.widgets.draw_text import draw_line


class ItemList(QListView):
    """`chosen` gives the key of the current item."""

    chosen = Signal(str)

    def __init__(self, name: str, model: ItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(ItemRow(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, key: str) -> bool:
        """Make an item the current one; False where there is none with that key."""
        row = self._items.row_of(key)
        if row < 0:
            return False
        self.choose_row(row)
        return True

    def choose_row(self, row: int) -> None:
        index = self._items.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def current_key(self) -> str:
        item = self.currentIndex().data(ITEM_ROLE)
        return item.key if isinstance(item, Item) else ""

    def _on_current(self, current: QModelIndex) -> None:
        item = current.data(ITEM_ROLE)
        if isinstance(item, Item):
            self.chosen.emit(item.key)


class ItemRow(QStyledItemDelegate):
    """Draws the Item of a row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del index
        return QSize(120, 2 * option.fontMetrics.height() + 24)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item = index.data(ITEM_ROLE)
        if not isinstance(item, Item):
            return
        box: QRect = option.rect
        font: QFont = option.font
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, QRectF(box).adjusted(4, 2, -4, -2), option.state)
        inner = QRectF(box).adjusted(14, 9, -14, -9)
        _mark(painter, inner, item, mirrored=mirrored)
        text = inner.adjusted(0, 0, -30, 0) if mirrored else inner.adjusted(30, 0, 0, 0)
        text = _tag(painter, text, item, font, mirrored=mirrored)
        strong = QFont(font)
        strong.setBold(not item.quiet)
        line = QFontMetrics(strong).height() + 3
        upper = QRectF(text.left(), text.top(), text.width(), line)
        lower = QRectF(text.left(), text.top() + line, text.width(), line)
        ink = theme.colour("text2" if item.quiet else "text")
        draw_line(painter, upper, item.title, font=strong, colour=ink, mirrored=mirrored)
        draw_line(painter, lower, item.below, font=_small(font), colour=theme.colour("text2"), mirrored=mirrored)
        painter.restore()


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.9)
    return made


def _mark(painter: QPainter, inner: QRectF, item: Item, *, mirrored: bool) -> None:
    place = QRectF(inner.right() - 20 if mirrored else inner.left(), inner.top() + 1, 20, 20)
    if item.level is not None:
        paint_mark(painter, place, item.level)
    elif item.icon:
        painter.drawPixmap(place.topLeft(), theme.icon(item.icon, item.tone).pixmap(20, 20))


def _tag(painter: QPainter, text: QRectF, item: Item, font: QFont, *, mirrored: bool) -> QRectF:
    """Draw the small word at the end; the room that is left for the rest."""
    if not item.tag:
        return text
    small = _small(font)
    width = QFontMetrics(small).horizontalAdvance(item.tag) + 8
    place = QRectF(
        text.left() if mirrored else text.right() - width, text.top(), width, QFontMetrics(font).height() + 3
    )
    draw_line(painter, place, item.tag, font=small, colour=theme.colour("text2"), mirrored=not mirrored)
    return text.adjusted(width + 4, 0, 0, 0) if mirrored else text.adjusted(0, 0, -width - 4, 0)


def _ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(theme.colour("sel"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.colour("surface2"))
    focused = state & QStyle.StateFlag.State_HasFocus
    painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
