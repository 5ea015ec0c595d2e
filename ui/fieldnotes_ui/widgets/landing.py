"""Where the keyboard goes when it comes to a page or a pane as a whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class _Landing(QObject):
    def __init__(self, place: QWidget) -> None:
        super().__init__(place)
        self.first: QWidget | None = None
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.first is not None and isinstance(event, QFocusEvent) and event.gotFocus():
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)


def land_on(place: QWidget, first: QWidget | None) -> None:
    """Whoever gives the keyboard to `place` gives it to `first`, a part of it.

    A focus proxy would do the same, but Tab jumps to it over every control that stands before it (seen in Qt 6.11).
    """
    landing = next(iter(place.findChildren(_Landing, options=Qt.FindChildOption.FindDirectChildrenOnly)), None)
    (landing or _Landing(place)).first = first
