"""A choice in a narrow place: a button that says what is chosen and opens a menu of the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme

_SPOKEN = N_("{name}: {chosen}")
_ARROW = 12


class PickButton(QPushButton):
    """(key, words, meaning) triples; `changed` carries the key somebody chose. Long words are elided."""

    changed = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._group = QActionGroup(self)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setObjectName("narrow")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.triggered.connect(self._on_triggered)
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[str, str, str]]) -> None:
        """Other choices, the first of which holds."""
        self._menu.clear()
        for old in self._group.actions():
            self._group.removeAction(old)
            old.deleteLater()
        for key, words, meaning in choices:
            action = QAction(words, self._group)
            action.setCheckable(True)
            action.setData(key)
            action.setToolTip(meaning)
            self._menu.addAction(action)
        self._menu.setToolTipsVisible(True)
        if choices:
            self.choose(choices[0][0])

    def chosen(self) -> str:
        action = self._group.checkedAction()
        return str(action.data()) if action is not None else ""

    def choose(self, key: str) -> None:
        """Without telling anybody; a key that is not offered changes nothing."""
        action = next((one for one in self._group.actions() if one.data() == key), None)
        if action is not None:
            action.setChecked(True)
            self._say(action)

    def cycle(self) -> None:
        """The next choice, round at the end."""
        keys = [str(one.data()) for one in self._group.actions()]
        if not self.isHidden() and self.isEnabled() and keys:
            self.choose(keys[(keys.index(self.chosen()) + 1) % len(keys)])
            self.changed.emit(self.chosen())

    def _on_triggered(self, action: QAction) -> None:
        self._say(action)
        self.changed.emit(str(action.data()))

    def _say(self, action: QAction) -> None:
        self.setText(action.text())
        self.setAccessibleName(tr(_SPOKEN, name=self._name, chosen=action.text()))
        more = f"\n{action.toolTip()}" if action.toolTip() not in {"", action.text()} else ""
        self.setToolTip(self.accessibleName() + more)  # with the choice: it may have room for a part of it only

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inner = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        words = option.text
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inner = inner.adjusted(6, 0, -6, 0)
        place = inner.adjusted(_ARROW + 4, 0, 0, 0) if mirrored else inner.adjusted(0, 0, -_ARROW - 4, 0)
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.setPen(theme.colour("text" if self.isEnabled() else "disabled"))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute), shown)
        arrow = theme.icon("chevron-down", "text3").pixmap(_ARROW, _ARROW)
        x = inner.left() if mirrored else inner.right() - _ARROW
        painter.drawPixmap(x, inner.center().y() - _ARROW // 2 + 1, arrow)
