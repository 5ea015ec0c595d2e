"""The list of suggestions: a tick, the name, what it is and how often, under a heading for each band."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.suggest import LABELS, Band, Suggestion
from fieldnotes_ui import theme
from fieldnotes_ui.models.suggestions import SUGGESTION_ROLE, SuggestionModel
from fieldnotes_ui.widgets.draw_text import draw_line, isolated

BANDS = {Band.TICKED: N_("Almost certain"), Band.SHOWN: N_("Likely"), Band.MAYBE: N_("Perhaps")}
_NAME = N_("Names that nobody registered")
_TIMES = NN_("{n} place", "{n} places")
_LIKE = N_("like {codes}")
_BOX = 16
_EDGE, _HEAD = 12, 26
_Index = QModelIndex | QPersistentModelIndex


class SuggestionList(QListView):
    """`chosen` carries the id of the current suggestion. Space ticks it, as a click on its box does."""

    chosen = Signal(str)

    def __init__(self, model: SuggestionModel) -> None:
        super().__init__()
        self._suggestions = model
        self.setAccessibleName(tr(_NAME))
        self.setModel(model)
        self.setItemDelegate(_Row(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self.chosen.emit(_id_of(now)))

    def choose_row(self, row: int) -> None:
        index = self._suggestions.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def current_id(self) -> str:
        return _id_of(self.currentIndex())

    def toggle(self, index: _Index) -> None:
        role = Qt.ItemDataRole.CheckStateRole
        was = index.data(role)
        now = Qt.CheckState.Unchecked if was is Qt.CheckState.Checked else Qt.CheckState.Checked
        self._suggestions.setData(index, now, role)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggle(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        box = self.visualRect(index)
        along = box.right() - event.position().x() if mirrored else event.position().x() - box.left()
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton and along <= _EDGE + _BOX + 6:
            self.toggle(index)


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.height() + 22 + (_HEAD if _opens_band(index) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        one = index.data(SUGGESTION_ROLE)
        if not isinstance(one, Suggestion):
            return
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        if _opens_band(index):
            head = QRectF(box.left() + _EDGE, box.top(), box.width() - 2 * _EDGE, _HEAD)
            draw_line(painter, head, tr(BANDS[one.band]), font=small, colour=theme.colour("text3"), mirrored=mirrored)
            box.setTop(box.top() + _HEAD)
        _ground(painter, box.adjusted(4, 2, -4, -2), option.state)
        _tick(
            painter, box, ticked=index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked, mirrored=mirrored
        )
        reach = _EDGE + _BOX + 10
        text = box.adjusted(_EDGE, 8, -reach, -8) if mirrored else box.adjusted(reach, 8, -_EDGE, -8)
        strong = QFont(option.font)
        strong.setBold(one.band is not Band.MAYBE)
        line = QFontMetrics(strong).height() + 3
        upper = QRectF(text.left(), text.top(), text.width(), line)
        lower = QRectF(text.left(), text.top() + line, text.width(), line)
        draw_line(painter, upper, one.surface, font=strong, colour=theme.colour("text"), mirrored=mirrored)
        draw_line(painter, lower, _below(one), font=small, colour=theme.colour("text2"), mirrored=mirrored)
        painter.restore()


def _below(one: Suggestion) -> str:
    like = tr(_LIKE, codes=", ".join(one.same_as)) if one.same_as else ""
    return isolated(tr(LABELS[one.kind]), trn(*_TIMES, one.count), like)


def _opens_band(index: _Index) -> bool:
    """The first row of its band."""
    one = index.data(SUGGESTION_ROLE)
    before = index.sibling(index.row() - 1, 0).data(SUGGESTION_ROLE) if index.row() else None
    return isinstance(one, Suggestion) and (before is None or before.band is not one.band)


def _tick(painter: QPainter, box: QRectF, *, ticked: bool, mirrored: bool) -> None:
    left = box.right() - _EDGE - _BOX if mirrored else box.left() + _EDGE
    place = QRectF(left, box.top() + 11, _BOX, _BOX)
    painter.setPen(QPen(theme.colour("accent" if ticked else "border_strong"), 1))
    painter.setBrush(theme.colour("accent" if ticked else "surface"))
    painter.drawRoundedRect(place, 4, 4)
    if ticked:
        painter.drawPixmap(place.topLeft(), theme.icon("check", "on_accent").pixmap(_BOX, _BOX))


def _ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(theme.colour("sel"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.colour("surface2"))
    focused = state & QStyle.StateFlag.State_HasFocus
    painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)


def _id_of(index: _Index) -> str:
    one = index.data(SUGGESTION_ROLE)
    return one.id if isinstance(one, Suggestion) else ""
