"""Ctrl+K: every action by name. Remembers nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme

_TITLE = N_("Commands")
_HINT = N_("Type what you want to do")
_KEYS = int(Qt.ItemDataRole.UserRole) + 1
_PADDING = 12
_FORWARDED = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class _Line(QStyledItemDelegate):
    """What is done at the leading side, its keys at the trailing one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(theme.scaled(34), size.height()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sel" if chosen else "surface2"))
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 6, 6)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        place = QRect(box.left() + _PADDING, box.center().y() - 8, 17, 17)
        keys, inside = str(index.data(_KEYS) or ""), box.adjusted(_PADDING + 28, 0, -_PADDING, 0)
        words = inside.adjusted(0, 0, -option.fontMetrics.horizontalAdvance(keys) - _PADDING, 0)
        at = partial(QStyle.visualRect, option.direction, box)
        if isinstance(icon, QIcon):
            icon.paint(painter, at(place))
        painter.setPen(theme.colour("sel_text" if chosen else "text"))
        _write(painter, option, at(words), str(index.data()), Qt.AlignmentFlag.AlignLeft)
        painter.setPen(theme.colour("sel_text" if chosen else "text2"))
        _write(painter, option, at(inside), keys, Qt.AlignmentFlag.AlignRight)
        painter.restore()


def _write(painter: QPainter, option: QStyleOptionViewItem, area: QRect, words: str, side: Qt.AlignmentFlag) -> None:
    shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    flags = QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(area, int(flags | Qt.AlignmentFlag.AlignAbsolute), shown)


class CommandPalette(QDialog):
    """Lists the enabled actions that fit what is typed; Enter runs the chosen one."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 420)
        self._actions = [action for action in actions if action.isEnabled() and action.text()]
        self._field = QLineEdit()
        self._field.setPlaceholderText(tr(_HINT))
        self._field.setAccessibleName(tr(_HINT))
        self._field.textEdited.connect(self._narrow)
        self._field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setObjectName("boxed")
        self._list.setAccessibleName(tr(_TITLE))
        self._list.setItemDelegate(_Line(self._list))
        self._list.itemActivated.connect(self._run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._narrow("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _FORWARDED:
                self._list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, typed: str) -> None:
        self._list.clear()
        letters = typed.casefold().split()
        for index, action in enumerate(self._actions):
            name = action.text().replace("&", "").rstrip("…")
            if all(word in name.casefold() for word in letters):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                item = QListWidgetItem(action.icon(), name)
                item.setData(_KEYS, keys)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}  {keys}".rstrip())
                item.setData(Qt.ItemDataRole.UserRole, index)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        action = self._actions[int(item.data(Qt.ItemDataRole.UserRole))]
        self.close()
        action.trigger()
