"""Ctrl+K: every action by name. Remembers nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr

_TITLE = N_("Commands")
_HINT = N_("Type what you want to do")
_FORWARDED = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


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
        self._list.itemActivated.connect(self._run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
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
                item = QListWidgetItem(f"{name}    {keys}".rstrip())
                item.setIcon(action.icon())
                item.setData(Qt.ItemDataRole.UserRole, index)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        action = self._actions[int(item.data(Qt.ItemDataRole.UserRole))]
        self.close()
        action.trigger()
