"""A few choices side by side of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """(key, words) pairs; `changed` carries the key that was chosen. The arrow keys go from one to the next."""

    changed = Signal(str)

    def __init__(self, name: str, pairs: Sequence[tuple[str, str]], chosen: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._keys = [key for key, _ in pairs]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for at, (key, words) in enumerate(pairs):
            made = QPushButton(words)
            made.setObjectName("segment")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setAccessibleName(f"{name}: {words}")
            made.setChecked(key == chosen)
            self._group.addButton(made, at)
            layout.addWidget(made)
        self._round_the_ends()
        self._group.idToggled.connect(self._on_toggled)

    def chosen(self) -> str:
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        self._group.button(self._keys.index(key)).setChecked(True)

    def _round_the_ends(self) -> None:
        """Style sheets know left and right only, so the ends are named anew where the layout is mirrored."""
        made = self._group.buttons()
        left, right = made[0], made[-1]
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = right, left
        for one in made:
            one.setProperty("edge", "left" if one is left else "right" if one is right else "none")
            one.style().unpolish(one)
            one.style().polish(one)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_group") and self._group.buttons():
            self._round_the_ends()

    def _on_toggled(self, at: int, is_on: bool) -> None:
        if is_on:
            self.changed.emit(self._keys[at])
